"""The review board: the list of a run's suggestions, and one of them beside it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate import labels, reason_labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board import board_labels
from mentorship.coordinate.board.board_filters import (
    codes,
    filter_choices,
    filter_labels,
    state_titles,
)
from mentorship.coordinate.board.board_forms import RejectForm
from mentorship.coordinate.board.board_page import BoardPage, names_of
from mentorship.coordinate.board.changes import changes_since
from mentorship.coordinate.board.pair_answers import answer_rows
from mentorship.coordinate.conversations.outcome import conversation_in_words
from mentorship.coordinate.matching.run_overview import run_overview
from mentorship.coordinate.people.limits import why_apart
from mentorship.extensions import db
from mentorship.models import MatchRun, PairState, Role, RunState, Suggestion, SuggestionState
from mentorship.permissions import Permission
from mentorship.services.board import unmatched
from mentorship.services.board.board_list import MIN_GOOD_SHARE, MIN_STRONG_SHARE
from mentorship.services.match_settings.chosen import settings_of_run
from mentorship.services.pairing import match_runs, run_kinds, suggestions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.readings import opens_page, record_and_show, require_reading


@blueprint.get("/match-runs/<int:run_id>")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_match_run(run: MatchRun) -> ResponseReturnValue:
    if run_kinds.proposes_conversations(run) and run.state not in match_runs.UNFINISHED:
        return redirect(url_for(".list_conversations", round_id=run.round_id))
    if run.state in match_runs.UNFINISHED:
        return render_template("coordinate/matching/match_run_waiting.html", run=run)
    if run.state is RunState.CANCELLED:
        choice = settings_of_run(run).choice
        return render_template(
            "coordinate/matching/match_run_cancelled.html", run=run, choice=choice
        )
    return render_board(run)


@blueprint.get("/suggestions/<int:suggestion_id>")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@require_reading
def show_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    return render_board(suggestion.match_run, suggestion)


@blueprint.post("/suggestions/<int:suggestion_id>/open")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@opens_page
def open_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    return record_and_show(suggestion)


@blueprint.post("/suggestions/<int:suggestion_id>/<any(alternatives,note,reject):page>/open")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@opens_page
def open_page_of_suggestion(suggestion: Suggestion, page: str) -> ResponseReturnValue:
    return record_and_show(suggestion)


@blueprint.post("/match-runs/<int:run_id>/filter")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def filter_board(run: MatchRun) -> ResponseReturnValue:
    """Lead to the list with what was chosen."""
    chosen: dict[str, Any] = {**codes(request.form, filter_choices())}
    return redirect(url_for(".show_match_run", run_id=run.id, **chosen))


def names_in(suggestion: Suggestion) -> dict[Role, str]:
    """Return the names of the two people."""
    return {
        Role.MENTEE: labels.name_of(suggestion.mentee),
        Role.MENTOR: labels.name_of(suggestion.mentor),
    }


def render_board(
    run: MatchRun,
    suggestion: Suggestion | None = None,
    *,
    opens_reject: bool = False,
    reject_form: RejectForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    """Return the page of a board, with one pair beside the list if there is one.

    Parameters
    ----------
    opens_reject
        Whether the form of a rejection is unfolded.
    reject_form
        As it was sent.
    """
    page = BoardPage(run, suggestion)
    return (
        render_template(
            "coordinate/board/board.html",
            board_page=page,
            board_labels=board_labels,
            bands=labels.score_bands(run.score_bands),
            overview=run_overview(run, page.analysis)
            if suggestion is None and run.state is RunState.DONE
            else None,
            filter_labels=filter_labels(),
            strength_percents=[round(100 * share) for share in (MIN_STRONG_SHARE, MIN_GOOD_SHARE)],
            state_titles=state_titles(),
            unmatched_count=unmatched.counts(db.session, run).total(),
            changes=changes_since(page),
            opens_reject=opens_reject,
            **_detail(page, reject_form),
        ),
        status,
    )


def is_apart(suggestion: Suggestion) -> bool:
    """Return whether the two do not come together: somebody may have said why."""
    is_closed = suggestion.pair is not None and suggestion.pair.state is PairState.CLOSED
    return is_closed or suggestion.state is SuggestionState.REJECTED


def _detail(page: BoardPage, reject_form: RejectForm | None) -> dict[str, object]:
    """Return what only the detail of a pair shows."""
    suggestion = page.suggestion
    if suggestion is None or not suggestion.is_readable:
        return {}
    names = names_in(suggestion)
    decision = page.latest_decision
    return {
        "names": names,
        "apart": why_apart(suggestion, require_person()) if is_apart(suggestion) else None,
        "conversation": conversation_in_words(suggestion, require_person()),
        "reason_labels": reason_labels,
        "answers": list(answer_rows(suggestion.mentee, suggestion.mentor)),
        "others": suggestions.others_suggested(db.session, suggestion),
        "reject_form": _reject_form(page, names, reject_form),
        "decided_moves": [] if decision is None else names_of(decision.effect["moves"]),
    }


def _reject_form(
    page: BoardPage, names: Mapping[Role, str], sent: RejectForm | None
) -> RejectForm | None:
    """Return the form, if the page has it: what was typed would be lost in a form nobody sees."""
    if not page.can_be_rejected:
        return None
    return sent or RejectForm.for_pair(names)
