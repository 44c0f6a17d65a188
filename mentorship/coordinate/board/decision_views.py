"""Decisions on the review board: approve, hold, pin, reject; undo and redo; notes and flags."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board import board_labels
from mentorship.coordinate.board.board_filters import codes, filter_choices
from mentorship.coordinate.board.board_forms import NoteForm, RejectForm
from mentorship.coordinate.board.board_page import names_of
from mentorship.coordinate.board.board_views import names_in, render_board
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    Suggestion,
    SuggestionState,
)
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.board import boards, decision_log, decisions, notes
from mentorship.services.board.decisions import DecidedMeanwhileError, UnconfirmedError
from mentorship.services.board.plans import Action, Plan
from mentorship.services.pairing import match_runs, pair_constraints, suggestions
from mentorship.web.access_control import MAX_ID, require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.readings import require_reading
from mentorship.web.stale_forms import refuse_stale
from mentorship.web.unsent_forms import has_typed

PLACE = "decision"
"""The element of the page where a decision is confirmed."""


@blueprint.post("/suggestions/<int:suggestion_id>/<any(approve,hold,reopen,pin,unpin):kind>")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def decide_suggestion(suggestion: Suggestion, kind: str) -> ResponseReturnValue:
    return decide(suggestion, action_about(suggestion, DecisionKind(kind)))


@blueprint.post("/suggestions/<int:suggestion_id>/stop-keeping")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def stop_keeping(suggestion: Suggestion) -> ResponseReturnValue:
    """Unpin from the page of the round: on the board, if the pair is undecided there."""
    run = suggestion.match_run
    is_on_board = boards.board_of(db.session, run) is not None
    if is_on_board and suggestion.state is SuggestionState.PENDING:
        return decide(suggestion, action_about(suggestion, DecisionKind.UNPIN))
    pair_constraints.unpin(db.session, require_person(), suggestion)
    flash_at("pins", _("This match will be suggested only if it is the best."))
    return redirect(url_for(".show_matching", round_id=run.round_id, _anchor="pins"))


@blueprint.route("/suggestions/<int:suggestion_id>/reject", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
@require_reading
def reject(suggestion: Suggestion) -> ResponseReturnValue:
    run = suggestion.match_run
    if request.method == "GET":
        return render_board(run, suggestion, opens_reject=True)
    board_of(run)
    decisions.check_is_open(db.session, run)
    form = RejectForm.for_pair(names_in(suggestion))
    if not form.validate_on_submit():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_board(run, suggestion, opens_reject=True, reject_form=form, status=status)
    reason, about = form.chosen
    action = action_about(
        suggestion, DecisionKind.REJECT, reason=reason, about=about, text=form.text.data or ""
    )
    return decide(suggestion, action)


@blueprint.route("/suggestions/<int:suggestion_id>/note", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
@require_reading
def note_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    form = NoteForm(text=suggestion.note)
    if not form.validate_on_submit():
        return render_form(
            "coordinate/board/note.html",
            form=form,
            suggestion=suggestion,
            names=names_in(suggestion),
            back_url=url_of(suggestion),
        )
    notes.write(db.session, require_person(), suggestion, form.text.data or "")
    flash_at(PLACE, _("Noted.") if suggestion.note else _("The note is deleted."))
    return redirect(url_of(suggestion))


@blueprint.post("/suggestions/<int:suggestion_id>/<any(flag,unflag):what>")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def flag_suggestion(suggestion: Suggestion, what: str) -> ResponseReturnValue:
    notes.flag(db.session, require_person(), suggestion, is_flagged=what == "flag")
    flash_at(
        PLACE,
        _("Flagged for the other coordinators.") if what == "flag" else _("No longer flagged."),
    )
    return redirect(url_of(suggestion))


@blueprint.post("/match-runs/<int:run_id>/decisions/<int:decision_id>/undo")
@require_permission(Permission.COORDINATE, load=decision_log.decision_of_run)
def undo_board_decision(decision: BoardDecision) -> ResponseReturnValue:
    suggestion = db.session.get_one(Suggestion, decision.suggestion_id)
    decisions.undo(db.session, require_person(), decision)
    flash_at(PLACE, _("Undone."))
    return show_after(suggestion)


@blueprint.post("/match-runs/<int:run_id>/redo")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def redo_board_decision(run: MatchRun) -> ResponseReturnValue:
    """Decide again what was undone; that is another row then, and a second tap finds none."""
    decision_id = request.form.get("decision", 0, type=int)
    decision = decision_log.decision_of_run(db.session, run.id, min(decision_id, MAX_ID))
    if decision is None:
        raise UserFacingError(_("This has been redone already."))
    again = decisions.redo(db.session, require_person(), decision)
    flash_at(PLACE, _("Redone."))
    return show_after(db.session.get_one(Suggestion, again.suggestion_id))


def board_of(run: MatchRun) -> Board:
    """Return the board of a run, or say why it has none any more."""
    board = boards.board_of(db.session, run)
    if board is None:
        raise UserFacingError(
            _(
                "Somebody in this run has deleted what they wrote, so it can be read but not "
                "changed any more. Run matching again: what you have approved is kept."
            )
        )
    return board


def action_about(suggestion: Suggestion, kind: DecisionKind, **more: Any) -> Action:
    return Action(kind, suggestion.mentee_id, suggestion.mentor_id, **more)


def decide(suggestion: Suggestion, action: Action) -> ResponseReturnValue:
    """Decide, or show what would follow, for the coordinator to confirm."""
    run = suggestion.match_run
    board = board_of(run)
    confirmed = request.form.get("confirmed")
    try:
        decided = decisions.decide(db.session, require_person(), run, board, action, confirmed)
    except UnconfirmedError as error:
        db.session.rollback()
        if confirmed:
            flash(str(error), "warning")
        return show_plan(suggestion, board, error.plan)
    except DecidedMeanwhileError as error:
        return show_decided(error)
    flash_at(PLACE, board_labels.done(decided.kind))
    return redirect(url_of(suggestion))


def show_plan(suggestion: Suggestion, board: Board, plan: Plan) -> ResponseReturnValue:
    """Show who would move by a decision; the same form again confirms it."""
    return render_template(
        "coordinate/board/plan.html",
        suggestion=suggestion,
        names=names_in(suggestion),
        board=board,
        plan=plan,
        moves=names_of(plan.moves),
        board_labels=board_labels,
        back_url=url_of(suggestion),
    )


def show_decided(error: DecidedMeanwhileError) -> ResponseReturnValue:
    """Show what somebody else has decided about a pair; what was typed is shown by who catches it.

    A pair that is not on the board was never decided about.
    """
    if has_typed() or error.suggestion is None:
        raise error
    db.session.rollback()
    flash(str(error), "warning")
    return show_after(error.suggestion)


def show_after(suggestion: Suggestion) -> ResponseReturnValue:
    """Show a pair after a decision about it, which its coordinator has read by then."""
    actor = require_person()
    if not readings.is_reading(db.session, actor, suggestion):
        readings.record_reading(db.session, actor, suggestion)
    return redirect(url_of(suggestion))


def url_of(suggestion: Suggestion) -> str:
    """Return the URL of a pair with the filter of the list, and the version that was seen."""
    kept: dict[str, Any] = codes(request.args, filter_choices())
    if (page := request.args.get("page", type=int)) is not None:
        kept["page"] = page
    if (seen := request.form.get("version", type=int)) is not None:
        kept["since"] = seen
    return url_for(".show_suggestion", suggestion_id=suggestion.id, _anchor=PLACE, **kept)
