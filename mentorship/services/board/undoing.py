"""What undoing a decision leads to.

If nothing has changed since, the board is as it was before. Otherwise the pairs that the decision
gave are taken back, and the rest follows: an optimum under what else was decided.
"""

from collections.abc import Iterable

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import BoardDecision, Suggestion
from mentorship.services.board import decision_log
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.plans import (
    Plan,
    compare,
    without_gone,
    without_reciprocal_pairs,
)
from mentorship.services.pairing.library_adapter.optimizer import ImpossibleError, Optimizer
from mentorship.services.pairing.library_adapter.solver_state import Position, SolverState


def plan_undo(
    session: AnySession, opened: OpenBoard, decision: BoardDecision, gone: list[int]
) -> Plan:
    """Return what follows if a decision is taken back.

    Raises
    ------
    UserFacingError
        The pair cannot be restored: the mentor's places are taken.
    """
    if decision.version == opened.board.version:
        before = SolverState.from_document(decision.effect["solver_before"])
        after = opened.optimizer.go_back_to(before)
    else:
        after = _take_back(session, opened, decision)
    after = without_reciprocal_pairs(opened.state, without_gone(opened.state, after, gone))
    suggestion = session.get_one(Suggestion, decision.suggestion_id)
    return compare(opened, after, decision_log.action_of(suggestion, decision), gone)


def _take_back(session: AnySession, opened: OpenBoard, decision: BoardDecision) -> Optimizer:
    effect = decision.effect
    needed_by_others = {
        pair
        for other in decision_log.standing(session, opened.board)
        if other is not decision
        for pair in _pairs(other.effect["apart"])
    }
    left = {
        pair
        for application_id in opened.state.gone
        for pair in opened.state.positions_of(application_id)
    }
    restored = {*_pairs(effect["apart"]), *_pairs(effect["banned"])} - needed_by_others - left
    try:
        return (
            opened.optimizer.without_pins(_pairs(effect["pinned"]))
            .without_added(_pairs(effect["added"]))
            .with_pairs(restored)
            .with_added(_pairs(effect["removed"]))
            .with_pins(_pairs(effect["released"]))
        )
    except ImpossibleError:
        raise UserFacingError(
            _("This cannot be undone any more: the mentor has been given to somebody else since.")
        ) from None


def _pairs(stored: Iterable[Iterable[int]]) -> list[Position]:
    return [(mentee, mentor) for mentee, mentor in stored]
