"""What the optimizer of a board needs to go on where an earlier request has stopped: plain data."""

from dataclasses import dataclass, field
from typing import Any

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
    banned, pinned, added
        Pairs that must not be, that must be, and that are allowed although they break a rule.
    """

    mentor_of: list[int]
    mentee_prices: list[int]
    mentor_prices: list[int]
    banned: list[Position]
    pinned: list[Position]
    added: list[Position]

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "SolverState":
        pairs = {
            name: [(mentee, mentor) for mentee, mentor in document[name]]
            for name in ("banned", "pinned", "added")
        }
        return cls(**{**document, **pairs})
