"""What the optimizer of a board needs to go on where an earlier request has stopped: plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.solution.solver_state import SolverState as LibraryState

UNMATCHED = -1

Position = tuple[int, int]
"""A pair as positions among the mentees and among the mentors."""


@dataclass(frozen=True)
class SolveOptions:
    """The options of `matching.solve`, and how many mentees each mentor can take."""

    objective: str
    floor: float
    load_penalty: float
    seed: int
    capacity: list[int] = field(repr=False)


@dataclass(frozen=True)
class SolverState:
    """An optimum with its prices, under pairs that are given; everything by position.

    Attributes
    ----------
    mentor_of
        The mentor of each mentee, or UNMATCHED.
    mentee_prices, mentor_prices
        The dual prices, in the library's integers.
    quanta_per_point, quantum, person_weight
        The scale of these integers, see `matching.solution.solver_state.SolverState`.
    banned, pinned, added
        Pairs that must not be, that must be, and that are allowed although they break a rule.
    """

    mentor_of: list[int]
    mentee_prices: list[int]
    mentor_prices: list[int]
    quanta_per_point: float
    quantum: int
    person_weight: int
    banned: list[Position]
    pinned: list[Position]
    added: list[Position]

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> SolverState:
        pairs = {
            name: [(mentee, mentor) for mentee, mentor in document[name]]
            for name in ("banned", "pinned", "added")
        }
        return cls(**{**document, **pairs})


def as_data(
    state: LibraryState,
    banned: Iterable[Position],
    pinned: Iterable[Position],
    added: Iterable[Position],
) -> SolverState:
    """Return what the library stores of an optimum as plain data, with the pairs that are given."""
    return SolverState(
        mentor_of=state.mentor_of.tolist(),
        mentee_prices=state.mentee_prices.tolist(),
        mentor_prices=state.mentor_prices.tolist(),
        quanta_per_point=state.quanta_per_point,
        quantum=state.quantum,
        person_weight=state.person_weight,
        banned=sorted(banned),
        pinned=sorted(pinned),
        added=sorted(added),
    )
