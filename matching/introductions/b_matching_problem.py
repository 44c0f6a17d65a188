"""The b-matching problem of introductions, and the dual bound on its total."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats
from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.integer_scale import FORBIDDEN, IntegerScale, ScaledInts
from matching.problem.problem import Problem
from matching.problem.validation import validate_points

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class BMatchingProblem:
    """A b-matching of a bipartite graph, in which pinned pairs are already chosen.

    Attributes
    ----------
    problem : Problem
    scale : IntegerScale
        The conversion between points and integers.
    allowed : numpy.ndarray of bool, shape (mentees, mentors)
        Which pairs can be chosen beside the pinned ones.
    mentee_limits, mentor_limits : numpy.ndarray of int, shape (mentees,) and (mentors,)
        How many introductions each person can have beside the pinned ones.
    """

    problem: Problem
    scale: IntegerScale
    allowed: Bools
    mentee_limits: Counts
    mentor_limits: Counts

    @classmethod
    def from_problem(
        cls, problem: Problem, per_mentee: Any, per_mentor: Any, floor: Any
    ) -> "BMatchingProblem":
        """Validate the limits and the floor, and apply them to a problem.

        Parameters
        ----------
        problem, per_mentee, per_mentor, floor
            See `introduce`.

        Returns
        -------
        BMatchingProblem

        Raises
        ------
        InvalidProblemError
            A limit or the floor is invalid; the message names it.
        InvalidPinError
            A pin scores below the floor, or a mentor has more pins than introductions.
        """
        mentees, mentors = problem.shape
        max_per_mentee = _validate_limit("per_mentee", per_mentee)
        max_per_mentor = _validate_limit("per_mentor", per_mentor)
        mentee_limits = np.full(mentees, min(max_per_mentee, mentors), dtype=np.int64)
        mentor_limits = np.where(problem.mentor_capacity > 0, min(max_per_mentor, mentees), 0)
        max_pairs = min(int(mentee_limits.sum()), int(mentor_limits.sum()))
        min_score = validate_points("floor", floor)
        scale = IntegerScale.for_linear_program(max(problem.max_score, min_score), max_pairs)
        allowed = problem.eligible & _reaches_floor(problem, scale, min_score)
        _validate_pins(problem, allowed, max_per_mentor)
        for mentee, mentor in problem.pinned:
            allowed[mentee, mentor] = False
            mentee_limits[mentee] -= 1
            mentor_limits[mentor] -= 1
        allowed &= (mentee_limits > 0)[:, np.newaxis] & (mentor_limits > 0)
        return cls(problem, scale, allowed, mentee_limits, mentor_limits)

    @cached_property
    def values(self) -> ScaledInts:
        """The value of each pair, FORBIDDEN where it is not allowed.

        Each has one tie-breaking unit: of equal totals, the one with more pairs is optimal.
        """
        points = np.where(self.allowed, self.problem.scores, 0.0)
        return np.where(self.allowed, self.scale.to_ints(points) + 1, FORBIDDEN)

    def mentee_prices(self, mentor_prices: Floats) -> Floats:
        """Return the mentee prices that give the lowest bound with given mentor prices.

        Parameters
        ----------
        mentor_prices : numpy.ndarray of float, shape (mentors,)

        Returns
        -------
        numpy.ndarray of float, shape (mentees,)

        Notes
        -----
        For a limit of k, the price is the (k + 1)th highest surplus of the mentee. At a lower price
        at least k + 1 pairs would add their surplus to the bound, at a higher one at most k, and
        the price itself counts k times.
        """
        surplus = np.where(self.allowed, self.problem.scores - mentor_prices, 0.0)
        ascending = np.sort(np.pad(surplus, ((0, 0), (1, 0))), axis=1)
        prices: Floats = np.maximum(
            ascending[np.arange(len(surplus)), surplus.shape[1] - self.mentee_limits], 0.0
        )
        return prices

    def dual_bound(self, mentee_prices: Floats, mentor_prices: Floats) -> float:
        """Return the dual objective: no introductions have a higher total.

        Parameters
        ----------
        mentee_prices : numpy.ndarray of float, shape (mentees,)
        mentor_prices : numpy.ndarray of float, shape (mentors,)

        Returns
        -------
        float

        Notes
        -----
        A pair adds its two prices and, if it is worth more, its surplus; pinned pairs add their
        scores.
        """
        surplus = self.problem.scores - mentee_prices[:, np.newaxis] - mentor_prices
        return math.fsum(
            [
                *(self.problem.scores[pair] for pair in self.problem.pinned),
                *(self.mentee_limits * mentee_prices),
                *(self.mentor_limits * mentor_prices),
                *surplus[self.allowed & (surplus > 0)],
            ]
        )


def _validate_limit(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise InvalidProblemError(f"{name} is {value!r}; expected a whole number, 1 or more")
    return int(value)


def _reaches_floor(problem: Problem, scale: IntegerScale, floor: float) -> Bools:
    """Return which scores reach the floor, both rounded to whole quanta."""
    scores = np.where(problem.eligible, problem.scores, 0.0) * scale.quanta_per_point
    reaches: Bools = np.rint(scores) >= np.rint(floor * scale.quanta_per_point)
    return reaches


def _validate_pins(problem: Problem, allowed: Bools, per_mentor: int) -> None:
    pins_of_mentor: Counter[int] = Counter()
    for mentee, mentor in problem.pinned:
        pins_of_mentor[mentor] += 1
        if pins_of_mentor[mentor] > per_mentor:
            reason = f"the mentor has more pins than per_mentor allows: {per_mentor}"
            raise InvalidPinError(mentee, mentor, reason)
        if not allowed[mentee, mentor]:
            score = problem.scores[mentee, mentor]
            raise InvalidPinError(mentee, mentor, f"the pair scores {score:g}, below the floor")
