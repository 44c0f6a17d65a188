"""The decisions on a board, in the order in which they were made."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    Person,
    Suggestion,
    SuggestionState,
)
from mentorship.services.board.plans import Action
from mentorship.services.pairing.suggestions import with_both_people


def add(
    session: AnySession,
    actor: Person | None,
    board: Board,
    suggestion: Suggestion,
    kind: DecisionKind,
    effect: dict[str, Any],
) -> BoardDecision:
    """Add a decision that has made the board's present version."""
    decision = BoardDecision(
        board=board,
        version=board.version,
        kind=kind,
        suggestion_id=suggestion.id,
        decided_by=actor.id if actor else None,
        effect=effect,
    )
    session.add(decision)
    session.flush()
    return decision


def decision_of_run(session: AnySession, run_id: int, decision_id: int) -> BoardDecision | None:
    """Return a decision on the board of a run."""
    decision = session.get(BoardDecision, decision_id)
    is_of_run = decision is not None and decision.board.run_input.match_run_id == run_id
    return decision if is_of_run else None


def suggestion_of(
    session: AnySession, run: MatchRun, mentee_id: int, mentor_id: int
) -> Suggestion | None:
    """Return the suggestion of a pair in a run with both people, read anew."""
    of_pair = select(Suggestion).where(
        Suggestion.match_run_id == run.id,
        Suggestion.mentee_id == mentee_id,
        Suggestion.mentor_id == mentor_id,
    )
    with_people = of_pair.options(*with_both_people())
    return session.scalar(with_people.execution_options(populate_existing=True))


def read_anew(session: AnySession, decision: BoardDecision) -> None:
    """Read a decision as others left it, once its board is locked."""
    still = select(BoardDecision).where(BoardDecision.id == decision.id)
    if session.scalar(still.execution_options(populate_existing=True)) is None:
        raise UserFacingError(_("Somebody has made this decision again since. It stands."))


def versions_standing(session: AnySession, board: Board) -> set[int]:
    """Return the versions that the decisions have made that have not been undone."""
    stand = select(BoardDecision.version).where(
        BoardDecision.board_id == board.id, BoardDecision.undone_at.is_(None)
    )
    return set(session.scalars(stand))


def standing(session: AnySession, board: Board) -> list[BoardDecision]:
    """Return the decisions that have not been undone, the newest first."""
    stand = select(BoardDecision).where(
        BoardDecision.board_id == board.id, BoardDecision.undone_at.is_(None)
    )
    return list(session.scalars(stand.order_by(BoardDecision.version.desc())))


def latest_about(session: AnySession, board: Board, suggestion: Suggestion) -> BoardDecision | None:
    """Return the newest decision about a suggestion that has not been undone."""
    return session.scalar(
        select(BoardDecision)
        .where(
            BoardDecision.board_id == board.id,
            BoardDecision.suggestion_id == suggestion.id,
            BoardDecision.undone_at.is_(None),
        )
        .order_by(BoardDecision.version.desc())
        .limit(1)
    )


def next_to_undo(session: AnySession, board: Board, actor: Person) -> BoardDecision | None:
    """Return the newest decision of somebody that can be undone."""
    return session.scalar(
        select(BoardDecision)
        .join(Suggestion, Suggestion.id == BoardDecision.suggestion_id)
        .where(
            BoardDecision.board_id == board.id,
            BoardDecision.decided_by == actor.id,
            BoardDecision.undone_at.is_(None),
            Suggestion.state != SuggestionState.INTRODUCED,
        )
        .order_by(BoardDecision.version.desc())
        .limit(1)
    )


def next_to_redo(session: AnySession, board: Board, actor: Person) -> BoardDecision | None:
    """Return what somebody has undone last, unless they have decided something since."""
    undone = (
        select(BoardDecision)
        .where(
            BoardDecision.board_id == board.id,
            BoardDecision.decided_by == actor.id,
            BoardDecision.undone_at.is_not(None),
        )
        .order_by(BoardDecision.undone_at.desc(), BoardDecision.version)
        .limit(1)
    )
    decision = session.scalar(undone)
    if decision is None or decision.undone_at is None:
        return None
    # What is redone keeps its time: it is no reason not to redo the next one, too.
    overtaken = session.scalar(
        select(func.count())
        .select_from(BoardDecision)
        .where(
            BoardDecision.board_id == board.id,
            BoardDecision.decided_by == actor.id,
            BoardDecision.undone_at.is_(None),
            BoardDecision.decided_at > decision.undone_at,
        )
    )
    return None if overtaken else decision


def check_can_be_undone(
    session: AnySession, decision: BoardDecision, suggestion: Suggestion
) -> None:
    """Refuse to undo what is undone, or what something else builds on."""
    if decision.undone_at is not None:
        raise UserFacingError(_("This decision has been undone already."))
    if suggestion.state is SuggestionState.INTRODUCED:
        raise UserFacingError(
            _("These two have been introduced. You can call the introduction back on their page.")
        )
    if latest_about(session, decision.board, suggestion) is not decision:
        raise UserFacingError(
            _("Something else was decided about these two after this. Undo that first.")
        )


def mark_undone(decision: BoardDecision, board: Board) -> None:
    decision.undone_at = now()
    decision.effect = {**decision.effect, "undone_version": board.version}


def made_since(
    session: AnySession, board: Board, version: int, actor: Person
) -> list[BoardDecision]:
    """Return what others have decided, or undone, since a version of the board."""
    others = select(BoardDecision).where(BoardDecision.board_id == board.id)
    decisions = session.scalars(others.order_by(BoardDecision.version))
    return [
        decision
        for decision in decisions
        if decision.decided_by != actor.id
        and max(decision.version, decision.effect.get("undone_version", 0)) > version
    ]


def action_of(suggestion: Suggestion, decision: BoardDecision) -> Action:
    """Return what was decided, to decide it again."""
    effect = decision.effect
    return Action(
        decision.kind,
        suggestion.mentee_id,
        suggestion.mentor_id,
        reason=effect["reason"],
        about=effect["about"],
        text=effect["text"],
    )
