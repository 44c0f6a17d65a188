"""Introductions, and their verification without a solver."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.arrays import Floats
from matching.errors import InvalidAssignmentError, InvalidProblemError
from matching.introductions.b_matching_problem import BMatchingProblem
from matching.problem.problem import Problem
from matching.problem.protocol import Pair
from matching.problem.validation import validate_pairs

RELATIVE_TOLERANCE = 1e-9
"""The rounding error allowed in floating-point sums, relative to what is summed."""


@dataclass(frozen=True, eq=False)
class Introductions:
    """The pairs to introduce before the final match, with the proof that their total is highest.

    Attributes
    ----------
    pairs : tuple of (int, int)
        The pairs (mentee, mentor), ascending.
    total : float
        The sum of their scores.
    bound : float
        No introductions with the same options have a higher total.
    mentee_prices, mentor_prices : numpy.ndarray of float, shape (mentees,) and (mentors,)
        The proof of the bound, see `introduce`; read-only, none negative.
    """

    pairs: tuple[Pair, ...]
    total: float
    bound: float
    mentee_prices: Floats = field(repr=False)
    mentor_prices: Floats = field(repr=False)

    @property
    def gap(self) -> float:
        """The duality gap in points; 0 but for the rounding of scores."""
        return self.bound - self.total


def check_introductions(
    problem: Problem,
    introductions: Introductions,
    per_mentee: int,
    per_mentor: int,
    *,
    floor: float = 0.0,
) -> None:
    """Check that introductions are feasible, report themselves correctly and are proven optimal.

    Parameters
    ----------
    problem, per_mentee, per_mentor, floor
        The arguments of `introduce`.
    introductions : Introductions
        Its result.

    Raises
    ------
    InvalidAssignmentError
        Names the first violation: a pair that is out of order or not allowed, a person with too
        many introductions, a missing pin, a wrong total, an invalid price, a bound that the prices
        do not prove, or a gap.

    Examples
    --------
    >>> from matching import Problem, introduce
    >>> problem = Problem([[3, 1], [2, 0]])
    >>> check_introductions(problem, introduce(problem, 1, 2), 1, 2)
    """
    b_matching_problem = BMatchingProblem.from_problem(problem, per_mentee, per_mentor, floor)
    pairs = _validate_pairs(problem, introductions.pairs)
    pinned = set(problem.pinned)
    for pair in sorted(pinned - set(pairs)):
        raise InvalidAssignmentError(f"the pinned pair {pair} is missing")
    _check_feasible(b_matching_problem, [pair for pair in pairs if pair not in pinned])
    total = math.fsum(problem.scores[pair] for pair in pairs)
    if not math.isclose(introductions.total, total, rel_tol=RELATIVE_TOLERANCE):
        raise InvalidAssignmentError(f"total is {introductions.total}; counted {total}")
    _check_dual_certificate(b_matching_problem, introductions)


def _validate_pairs(problem: Problem, pairs: Iterable[Any]) -> tuple[Pair, ...]:
    try:
        validated = validate_pairs("pairs", pairs, problem.shape)
    except InvalidProblemError as error:
        raise InvalidAssignmentError(str(error)) from None
    if list(validated) != sorted(set(validated)):
        raise InvalidAssignmentError("pairs are not in ascending order, each once")
    return validated


def _check_feasible(problem: BMatchingProblem, pairs: list[Pair]) -> None:
    for pair in pairs:
        if not problem.allowed[pair]:
            raise InvalidAssignmentError(f"pair {pair} is not allowed")
    limits_by_role = {"mentee": problem.mentee_limits, "mentor": problem.mentor_limits}
    for side, (role, limits) in enumerate(limits_by_role.items()):
        for person, degree in Counter(pair[side] for pair in pairs).items():
            if degree > limits[person]:
                raise InvalidAssignmentError(f"{role} {person} has too many introductions")


def _check_dual_certificate(problem: BMatchingProblem, introductions: Introductions) -> None:
    prices = introductions.mentee_prices, introductions.mentor_prices
    for role, array, size in zip(("mentee", "mentor"), prices, problem.problem.shape, strict=True):
        if array.shape != (size,) or not np.isfinite(array).all() or (array < 0).any():
            raise InvalidAssignmentError(f"{role}_prices are not {size} numbers, 0 or more")
    bound = problem.dual_bound(*prices)
    if not math.isclose(introductions.bound, bound, rel_tol=RELATIVE_TOLERANCE):
        raise InvalidAssignmentError(f"bound is {introductions.bound}; the prices prove {bound}")
    # Rounding changes the score of each introduction by less than one quantum.
    rounding = int(problem.mentee_limits.sum()) / problem.scale.quanta_per_point
    if not introductions.gap <= rounding + RELATIVE_TOLERANCE * bound:
        raise InvalidAssignmentError(
            f"the gap is {introductions.gap}: better introductions may exist"
        )
