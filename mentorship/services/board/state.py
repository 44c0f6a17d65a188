"""The state of a board: a run's optimum under everything that was decided so far."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple

from mentorship.models import Role
from mentorship.services.pairing.library_adapter.solver_state import (
    UNMATCHED,
    Position,
    SolveOptions,
    SolverState,
)

Move = tuple[int, int | None, int | None]
"""A mentee, the mentor before and the mentor after, as ids of applications; None for nobody."""


class BoardPerson(NamedTuple):
    """What the board knows of an application: what its lists are filtered by.

    Its lists are texts, as in the input of the run: a page reads hundreds of people, and thousands
    of small lists would keep the garbage collector busy for a tenth of its time.
    """

    application_id: int
    person_id: int
    communities: str
    languages: str
    region: str
    has_waited: bool
    is_trained: bool = False  # boards from before this counted do not say it

    def __repr__(self) -> str:
        return f"BoardPerson({self.application_id})"


@dataclass(frozen=True)
class BoardState:
    """The people of a run, the options of the run, and where its solver stands.

    Attributes
    ----------
    mentees, mentors
        In the order of positions.
    options
        Of the run; they hold on the board too.
    max_score
        Of a pair that fits in everything, without extra points.
    waiting_points, training_points
        That each of two people who has waited, or done the training, adds to the score of a pair.
    scores
        Of each mentee's present pair, without extra points; 0 without a mentor.
    rules
        The names of the bits in the masks of `StoredProblem`.
    gone
        Applications of people who have left since the run.
    """

    mentees: list[BoardPerson]
    mentors: list[BoardPerson]
    options: SolveOptions
    max_score: float
    waiting_points: float
    scores: list[float]
    rules: list[str]
    gone: list[int]
    solver: SolverState
    training_points: float = 0.0

    def document(self) -> dict[str, Any]:
        """Return the state as data for JSON; of the people on each side, a list of each field."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        sides = {
            side: list(zip(*people, strict=True))
            for side, people in (("mentees", self.mentees), ("mentors", self.mentors))
        }
        return {**values, **sides, "options": vars(self.options), "solver": vars(self.solver)}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "BoardState":
        names = (item.name for item in fields(cls))
        values = {name: document[name] for name in names if name in document}
        people = {
            side: [BoardPerson(*person) for person in zip(*document[side], strict=True)]
            for side in ("mentees", "mentors")
        }
        return cls(
            **{
                **values,
                **people,
                "options": SolveOptions(**document["options"]),
                "solver": SolverState.from_document(document["solver"]),
            }
        )

    def position(self, mentee_id: int, mentor_id: int) -> Position:
        """Return the positions of two applications; raise `KeyError` for somebody unknown."""
        return self._positions[Role.MENTEE][mentee_id], self._positions[Role.MENTOR][mentor_id]

    def positions_of(self, application_id: int) -> list[Position]:
        """Return all pairs that somebody could be in."""
        if (mentee := self._positions[Role.MENTEE].get(application_id)) is not None:
            return [(mentee, mentor) for mentor in range(len(self.mentors))]
        if (mentor := self._positions[Role.MENTOR].get(application_id)) is not None:
            return [(mentee, mentor) for mentee in range(len(self.mentees))]
        return []

    def applications_of(self, person_id: int, role: Role) -> list[int]:
        """Return the applications of one person in a role."""
        people = self.mentees if role is Role.MENTEE else self.mentors
        return [item.application_id for item in people if item.person_id == person_id]

    def in_other_roles(self, position: Position) -> list[Position]:
        """Return the pair of the same two people in which the mentee is the mentor."""
        mentee, mentor = self.mentees[position[0]].person_id, self.mentors[position[1]].person_id
        return [
            self.position(mentee_id, mentor_id)
            for mentee_id in self.applications_of(mentor, Role.MENTEE)
            for mentor_id in self.applications_of(mentee, Role.MENTOR)
        ]

    def is_current(self, mentee_id: int, mentor_id: int) -> bool:
        """Return whether two applications are a present pair."""
        mentee, mentor = self.position(mentee_id, mentor_id)
        return self.solver.mentor_of[mentee] == mentor

    def ids(self, position: Position) -> tuple[int, int]:
        """Return the ids of the two applications."""
        mentee, mentor = position
        return self.mentees[mentee].application_id, self.mentors[mentor].application_id

    def mentor_id(self, mentor: int) -> int | None:
        return None if mentor == UNMATCHED else self.mentors[mentor].application_id

    def pairs(self) -> list[Position]:
        """Return the present pairs."""
        return [
            (mentee, mentor)
            for mentee, mentor in enumerate(self.solver.mentor_of)
            if mentor != UNMATCHED
        ]

    @cached_property
    def _positions(self) -> dict[Role, dict[int, int]]:
        """The position of each application, by the role of its side."""
        return {
            role: {person.application_id: position for position, person in enumerate(people)}
            for role, people in ((Role.MENTEE, self.mentees), (Role.MENTOR, self.mentors))
        }
