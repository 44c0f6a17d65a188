"""What a decision leaves for later runs: bans, constraints of a person, and pins."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    Ban,
    Board,
    DecisionKind,
    Person,
    PersonConstraint,
    Pin,
    Role,
    Suggestion,
)
from mentorship.services.board.plans import Action
from mentorship.services.board.state import BoardState
from mentorship.services.pairing import pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import Constraint, combined, pairs_against
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.solver_state import Position
from mentorship.services.pairing.rejection_reasons import Reason, constraints_of
from mentorship.services.pairing.rejections import ban_because


def with_pairs_apart(
    session: AnySession, board: Board, state: BoardState, action: Action
) -> Action:
    """Return an action with all pairs that its reason keeps apart, by position."""
    if action.kind is not DecisionKind.REJECT or not action.about:
        return action
    both = [session.get_one(Application, id_) for id_ in (action.mentee_id, action.mentor_id)]
    answers = [application.profile.answers for application in both]
    limits = constraints_of(Reason(action.reason), Role(action.about), *answers)
    apart = {
        pair
        for side, kind, value in limits
        for pair in _pairs_apart(session, board, state, both, side, Constraint(kind, value))
    }
    return replace(action, apart=frozenset(apart))


def _pairs_apart(
    session: AnySession,
    board: Board,
    state: BoardState,
    both: list[Application],
    side: Role,
    constraint: Constraint,
) -> list[Position]:
    given = MatchInput.of(board.run_input)
    own, partners = (given.mentees, given.mentors)
    person = both[0]
    if side is Role.MENTOR:
        own, partners, person = partners, own, both[1]
    rows = {int(row[0]): given.row(row) for row in own}
    present = map(person_constraints.as_plain, person_constraints.constraints_of(session, person))
    ruled_out = {
        partner
        for held in combined([*present, constraint])
        for partner in pairs_against(held, rows[person.id], map(given.row, partners))
    }
    return [
        state.position(*((person.id, id_) if side is Role.MENTEE else (id_, person.id)))
        for id_ in ruled_out
    ]


def make(
    session: AnySession, actor: Person, suggestion: Suggestion, action: Action
) -> dict[str, Any]:
    """Store what a decision leaves for later runs; return what `take_back` needs."""
    both = suggestion.mentee_id, suggestion.mentor_id
    made: dict[str, Any] = {"ban": None, "constraints": [], "pin_before": False}
    if action.kind is DecisionKind.REJECT:
        made["pin_before"] = pair_constraints.is_pinned(session, suggestion)
        was_banned = pair_constraints.ban_of(session, *both) is not None
        added = ban_because(
            session, actor, suggestion.mentee, suggestion.mentor,
            Reason(action.reason), Role(action.about) if action.about else None, action.text,
        )  # fmt: skip
        session.flush()
        ban = pair_constraints.ban_of(session, *both)
        made["ban"] = None if was_banned or ban is None else ban.id
        made["constraints"] = [constraint.id for constraint in added]
    elif action.kind is DecisionKind.PIN:
        pair_constraints.pin(session, actor, suggestion)
    elif action.kind is DecisionKind.UNPIN:
        pair_constraints.unpin(session, actor, suggestion)
    return made


def take_back(
    session: AnySession, kind: DecisionKind, suggestion: Suggestion, made: dict[str, Any]
) -> None:
    """Take back what a decision has left for later runs, unless somebody has removed it."""
    theirs = suggestion.mentee_id, suggestion.mentor_id
    for constraint in session.scalars(
        select(PersonConstraint).where(
            PersonConstraint.id.in_(made["constraints"]),
            PersonConstraint.application_id.in_(theirs),
        )
    ):
        session.delete(constraint)
    if made["ban"] is not None and (ban := session.get(Ban, made["ban"])) is not None:
        session.delete(ban)
    session.flush()
    is_pinned = pair_constraints.is_pinned(session, suggestion)
    wants_pin = made["pin_before"] or kind is DecisionKind.UNPIN
    if wants_pin and not is_pinned:
        session.add(Pin(mentee_id=suggestion.mentee_id, mentor_id=suggestion.mentor_id))
    elif kind is DecisionKind.PIN and is_pinned:
        pair_constraints.remove_pins_between(session, *theirs)
