"""One evening's work: read the applications, ask for suggestions, judge each."""

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
    return {"wording": labels}


@blueprint.get("/rounds")
@require_permission(Permission.COORDINATE)
def list_rounds() -> ResponseReturnValue:
    known = rounds.all_rounds(db.session)
    if len(known) == 1:
        return redirect(url_for(".show_round", round_id=known[0].id))
    return render_template("coordinate/rounds.html", rounds=known)


@blueprint.get("/rounds/<int:round_id>")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def show_round(one: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, one)
    return render_template(
        "coordinate/round.html",
        round=one,
        takes_applications=rounds.takes_applications(one),
        counts=rounds.application_counts(db.session, one.id),
        pair_counts=pairs.pair_counts(db.session, one.id),
        runs=match_runs.runs_of(db.session, one),
        unfinished=match_runs.unfinished_run(db.session, one),
        latest=latest,
        waiting=suggestions.pending_count(db.session, latest) if latest else 0,
        kept=pair_constraints.pinned_suggestions(db.session, one),
    )


@blueprint.post("/rounds/<int:round_id>/close-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def close_applications(one: Round) -> ResponseReturnValue:
    rounds.close_applications(db.session, require_person(), one)
    flash(_("Nobody can apply to this round now. You can open it again."), "success")
    return redirect(url_for(".show_round", round_id=one.id))


@blueprint.post("/rounds/<int:round_id>/reopen-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def reopen_applications(one: Round) -> ResponseReturnValue:
    rounds.reopen_applications(db.session, require_person(), one)
    flash(_("People can apply to this round again."), "success")
    return redirect(url_for(".show_round", round_id=one.id))


@blueprint.get("/rounds/<int:round_id>/poster.svg")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_svg(one: Round) -> ResponseReturnValue:
    from mentorship.coordinate.poster import render  # see poster_pdf

    return as_file(render.as_svg(one), "image/svg+xml", "poster.svg")


@blueprint.get("/rounds/<int:round_id>/poster.pdf")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_pdf(one: Round) -> ResponseReturnValue:
    # Imported here because fpdf2 is slow to import, and a poster is printed once a round.
    from mentorship.coordinate.poster import render

    return as_file(render.as_pdf(one), "application/pdf", "poster.pdf")


def as_file(content: str | bytes, media_type: str, name: str) -> Response:
    """Show a file in the browser, under a name of its own if it is saved from there."""
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


@blueprint.get("/rounds/<int:round_id>/applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_applications(one: Round) -> ResponseReturnValue:
    everyone = submission.applications_in(db.session, one)
    return render_template(
        "coordinate/applications.html",
        round=one,
        taken=submission.places_taken(db.session, one),
        by_role={role: [each for each in everyone if each.role is role] for role in Role},
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
def request_match_run(one: Round) -> ResponseReturnValue:
    run = match_runs.request_run(db.session, require_person(), one)
    return redirect(url_for(".show_match_run", run_id=run.id))


@blueprint.get("/match-runs/<int:run_id>")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_match_run(run: MatchRun) -> ResponseReturnValue:
    if run.state in match_runs.UNFINISHED:
        return render_template("coordinate/match_run_waiting.html", run=run)
    made = suggestions.suggestions_of(db.session, run)
    everyone = submission.applications_in(db.session, run.round)
    return render_template(
        "coordinate/match_run.html",
        run=run,
        waiting=[one for one in made if one.state is SuggestionState.PENDING],
        decided=[one for one in made if one.state is not SuggestionState.PENDING],
        bands=labels.score_bands([one.explanation for one in made]),
        application_of={application.id: application for application in everyone},
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
    suggestion: Suggestion, decision: Callable[..., object], sentence: str
) -> ResponseReturnValue:
    decision(db.session, require_person(), suggestion)
    flash(sentence, "success")
    next_one = suggestions.next_pending(db.session, suggestion)
    anchor = f"pair-{next_one.id}" if next_one else None
    return redirect(url_for(".show_match_run", run_id=suggestion.match_run_id, _anchor=anchor))
