"""On what terms a round is matched: the objective, the floor, the load penalty and the seed."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.errors import InvalidProblemError

OBJECTIVES = ("most_people", "best_total")

LARGEST_AMOUNT = 1e100
"""Far above any use, and far enough below the largest float that no sum overflows."""


@dataclass(frozen=True)
class SolveOptions:
    """What is sought, checked once.

    Attributes
    ----------
    objective : {"most_people", "best_total"}
        What comes first.
    floor : float
        The lowest score that a pair may have; 0 where none was asked for.
    load_penalty : float
        What each further mentee of a mentor costs more than the one before, in points.
    seed : int
        What settles ties.

    Raises
    ------
    InvalidProblemError
        Names the argument and what was given.
    """

    objective: str = "most_people"
    floor: float = 0.0
    load_penalty: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.objective not in OBJECTIVES:
            known = ", ".join(OBJECTIVES)
            raise InvalidProblemError(f"objective is {self.objective!r}; the known ones: {known}")
        if isinstance(self.seed, bool) or not isinstance(self.seed, int | np.integer):
            raise InvalidProblemError(f"seed is {self.seed!r}; a seed is a whole number from 0")
        if self.seed < 0:
            raise InvalidProblemError(f"seed is {self.seed}; a seed is a whole number from 0")
        object.__setattr__(self, "seed", int(self.seed))
        object.__setattr__(self, "floor", amount("floor", self.floor))
        object.__setattr__(self, "load_penalty", amount("load_penalty", self.load_penalty))

    @property
    def people_first(self) -> bool:
        """Whether one more person outweighs every choice among scores."""
        return self.objective == "most_people"


def is_number(value: object) -> bool:
    """Tell whether something is one real number; true and false are not."""
    known = isinstance(value, int | float | np.integer | np.floating)
    return known and not isinstance(value, bool)


def amount(name: str, value: Any) -> float:
    """Check a number of points: finite and not negative.

    >>> amount("floor", -1)
    Traceback (most recent call last):
    matching.errors.InvalidProblemError: floor is -1; it is a finite number of points from 0
    """
    plain = value.item() if isinstance(value, np.generic) else value
    if not is_number(plain) or not 0 <= plain < math.inf:
        raise InvalidProblemError(f"{name} is {value!r}; it is a finite number of points from 0")
    if plain > LARGEST_AMOUNT:
        raise InvalidProblemError(f"{name} is {value!r}: too large to be added up")
    return float(plain)
