"""What a decision leaves for later runs: bans, constraints of a person, and pins."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete

from mentorship.after_commit import AnySession
from mentorship.models import (
    Ban,
    BoardDecision,
    DecisionKind,
    Person,
    PersonConstraint,
    Pin,
    Role,
    Suggestion,
)
from mentorship.services.board.pairs_apart import limits_of
from mentorship.services.board.plans import Action
from mentorship.services.pairing import pair_constraints
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.services.pairing.rejections import ban_because


def make(
    session: AnySession, actor: Person | None, suggestion: Suggestion, action: Action
) -> dict[str, Any]:
    """Store what a decision leaves for later runs; return what `take_back` needs."""
    both = suggestion.mentee_id, suggestion.mentor_id
    made: dict[str, Any] = {
        "ban": None,
        "constraints": [],
        "limits": [
            [application.id, limit.kind, limit.value]
            for application, limit in limits_of([suggestion.mentee, suggestion.mentor], action)
        ],
        "pin_before": pair_constraints.is_pinned(session, suggestion),
    }
    if action.kind is DecisionKind.REJECT:
        was_banned = pair_constraints.ban_of(session, *both) is not None
        banned, added = ban_because(
            session, actor, suggestion.mentee, suggestion.mentor,
            Reason(action.reason), Role(action.about) if action.about else None, action.text,
        )  # fmt: skip
        session.flush()
        made["ban"] = None if was_banned else banned.id
        made["constraints"] = [constraint.id for constraint in added]
    elif action.kind is DecisionKind.PIN:
        pair_constraints.pin(session, actor, suggestion)
    elif action.kind is DecisionKind.UNPIN:
        pair_constraints.unpin(session, actor, suggestion)
    return made


def take_back(
    session: AnySession,
    decision: BoardDecision,
    suggestion: Suggestion,
    others: Iterable[BoardDecision],
) -> None:
    """Take back what a decision has left for later runs, unless somebody has removed it.

    A limit from which another decision that stands follows too stays, and becomes part of that.
    """
    made = decision.effect
    heirs = [other for other in others if _share_a_limit(other.effect, made)]
    if heirs:
        heir = heirs[-1]
        kept = [*heir.effect["constraints"], *made["constraints"]]
        heir.effect = {**heir.effect, "constraints": kept}
    else:
        session.execute(
            delete(PersonConstraint).where(PersonConstraint.id.in_(made["constraints"]))
        )
    if made["ban"] is not None:
        session.execute(delete(Ban).where(Ban.id == made["ban"]))
    _restore_pin(session, decision.kind, suggestion, was_pinned=made["pin_before"])


def _share_a_limit(effect: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether the same limit follows from two decisions; from each follows one at most."""
    return bool(effect["limits"]) and effect["limits"] == other["limits"]


def _restore_pin(
    session: AnySession, kind: DecisionKind, suggestion: Suggestion, *, was_pinned: bool
) -> None:
    is_pinned = pair_constraints.is_pinned(session, suggestion)
    if was_pinned and not is_pinned:
        session.add(Pin(mentee_id=suggestion.mentee_id, mentor_id=suggestion.mentor_id))
    elif kind is DecisionKind.PIN and is_pinned and not was_pinned:
        pair_constraints.remove_pins_between(session, suggestion.mentee_id, suggestion.mentor_id)
