"""Which pairs a decision keeps apart beside its own, as later runs do."""

from collections.abc import Sequence
from dataclasses import replace

from mentorship.after_commit import AnySession
from mentorship.models import Application, Board, DecisionKind, Role
from mentorship.services.board.plans import Action
from mentorship.services.board.state import BoardState
from mentorship.services.pairing import pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import (
    Constraint,
    ConstraintKind,
    combined,
    pairs_against,
)
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.solver_state import Position
from mentorship.services.pairing.rejection_reasons import Reason, constraints_of

LETS_GO = frozenset({DecisionKind.REOPEN, DecisionKind.UNPIN})


def with_pairs_apart(
    session: AnySession, board: Board, state: BoardState, action: Action
) -> Action:
    """Return an action with all pairs that it keeps apart, by position."""
    try:
        position = state.position(action.mentee_id, action.mentor_id)
    except KeyError:  # `plan` refuses it with a sentence
        return action
    both = [session.get_one(Application, id_) for id_ in (action.mentee_id, action.mentor_id)]
    if action.kind is DecisionKind.REJECT:
        ruled_out = {
            pair
            for application, limit in limits_of(both, action)
            for pair in _ruled_out(session, board, state, application, limit)
        }
        # As a ban is between two people, whichever of them is the mentor.
        return replace(action, apart=frozenset({*ruled_out, *state.in_other_roles(position)}))
    if action.kind in LETS_GO:
        pinned = pair_constraints.are_pinned(session, action.mentee_id, action.mentor_id)
        ruled_out = {pair for item in both for pair in _ruled_out(session, board, state, item)}
        return replace(
            action,
            apart=frozenset(ruled_out & {position}),
            keeps_pin=pinned and action.kind is DecisionKind.REOPEN,
        )
    return action


def limits_of(both: Sequence[Application], action: Action) -> list[tuple[Application, Constraint]]:
    """Return what follows for one of the two from the reason of a rejection."""
    if action.kind is not DecisionKind.REJECT or not action.about:
        return []
    mentee, mentor = both
    follows = constraints_of(
        Reason(action.reason), Role(action.about), mentee.profile.answers, mentor.profile.answers
    )
    return [
        (mentee if side is Role.MENTEE else mentor, Constraint(kind, value))
        for side, kind, value in follows
    ]


def _ruled_out(
    session: AnySession,
    board: Board,
    state: BoardState,
    limited: Application,
    limit: Constraint | None = None,
) -> list[Position]:
    """Return the pairs that the limits of somebody rule out, with another one if there is.

    What they need of a partner holds for them as a mentee and as a mentor.
    """
    given = MatchInput.of(board.run_input)
    people = {int(row[0]): given.row(row) for row in (*given.mentees, *given.mentors)}
    pairs = []
    for role in Role:
        partners = given.mentors if role is Role.MENTEE else given.mentees
        for own in state.applications_of(limited.person_id, role):
            held = _limits_for(session, own, limited, limit)
            ids = {
                id_
                for item in held
                for id_ in pairs_against(item, people[own], map(given.row, partners))
            }
            pairs += [
                state.position(*((own, id_) if role is Role.MENTEE else (id_, own))) for id_ in ids
            ]
    return pairs


def _limits_for(
    session: AnySession, application_id: int, limited: Application, limit: Constraint | None
) -> list[Constraint]:
    """Return the limits that hold for an application of somebody who gets another one."""
    application = session.get(Application, application_id)
    if application is None:
        return []
    held = list(
        map(person_constraints.as_plain, person_constraints.constraints_of(session, application))
    )
    if limit is not None and (
        application_id == limited.id or limit.kind is not ConstraintKind.NO_MORE
    ):
        held.append(limit)
    return combined(held)
