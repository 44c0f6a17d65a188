"""What undoing a decision leads to.

If what else stands is what stood before it, the board is as it was then. Otherwise the pairs that
the decision gave are taken back, and the rest follows: an optimum under what else was decided.
"""

from collections.abc import Iterable

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import BoardDecision, DecisionKind, Suggestion
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
    others = decision_log.versions_standing(session, opened.board) - {decision.version}
    if others == set(decision.effect["standing"]):
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
        for pair in _kept_apart_by(other)
    }
    left = {
        pair
        for application_id in opened.state.gone
        for pair in opened.state.positions_of(application_id)
    }
    apart = {*_pairs(effect["apart"]), *_pairs(effect["banned"])}
    restored = (apart - needed_by_others - left) | (apart & set(_pairs(effect["released"])))
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


def _kept_apart_by(decision: BoardDecision) -> list[Position]:
    """Return the pairs that must stay apart while a decision stands."""
    effect = decision.effect
    own = [effect["position"]] if decision.kind is DecisionKind.REJECT else []
    return _pairs([*effect["apart"], *own])


def _pairs(stored: Iterable[Iterable[int]]) -> list[Position]:
    return [(mentee, mentor) for mentee, mentor in stored]
