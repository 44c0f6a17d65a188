"""Coordinators' pages: rounds, applications, matching runs and their suggestions."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate import labels
from mentorship.extensions import db
from mentorship.models import Application, MatchRun, Role, Round, Suggestion, SuggestionState
from mentorship.permissions import Permission
from mentorship.services.accounts import signed_links
from mentorship.services.applications import rounds, submission
from mentorship.services.pairing import match_runs, pair_constraints, pairs, suggestions
from mentorship.web.access_control import require_permission, require_person

blueprint = Blueprint("coordinate", __name__)


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"labels": labels}


@blueprint.get("/rounds")
@require_permission(Permission.COORDINATE)
def list_rounds() -> ResponseReturnValue:
    all_rounds = rounds.all_rounds(db.session)
    if len(all_rounds) == 1:
        return redirect(url_for(".show_round", round_id=all_rounds[0].id))
    return render_template("coordinate/rounds.html", rounds=all_rounds)


@blueprint.get("/rounds/<int:round_id>")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def show_round(round_: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, round_)
    return render_template(
        "coordinate/round.html",
        round=round_,
        takes_applications=rounds.takes_applications(round_),
        counts=rounds.application_counts(db.session, round_.id),
        pair_counts=pairs.pair_counts(db.session, round_.id),
        runs=match_runs.runs_of(db.session, round_),
        unfinished=match_runs.unfinished_run(db.session, round_),
        latest=latest,
        waiting=suggestions.pending_count(db.session, latest) if latest else 0,
        kept=pair_constraints.pinned_suggestions(db.session, round_),
    )


@blueprint.post("/rounds/<int:round_id>/close-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def close_applications(round_: Round) -> ResponseReturnValue:
    rounds.close_applications(db.session, require_person(), round_)
    flash(_("Nobody can apply to this round now. You can open it again."), "success")
    return redirect(url_for(".show_round", round_id=round_.id))


@blueprint.post("/rounds/<int:round_id>/reopen-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def reopen_applications(round_: Round) -> ResponseReturnValue:
    rounds.reopen_applications(db.session, require_person(), round_)
    flash(_("People can apply to this round again."), "success")
    return redirect(url_for(".show_round", round_id=round_.id))


@blueprint.get("/rounds/<int:round_id>/poster.svg")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_svg(round_: Round) -> ResponseReturnValue:
    from mentorship.coordinate.poster import render  # see poster_pdf

    return show_inline(render.as_svg(round_), "image/svg+xml", "poster.svg")


@blueprint.get("/rounds/<int:round_id>/poster.pdf")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_pdf(round_: Round) -> ResponseReturnValue:
    # Imported here because fpdf2 is slow to import, and a poster is printed once a round.
    from mentorship.coordinate.poster import render

    return show_inline(render.as_pdf(round_), "application/pdf", "poster.pdf")


def show_inline(content: str | bytes, media_type: str, name: str) -> Response:
    """Show a file in the browser; ``name`` is suggested if it is saved from there."""
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


@blueprint.get("/rounds/<int:round_id>/applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_applications(round_: Round) -> ResponseReturnValue:
    applications = submission.applications_in(db.session, round_)
    return render_template(
        "coordinate/applications.html",
        round=round_,
        taken=submission.places_taken(db.session, round_),
        by_role={
            role: [application for application in applications if application.role is role]
            for role in Role
        },
    )


@blueprint.get("/applications/<int:application_id>")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
def show_application(application: Application) -> ResponseReturnValue:
    return render_template(
        "coordinate/application.html",
        application=application,
        pairs=submission.live_pairs(db.session, application),
    )


@blueprint.post("/applications/<int:application_id>/sign-in-link")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
def make_sign_in_link(application: Application) -> ResponseReturnValue:
    token = signed_links.make_sign_in_link(db.session, require_person(), application.person)
    link = url_for("recovery.set_first_password", token=token, _external=True)
    return render_template("coordinate/sign_in_link.html", application=application, link=link)


@blueprint.post("/applications/<int:application_id>/waitlist")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
def waitlist(application: Application) -> ResponseReturnValue:
    submission.waitlist(db.session, require_person(), application)
    flash(
        _("Moved to the waitlist. We suggest no match for this person until you take them off it.")
    )
    return redirect(url_for(".show_application", application_id=application.id))


@blueprint.post("/applications/<int:application_id>/reinstate")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
def reinstate(application: Application) -> ResponseReturnValue:
    submission.reinstate(db.session, require_person(), application)
    flash(_("Taken off the waitlist. This person takes part in the next matching run."))
    return redirect(url_for(".show_application", application_id=application.id))


@blueprint.post("/rounds/<int:round_id>/match-runs")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def request_match_run(round_: Round) -> ResponseReturnValue:
    run = match_runs.request_run(db.session, require_person(), round_)
    return redirect(url_for(".show_match_run", run_id=run.id))


@blueprint.get("/match-runs/<int:run_id>")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_match_run(run: MatchRun) -> ResponseReturnValue:
    if run.state in match_runs.UNFINISHED:
        return render_template("coordinate/match_run_waiting.html", run=run)
    suggested = suggestions.suggestions_of(db.session, run)
    applications = submission.applications_in(db.session, run.round)
    return render_template(
        "coordinate/match_run.html",
        run=run,
        waiting=[
            suggestion for suggestion in suggested if suggestion.state is SuggestionState.PENDING
        ],
        decided=[
            suggestion
            for suggestion in suggested
            if suggestion.state is not SuggestionState.PENDING
        ],
        bands=labels.score_bands([suggestion.explanation for suggestion in suggested]),
        application_of={application.id: application for application in applications},
    )


@blueprint.get("/suggestions/<int:suggestion_id>")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
def show_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    return render_template(
        "coordinate/suggestion.html",
        suggestion=suggestion,
        pinned=pair_constraints.is_pinned(db.session, suggestion),
        others=suggestions.others_suggested(db.session, suggestion),
    )


@blueprint.post("/suggestions/<int:suggestion_id>/approve")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
def approve(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion, suggestions.approve, _("Approved: each can now read about the other.")
    )


@blueprint.post("/suggestions/<int:suggestion_id>/reject")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
def reject(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion, suggestions.reject, _("Rejected: this match will not be suggested again.")
    )


@blueprint.post("/suggestions/<int:suggestion_id>/pin")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
def pin(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion, pair_constraints.pin, _("Kept: the next matching run includes this match.")
    )


@blueprint.post("/suggestions/<int:suggestion_id>/unpin")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
def unpin(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion,
        pair_constraints.unpin,
        _("This match will be suggested only if it is the best."),
    )


def decide(
    suggestion: Suggestion, decision: Callable[..., object], message: str
) -> ResponseReturnValue:
    decision(db.session, require_person(), suggestion)
    flash(message, "success")
    next_suggestion = suggestions.next_pending(db.session, suggestion)
    anchor = f"pair-{next_suggestion.id}" if next_suggestion else None
    return redirect(url_for(".show_match_run", run_id=suggestion.match_run_id, _anchor=anchor))
