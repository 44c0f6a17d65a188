"""Somebody's own application: step by step, looked through, sent, changed, taken back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.apply.addresses import REVIEW, address, address_after, address_before, address_of
from mentorship.apply.entry_views import blueprint
from mentorship.apply.forms import SendForm, StepForm
from mentorship.apply.navigation import form_of, question_of, step_named, step_to_do
from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Role, Round
from mentorship.permissions import Permission
from mentorship.services.applications import drafts, form_steps, rounds, submission
from mentorship.services.applications.form_steps import Step
from mentorship.services.applications.submission import NOT_SENT
from mentorship.web.access_control import require_permission, require_person

OWN = "/join/<int:round_id>/<any(mentor, mentee):role_name>"


@blueprint.get(OWN)
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def resume(one: Round, role_name: str) -> ResponseReturnValue:
    """Lead to where somebody left off."""
    application = own_application(one, role_name)
    to_do = step_to_do(application) if rounds.takes_applications(one) else None
    return redirect(address_of(to_do, application))


@blueprint.route(f"{OWN}/<step_name>", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def step(one: Round, role_name: str, step_name: str) -> ResponseReturnValue:
    application = own_application(one, role_name)
    here = step_named(step_name, application) or abort(404)
    if not form_steps.may_change(application, here):
        return locked_page(application, here)
    form = form_of(here, application)
    if form.is_submitted() and form.gives_another_line():
        return step_page(application, here, form)
    if form.validate_on_submit():
        drafts.save_step(db.session, require_person(), application, here, form.answers())
        return redirect(address_after(here, application))
    return step_page(application, here, form), 422 if form.is_submitted() else 200


@blueprint.route(f"{OWN}/{REVIEW}", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def review(one: Round, role_name: str) -> ResponseReturnValue:
    application = own_application(one, role_name)
    form = SendForm()
    missing = form_steps.unfinished(application) if form.is_submitted() else []
    if form.validate_on_submit() and not missing:
        if application.state in NOT_SENT:
            drafts.send(db.session, require_person(), application)
        return redirect(address("received", application))
    return review_page(application, form, missing), 422 if form.is_submitted() else 200


@blueprint.get(f"{OWN}/received")
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def received(one: Round, role_name: str) -> ResponseReturnValue:
    application = own_application(one, role_name)
    if application.state in NOT_SENT:
        return redirect(address("resume", application))
    second = drafts.second_draft(db.session, application)
    return render_template(
        "apply/received.html",
        application=application,
        round=one,
        second=second,
        left=form_steps.unfinished(second) if second else [],
    )


@blueprint.route(f"{OWN}/withdraw", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def withdraw(one: Round, role_name: str) -> ResponseReturnValue:
    """Ask once, then take the application back; of a draft, nothing stays."""
    application = own_application(one, role_name)
    if request.method != "POST" and application.state is not ApplicationState.WITHDRAWN:
        return render_template(
            "apply/withdraw.html",
            application=application,
            round=one,
            open=rounds.takes_applications(one),
            live=submission.live_pairs(db.session, application),
        )
    if application.state is ApplicationState.DRAFT:
        drafts.delete_draft(db.session, require_person(), application)
        flash(_("Your unsent answers are deleted."), "success")
    elif application.state is not ApplicationState.WITHDRAWN:
        submission.withdraw(db.session, require_person(), application)
        flash(_("Your application is taken back."), "success")
    return redirect(url_for("account.home"))


def own_application(one: Round, role_name: str) -> Application:
    own = submission.application_of(db.session, require_person(), one, Role(role_name))
    return own or abort(redirect(url_for(".choose_role", round_id=one.id)))


def step_page(application: Application, here: Step, form: StepForm) -> str:
    all_steps = form_steps.steps_of(application.role)
    return render_template(
        "apply/step.html",
        application=application,
        form=form,
        question=question_of(here, application),
        number=all_steps.index(here) + 1,
        count=len(all_steps),
        back=address_before(here, application),
        complete=not form_steps.unfinished(application),
    )


def locked_page(application: Application, here: Step) -> ResponseReturnValue:
    page = render_template(
        "apply/locked.html",
        application=application,
        step=here,
        question=question_of(here, application),
        back=address("review", application),
    )
    return page, 409 if request.method == "POST" else 200


def review_page(application: Application, form: SendForm, missing: list[Step]) -> str:
    return render_template(
        "apply/review.html",
        application=application,
        round=application.round,
        open=rounds.takes_applications(application.round),
        to_send=application.state in NOT_SENT,
        form=form,
        missing=[(address_of(one, application), question_of(one, application)) for one in missing],
        rows=[row(one, application) for one in form_steps.steps_of(application.role)],
    )


def row(one: Step, application: Application) -> dict[str, object]:
    return {
        "step": one,
        "question": question_of(one, application),
        "done": form_steps.is_done(application, one),
        "change": address("step", application, step_name=one.name, then=REVIEW)
        if form_steps.may_change(application, one)
        else None,
    }
