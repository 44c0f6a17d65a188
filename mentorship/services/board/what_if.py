"""What if somebody had another partner: who is possible, what it costs, and who moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mentorship.models import Role
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.plans import score_of
from mentorship.services.board.state import Move
from mentorship.services.pairing.library_adapter.optimizer import PairCost

MAX_ALTERNATIVES = 5


@dataclass(frozen=True)
class Alternative:
    """Another pair: how well it fits, what insisting on it costs the round, and who moves."""

    mentee_id: int
    mentor_id: int
    share: float = field(repr=False)
    people: int
    points: float
    moves: list[Move] = field(repr=False)


def alternatives(opened: OpenBoard, role: Role, application_id: int) -> list[Alternative]:
    """Return the next best partners of somebody, the cheapest for the round first.

    There are none for a mentee who is approved, on hold or pinned: that is undone first. Raise
    `KeyError` for somebody who is not in the run.
    """
    state, optimizer = opened.state, opened.optimizer
    people = state.mentees if role is Role.MENTEE else state.mentors
    position = {person.application_id: at for at, person in enumerate(people)}[application_id]
    cheapest = optimizer.cheapest_mentors if role is Role.MENTEE else optimizer.cheapest_mentees
    return [_alternative(opened, cost) for cost in cheapest(position, MAX_ALTERNATIVES)]


def _alternative(opened: OpenBoard, cost: PairCost) -> Alternative:
    state, optimizer = opened.state, opened.optimizer
    mentors = optimizer.mentors()
    moves: Sequence[tuple[int, int]] = optimizer.reassignments(cost.position)
    return Alternative(
        *state.ids(cost.position),
        share=score_of(state, optimizer, cost.position) / (state.max_score or 1.0),
        people=-cost.people,
        points=-cost.points,
        moves=[
            (
                state.mentees[mentee].application_id,
                state.mentor_id(mentors[mentee]),
                state.mentor_id(mentor),
            )
            for mentee, mentor in moves
        ],
    )
