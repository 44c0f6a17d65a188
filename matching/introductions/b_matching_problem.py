"""Who may meet whom before the final match, and what prices prove about all their meetings."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats
from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.integer_scale import BLOCKED, IntegerScale, ScaledInts
from matching.problem.problem import Problem
from matching.problem.solve_options import amount

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class BMatchingProblem:
    """A problem on the terms of its introductions, with its pinned pairs already introduced.

    Attributes
    ----------
    problem : Problem
    scale : IntegerScale
        How points become steps.
    allowed : numpy.ndarray of bool, shape (mentees, mentors)
        Who may meet beside the pinned pairs.
    mentee_limit, mentor_limit : numpy.ndarray of int
        How many each may meet beside those to whom they are pinned.
    """

    problem: Problem
    scale: IntegerScale
    allowed: Bools
    mentee_limit: Counts
    mentor_limit: Counts

    @classmethod
    def of(
        cls, problem: Problem, per_mentee: Any, per_mentor: Any, floor: Any
    ) -> "BMatchingProblem":
        """Check the terms and the pins against them."""
        mentees, mentors = problem.shape
        most = (_limit("per_mentee", per_mentee), _limit("per_mentor", per_mentor))
        mentee_limit = np.full(mentees, min(most[0], mentors), dtype=np.int64)
        mentor_limit = np.where(problem.mentor_capacity > 0, min(most[1], mentees), 0)
        pairs = min(int(mentee_limit.sum()), int(mentor_limit.sum()))
        lowest = amount("floor", floor)
        scale = IntegerScale.for_linear_programs(max(problem.highest, lowest), pairs)
        allowed = problem.eligible & _reaches(problem, scale, lowest)
        _refuse_pins(problem, allowed, most[1])
        for mentee, mentor in problem.pinned:
            allowed[mentee, mentor] = False
            mentee_limit[mentee] -= 1
            mentor_limit[mentor] -= 1
        allowed &= (mentee_limit > 0)[:, np.newaxis] & (mentor_limit > 0)
        return cls(problem, scale, allowed, mentee_limit, mentor_limit)

    @cached_property
    def worth(self) -> ScaledInts:
        """What each pair is worth, BLOCKED where it may not be.

        One step beside the points: of equal totals, more introductions are better.
        """
        points = np.where(self.allowed, self.problem.scores, 0.0)
        return np.where(self.allowed, self.scale.steps(points) + 1, BLOCKED)

    def mentee_prices(self, mentor_prices: Floats) -> Floats:
        """Give the mentees' prices that prove the lowest bound with given prices of mentors.

        Whoever may meet k pays what the next best, the (k + 1)th, would leave: nothing less, or
        it would be left over k + 1 times; nothing more, or k times as much would be paid.
        """
        left = np.where(self.allowed, self.problem.scores - mentor_prices, 0.0)
        ordered = np.sort(np.pad(left, ((0, 0), (1, 0))), axis=1)
        next_best = ordered[np.arange(len(left)), left.shape[1] - self.mentee_limit]
        prices: Floats = np.maximum(next_best, 0.0)
        return prices

    def bound(self, mentee_prices: Floats, mentor_prices: Floats) -> float:
        """Add up what no introductions can exceed, by weak duality.

        Whoever meets pays the prices out of the score, and at most what is left over is gained
        beyond them; a pinned pair meets in any case.
        """
        left = self.problem.scores - mentee_prices[:, np.newaxis] - mentor_prices
        pinned = [self.problem.scores[pair] for pair in self.problem.pinned]
        return math.fsum(
            [
                *pinned,
                *(self.mentee_limit * mentee_prices),
                *(self.mentor_limit * mentor_prices),
                *left[self.allowed & (left > 0)],
            ]
        )


def _limit(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise InvalidProblemError(f"{name} is {value!r}; it is a whole number from 1")
    return int(value)


def _reaches(problem: Problem, scale: IntegerScale, floor: float) -> Bools:
    """Tell which scores reach the floor, both rounded to whole grains."""
    scores = np.where(problem.eligible, problem.scores, 0.0) * scale.per_point
    reaches: Bools = np.rint(scores) >= np.rint(floor * scale.per_point)
    return reaches


def _refuse_pins(problem: Problem, allowed: Bools, per_mentor: int) -> None:
    met: Counter[int] = Counter()
    for mentee, mentor in problem.pinned:
        met[mentor] += 1
        if met[mentor] > per_mentor:
            why = f"the mentor may meet {per_mentor} and has more pins"
            raise InvalidPinError(mentee, mentor, why)
        if not allowed[mentee, mentor]:
            score = problem.scores[mentee, mentor]
            raise InvalidPinError(mentee, mentor, f"the pair scores {score:g}, under the floor")
