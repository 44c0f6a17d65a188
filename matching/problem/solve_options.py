"""The options of a solve: the objective, the floor, the load penalty and the seed."""

from dataclasses import dataclass

import numpy as np

from matching.errors import InvalidProblemError
from matching.problem.validation import validate_points

OBJECTIVES = ("most_people", "best_total")


@dataclass(frozen=True)
class SolveOptions:
    """The options of a solve, validated.

    Attributes
    ----------
    objective : {"most_people", "best_total"}
        What to maximize first.
    floor : float
        The lowest score that a pair may have; 0 for no limit.
    load_penalty : float
        How many points each further mentee of a mentor costs more than the one before.
    seed : int
        Breaks ties.

    Raises
    ------
    InvalidProblemError
        An option is invalid; the message names it and its value.
    """

    objective: str = "most_people"
    floor: float = 0.0
    load_penalty: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.objective not in OBJECTIVES:
            options = ", ".join(OBJECTIVES)
            raise InvalidProblemError(f"objective is {self.objective!r}; expected one of {options}")
        is_integer = isinstance(self.seed, int | np.integer) and not isinstance(self.seed, bool)
        if not is_integer or self.seed < 0:
            raise InvalidProblemError(f"seed is {self.seed!r}; expected a whole number, 0 or more")
        object.__setattr__(self, "seed", int(self.seed))
        object.__setattr__(self, "floor", validate_points("floor", self.floor))
        object.__setattr__(self, "load_penalty", validate_points("load_penalty", self.load_penalty))

    @property
    def people_first(self) -> bool:
        """Whether one more matched person outweighs any difference in scores."""
        return self.objective == "most_people"
