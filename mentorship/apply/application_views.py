"""A person's own application: fill in step by step, review, send, change, withdraw."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.apply.entry_views import blueprint
from mentorship.apply.forms import SendForm, StepForm, send_form, step_form
from mentorship.apply.navigation import (
    REVIEW,
    application_url,
    next_step_url,
    next_unfinished,
    previous_url,
    step_named,
    step_url,
)
from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Role, Round
from mentorship.permissions import Permission
from mentorship.questions import Step, steps_for
from mentorship.runtime import current_runtime
from mentorship.services.applications import (
    corrections,
    drafts,
    form_steps,
    rounds,
    screening,
    submission,
)
from mentorship.services.applications.submission import NOT_SENT
from mentorship.services.training import required
from mentorship.web import status_messages
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.staff_names import staff_name
from mentorship.web.stale_forms import refuse_stale

APPLICATION_URL = "/join/<int:round_id>/<any(mentor, mentee):role_name>"


def own_application(round_: Round, role_name: str) -> Application:
    application = submission.application_of(db.session, require_person(), round_, Role(role_name))
    if application is None and request.method == "POST":
        abort(404)  # what was sent is about an application that has been deleted
    return application or abort(redirect(url_for(".choose_role", round_id=round_.id)))


@blueprint.get(APPLICATION_URL)
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def resume(round_: Round, role_name: str) -> ResponseReturnValue:
    """Redirect to the first step that is not done."""
    application = own_application(round_, role_name)
    to_do = next_unfinished(application) if rounds.takes_applications(round_) else None
    return redirect(step_url(to_do, application))


@blueprint.route(f"{APPLICATION_URL}/<step_name>", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def step(round_: Round, role_name: str, step_name: str) -> ResponseReturnValue:
    application = own_application(round_, role_name)
    current = step_named(step_name, application) or abort(404)
    if not form_steps.may_change(application, current):
        return locked_page(application, current)
    form = step_form(current, application)
    if form.is_submitted() and form.adds_language_line():
        return step_page(application, current, form, HTTPStatus.OK)
    if form.validate_on_submit():
        drafts.save_step(
            db.session,
            require_person(),
            application,
            current,
            form.answers(),
            agrees=form.asks_for_consent,
        )
        return redirect(next_step_url(current, application))
    return step_page(application, current, form)


@blueprint.route(f"{APPLICATION_URL}/{REVIEW}", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
@refuse_stale(about=own_application)
def review(round_: Round, role_name: str) -> ResponseReturnValue:
    application = own_application(round_, role_name)
    form = send_form(application)
    missing = form_steps.missing(application) if form.is_submitted() else []
    if form.validate_on_submit() and not missing:
        if application.state in NOT_SENT:
            drafts.send(db.session, require_person(), application, agrees=form.asks_for_consent)
        return redirect(application_url("received", application))
    return review_page(application, form, missing)


@blueprint.get(f"{APPLICATION_URL}/received")
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def received(round_: Round, role_name: str) -> ResponseReturnValue:
    application = own_application(round_, role_name)
    if application.state in NOT_SENT:
        return redirect(application_url("resume", application))
    second = drafts.second_draft(db.session, application)
    live = submission.live_pairs(db.session, application)
    is_emailed = application.person.email_address is not None and current_runtime().sends_email
    open_steps = screening.open_steps_of(db.session, [application])[application.id]
    language = get_locale().language
    untrained = required.open_titles_of(db.session, [application], language)
    return render_template(
        "apply/received.html",
        application=application,
        round=round_,
        second=second,
        unfinished=form_steps.unfinished(second) if second else [],
        status=status_messages.application_status(application, live),
        next_steps=status_messages.what_happens_next(
            application,
            live,
            [step.label(language) for step in open_steps],
            untrained[application.id],
            is_emailed=is_emailed,
        ),
    )


@blueprint.route(f"{APPLICATION_URL}/withdraw", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
@refuse_stale(about=own_application)
def withdraw(round_: Round, role_name: str) -> ResponseReturnValue:
    """Ask for confirmation, then withdraw the application; a draft is deleted."""
    application = own_application(round_, role_name)
    if request.method != "POST":
        if application.state is ApplicationState.WITHDRAWN:
            return redirect(url_for("account.home"))
        return render_template(
            "apply/withdraw.html",
            application=application,
            round=round_,
            open=rounds.takes_applications(round_),
            live=submission.live_pairs(db.session, application),
        )
    if application.state is ApplicationState.DRAFT:
        drafts.delete_draft(db.session, require_person(), application)
        flash(_("Your unsent application has been deleted."), "success")
    else:
        submission.withdraw(db.session, require_person(), application)
        flash(_("Your application has been withdrawn."), "success")
    return redirect(url_for("account.home"))


def step_page(
    application: Application, current: Step, form: StepForm, status: HTTPStatus | None = None
) -> ResponseReturnValue:
    all_steps = steps_for(application.role)
    return render_form(
        "apply/step.html",
        status=status,
        application=application,
        form=form,
        question=str(current.heading_for(application.role)),
        number=all_steps.index(current) + 1,
        count=len(all_steps),
        back=previous_url(current, application),
        complete=not form_steps.unfinished(application),
    )


def locked_page(application: Application, current: Step) -> ResponseReturnValue:
    page = render_template(
        "apply/locked.html",
        application=application,
        step=current,
        question=str(current.heading_for(application.role)),
        back=application_url("review", application),
    )
    return page, 409 if request.method == "POST" else 200


def review_page(
    application: Application, form: SendForm, missing: list[Step]
) -> ResponseReturnValue:
    return render_form(
        "apply/review.html",
        application=application,
        round=application.round,
        open=rounds.takes_applications(application.round),
        to_send=application.state in NOT_SENT,
        form=form,
        missing=[
            (step_url(step, application), step.heading_for(application.role)) for step in missing
        ],
        rows=review_rows(application),
        corrections=corrections.open_corrections_in(db.session, application),
        staff_name=staff_name,
    )


def review_rows(application: Application) -> list[dict[str, object]]:
    missing = form_steps.missing(application)
    return [
        {**review_row(step, application), "missing": step in missing}
        for step in steps_for(application.role)
    ]


def review_row(step: Step, application: Application) -> dict[str, object]:
    changeable = form_steps.may_change(application, step)
    return {
        "step": step,
        "question": step.heading_for(application.role),
        "done": form_steps.is_done(application, step),
        "change": application_url("step", application, step_name=step.name, then=REVIEW)
        if changeable
        else None,
    }
