"""The suggestions of a run follow its board: who moves gets another one, and may get it back."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession, enqueue
from mentorship.models import (
    UNDECIDED,
    Application,
    MatchRun,
    Suggestion,
    SuggestionState,
    Unmatched,
)
from mentorship.services.board.state import BoardState, Move

MOVED_AWAY: dict[str, Any] = {"kind": "board"}
"""The reason of somebody whom a decision has left without a suggestion."""


def follow(session: AnySession, run: MatchRun, state: BoardState, moves: Sequence[Move]) -> None:
    """Replace the suggestions of the mentees who move, and note who is left without one.

    Their reasons are written by the worker; until then the new ones have a score alone.
    """
    if not moves:
        return
    existing = _suggestions_of(session, run, [mentee for mentee, _old, _new in moves])
    for mentee_id, old_id, new_id in moves:
        old = existing.get((mentee_id, old_id)) if old_id else None
        if old is not None and old.state in UNDECIDED:
            old.state = SuggestionState.MOVED
        new = existing.get((mentee_id, new_id)) if new_id else None
        if new is not None and new.state is not SuggestionState.INTRODUCED:
            new.state = SuggestionState.PENDING
    missing = [
        (mentee_id, new_id)
        for mentee_id, _old, new_id in moves
        if new_id is not None and (mentee_id, new_id) not in existing
    ]
    _add(session, run, state, missing)
    _note_unmatched(session, run, state, moves)


def _suggestions_of(
    session: AnySession, run: MatchRun, mentee_ids: Collection[int]
) -> dict[tuple[int, int | None], Suggestion]:
    of_mentees = select(Suggestion).where(
        Suggestion.match_run_id == run.id, Suggestion.mentee_id.in_(mentee_ids)
    )
    fresh = of_mentees.execution_options(populate_existing=True)
    return {(item.mentee_id, item.mentor_id): item for item in session.scalars(fresh)}


def _add(
    session: AnySession, run: MatchRun, state: BoardState, pairs: Sequence[tuple[int, int]]
) -> None:
    if not pairs:
        return
    people = _with_people(session, {id_ for pair in pairs for id_ in pair})
    for mentee_id, mentor_id in pairs:
        score = state.scores[state.position(mentee_id, mentor_id)[0]]
        session.add(
            Suggestion(
                match_run=run,
                mentee=people[mentee_id],
                mentor=people[mentor_id],
                rank=1 + sum(other > score for other in state.scores),
                explanation=unexplained(state, score),
            )
        )
    session.flush()
    enqueue(session, "explain_suggestions", run.id)


def unexplained(state: BoardState, score: float) -> dict[str, Any]:
    """Return what a suggestion says until the worker has written the reasons."""
    return {"score": score, "max_score": state.max_score, "pinned": False, "shares": []}


def _note_unmatched(
    session: AnySession, run: MatchRun, state: BoardState, moves: Sequence[Move]
) -> None:
    """Add whoever has nobody now to the people without a suggestion, unless they are there."""
    matched = {state.mentors[mentor].application_id for _mentee, mentor in state.pairs()}
    left = {mentee_id for mentee_id, _old, new in moves if new is None}
    left |= {old for _mentee, old, _new in moves if old is not None and old not in matched}
    if not left:
        return
    known = select(Unmatched.application_id).where(
        Unmatched.match_run_id == run.id, Unmatched.application_id.in_(left)
    )
    left -= set(session.scalars(known))
    for application in _with_people(session, left).values():
        session.add(Unmatched(match_run=run, application=application, reason=dict(MOVED_AWAY)))


def _with_people(session: AnySession, ids: Collection[int]) -> dict[int, Application]:
    rows = select(Application).where(Application.id.in_(ids)).options(
        joinedload(Application.person)
    )  # fmt: skip
    return {application.id: application for application in session.scalars(rows)}
