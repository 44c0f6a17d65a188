"""Introductions as found, and the check of their proof, which calls no solver."""

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
from matching.problem.validation import indices

SLACK = 1e-9
"""Of the amounts compared: what floating-point sums may be off by."""


@dataclass(frozen=True, eq=False)
class Introductions:
    """Who meets whom before the final match, with the proof that no other meetings are better.

    Attributes
    ----------
    pairs : tuple of (int, int)
        The pairs (mentee, mentor) that meet, in order.
    total : float
        The sum of their scores.
    bound : float
        No introductions on the same terms have a higher total.
    mentee_prices, mentor_prices : numpy.ndarray of float
        The proof of the bound, see `introduce`; read-only, none negative.
    """

    pairs: tuple[Pair, ...]
    total: float
    bound: float
    mentee_prices: Floats = field(repr=False)
    mentor_prices: Floats = field(repr=False)

    @property
    def gap(self) -> float:
        """How far the total may be from the best: 0 but for the rounding of scores."""
        return self.bound - self.total


def check_introductions(
    problem: Problem,
    introductions: Introductions,
    per_mentee: int,
    per_mentor: int,
    *,
    floor: float = 0.0,
) -> None:
    """Refuse introductions that break their terms or are not proven to be the best.

    Parameters
    ----------
    problem, per_mentee, per_mentor, floor
        What `introduce` was asked.
    introductions : Introductions
        What came back.

    Raises
    ------
    InvalidAssignmentError
        Names the first violation: a pair that is out of order or may not meet, a person with too
        many meetings, a pin left out, a wrong total, a broken price, a bound that the prices do
        not prove, or a gap.

    Examples
    --------
    >>> from matching import Problem, introduce
    >>> problem = Problem([[3, 1], [2, 0]])
    >>> check_introductions(problem, introduce(problem, 1, 2), 1, 2)
    """
    meetings = BMatchingProblem.of(problem, per_mentee, per_mentor, floor)
    pairs = _checked_pairs(problem, introductions.pairs)
    pinned = set(problem.pinned)
    for pair in sorted(pinned - set(pairs)):
        raise InvalidAssignmentError(f"the pinned pair {pair} does not meet")
    _refuse_meetings(meetings, [pair for pair in pairs if pair not in pinned])
    total = math.fsum(problem.scores[pair] for pair in pairs)
    if not math.isclose(introductions.total, total, rel_tol=SLACK):
        raise InvalidAssignmentError(f"total is {introductions.total}; counted {total}")
    _refuse_unproven(meetings, introductions)


def _checked_pairs(problem: Problem, pairs: Iterable[Any]) -> tuple[Pair, ...]:
    try:
        checked = indices("pairs", pairs, problem.shape)
    except InvalidProblemError as error:
        raise InvalidAssignmentError(str(error)) from None
    if list(checked) != sorted(set(checked)):
        raise InvalidAssignmentError("pairs are not in order, each once")
    return checked


def _refuse_meetings(meetings: BMatchingProblem, pairs: list[Pair]) -> None:
    for pair in pairs:
        if not meetings.allowed[pair]:
            raise InvalidAssignmentError(f"pair {pair} may not meet")
    limits = meetings.mentee_limit, meetings.mentor_limit
    for side, (name, limit) in enumerate(zip(("mentee", "mentor"), limits, strict=True)):
        for person, many in Counter(pair[side] for pair in pairs).items():
            if many > limit[person]:
                raise InvalidAssignmentError(f"{name} {person} has too many meetings")


def _refuse_unproven(meetings: BMatchingProblem, introductions: Introductions) -> None:
    prices = introductions.mentee_prices, introductions.mentor_prices
    for name, price, size in zip(("mentee", "mentor"), prices, meetings.problem.shape, strict=True):
        if price.shape != (size,) or not np.isfinite(price).all() or (price < 0).any():
            raise InvalidAssignmentError(f"{name}_prices are not {size} numbers from 0")
    bound = meetings.bound(*prices)
    if not math.isclose(introductions.bound, bound, rel_tol=SLACK):
        raise InvalidAssignmentError(f"bound is {introductions.bound}; the prices prove {bound}")
    rounding = int(meetings.mentee_limit.sum()) / meetings.scale.per_point
    if not introductions.gap <= rounding + SLACK * bound:
        raise InvalidAssignmentError(
            f"the gap is {introductions.gap}: there may be better meetings"
        )
