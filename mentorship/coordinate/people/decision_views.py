"""Decide about applications, one or several, with a message; and undo it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.coordinate import decision_labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.decision_forms import DecisionForm, decisions_form
from mentorship.coordinate.people.people_list_views import selected_application_ids
from mentorship.extensions import db
from mentorship.models import Application, ApplicationDecision, ApplicationState
from mentorship.permissions import Permission
from mentorship.services.applications import decision_texts, decisions, submission
from mentorship.web.access_control import MAX_ID, require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.nearest_page import nearest_page
from mentorship.web.stale_forms import refuse_stale


@blueprint.route(
    "/applications/<int:application_id>/decide/<decision_name>", methods=["GET", "POST"]
)
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale(about=lambda application, **_url_values: application)
def decide_application(application: Application, decision_name: str) -> ResponseReturnValue:
    decision = decision_named(decision_name)
    reason = decisions.reason_against(db.session, require_person(), application, decision)
    if reason or not application.is_readable:
        flash(reason or _("What this person wrote cannot be read."), "warning")
        return redirect(application_url(application))
    language = decision_texts.language_of(application.person)
    form = DecisionForm(data={"send": True, "text": decision_texts.text_for(decision, language)})
    if form.validate_on_submit():
        decisions.decide(db.session, require_person(), application, decision, form.message())
        sentence = decision_labels.decided(decision, is_written=bool(form.message()))
        flash_at("decision", sentence)
        return redirect(application_url(application))
    return render_form(
        "coordinate/people/decide.html",
        form=form,
        application=application,
        decision=decision,
        message_language=language,
    )


@blueprint.post("/decisions/<int:decision_id>/undo")
@require_permission(Permission.COORDINATE, load=decisions.decision_with_id)
@refuse_stale()
def undo_decision(decided: ApplicationDecision) -> ResponseReturnValue:
    if decided.batch_id is not None and "together" in request.args:
        count = decisions.undo_together(db.session, require_person(), decided)
        flash(
            ngettext("Undone for %(num)s person.", "Undone for %(num)s people.", count), "success"
        )
        return redirect(url_for(".show_decisions", decision_id=decided.id))
    decisions.undo(db.session, require_person(), decided)
    flash_at("decision", _("Undone. A message that they have not opened is gone too."))
    return redirect(application_url(decided.application))


@blueprint.get("/decisions/<int:decision_id>")
@require_permission(Permission.COORDINATE, load=decisions.decision_with_id)
def show_decisions(decided: ApplicationDecision) -> ResponseReturnValue:
    """Show what was decided about several people together, with its undo."""
    batch = decisions.made_with(db.session, decided)
    if not batch:
        return redirect(application_url(decided.application))
    return render_template(
        "coordinate/people/decided.html",
        first=decided,
        count=sum(item.undone_at is None for item in batch),
        can_undo=decisions.can_undo(db.session, require_person(), decided),
    )


@blueprint.post("/people/accept")
@require_permission(Permission.COORDINATE)
def accept_selected() -> ResponseReturnValue:
    return ask_about_selected(ApplicationState.ACCEPTED)


@blueprint.post("/people/waitlist")
@require_permission(Permission.COORDINATE)
def waitlist_selected() -> ResponseReturnValue:
    return ask_about_selected(ApplicationState.WAITLISTED)


@blueprint.post("/people/decline")
@require_permission(Permission.COORDINATE)
def decline_selected() -> ResponseReturnValue:
    return ask_about_selected(ApplicationState.DECLINED)


def ask_about_selected(decision: ApplicationState) -> ResponseReturnValue:
    """Lead from a list to the page that decides about the people who are selected in it."""
    ids = selected_application_ids()
    if len(ids) > decisions.MAX_DECISIONS:
        flash(
            _(
                "You can decide about %(count)s people at once. These are the first of them.",
                count=decisions.MAX_DECISIONS,
            ),
            "warning",
        )
    return redirect(url_for(".decide_selected", decision_name=decision.value, ids=joined(ids)))


@blueprint.route("/people/decide/<decision_name>", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def decide_selected(decision_name: str) -> ResponseReturnValue:
    decision, ids = decision_named(decision_name), selected_ids()
    selected = submission.applications_with_ids(db.session, ids)
    fitting = decisions.that_fit(db.session, require_person(), selected, decision)
    if not fitting:
        flash(
            _(
                "Nobody whom you have selected can get this decision: it is made already,"
                " they have a match, or they have withdrawn."
            )
            if selected
            else _("Choose at least one person in the list first."),
            "warning",
        )
        return redirect(nearest_page())
    languages = {decision_texts.language_of(item.person) for item in fitting}
    form = decisions_form(
        {language: decision_texts.text_for(decision, language) for language in sorted(languages)}
    )
    if form.validate_on_submit():
        return decide_about(fitting, decision, form.texts())
    return render_form(
        "coordinate/people/decide_selected.html",
        form=form,
        decision=decision,
        count=len(fitting),
        skipped=len(ids) - len(fitting),
        ids=joined(ids),
    )


def decide_about(
    fitting: list[Application], decision: ApplicationState, texts: dict[str, str]
) -> ResponseReturnValue:
    ids = [item.id for item in fitting]
    result = decisions.decide_together(db.session, require_person(), ids, decision, texts)
    if not result.decisions:
        flash(_("This has been decided already."), "warning")
        return redirect(nearest_page())
    return redirect(url_for(".show_decisions", decision_id=result.decisions[0].id))


def decision_named(name: str) -> ApplicationState:
    if name not in set(decisions.ACTIONS):
        abort(404)
    return ApplicationState(name)


def selected_ids() -> list[int]:
    """Return the ids of applications that the URL names, each once."""
    ids = (part for part in request.args.get("ids", "").split(".") if part.isdecimal())
    numbers = dict.fromkeys(int(part) for part in ids if len(part) < len(str(MAX_ID)))
    return list(numbers)[: decisions.MAX_DECISIONS]


def joined(ids: list[int]) -> str:
    return ".".join(map(str, ids[: decisions.MAX_DECISIONS]))


def application_url(application: Application) -> str:
    return url_for(".show_application", application_id=application.id, _anchor="decision")
