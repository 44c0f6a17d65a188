"""Check of a dual certificate: that the prices of an assignment prove its bound.

Every pair is compared with its two prices by arithmetic alone; no solver is called.
"""

import math

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.errors import InvalidAssignmentError, InvalidProblemError
from matching.optimize.dual_prices import DualPrices
from matching.problem.protocol import ProblemProtocol
from matching.problem.solve_options import SolveOptions
from matching.solution.assignment import Assignment

MAX_PAIRS_PER_BATCH = 1_000_000
"""Pairs that are compared together, which bounds memory."""

MAX_RESOLUTION_RATIO = 2.0**-12
"""The coarsest resolution of the prices, as a ratio of the highest score."""

MIN_RESOLUTION = 1e-290
"""Accepted for the smallest scores, which cannot be scaled up any further in floats."""

RELATIVE_TOLERANCE = 1e-9
"""The rounding error allowed in floating-point sums, relative to what is summed."""


def check_dual_certificate(problem: ProblemProtocol, assignment: Assignment, people: int) -> None:
    """Check that the prices of an assignment prove its bound.

    Parameters
    ----------
    problem : ProblemProtocol
    assignment : Assignment
    people : int
        How many mentees are matched, counted independently.

    Raises
    ------
    InvalidAssignmentError
        Names the first invalid option or price, the first pair that is worth more than its
        prices, or the bound.
    """
    prices = assignment.prices
    _check_options(assignment)
    _check_arrays(problem, prices)
    _check_resolution(problem, prices)
    _check_people_prices(assignment)
    _check_signs(problem, prices)
    batch = max(1, MAX_PAIRS_PER_BATCH // max(1, problem.shape[1]))
    for start in range(0, problem.shape[0], batch):
        mentees = np.arange(start, min(start + batch, problem.shape[0]))
        _check_dual_constraints(problem, assignment, mentees)
    _check_bound(problem, assignment, people)


def _check_options(assignment: Assignment) -> None:
    """Check the options first: under a floor of nan no pair would be compared."""
    try:
        SolveOptions(
            assignment.objective, assignment.floor, assignment.load_penalty, assignment.seed
        )
    except InvalidProblemError as error:
        raise InvalidAssignmentError(str(error)) from None


def _check_arrays(problem: ProblemProtocol, prices: DualPrices) -> None:
    for role, size in zip(("mentee", "mentor"), problem.shape, strict=True):
        for part in ("people", "points"):
            array = getattr(prices, f"{role}_{part}")
            if array.shape != (size,) or not np.isfinite(array).all():
                raise InvalidAssignmentError(f"prices.{role}_{part} is not {size} finite numbers")


def _check_resolution(problem: ProblemProtocol, prices: DualPrices) -> None:
    """Check that scores were not rounded so coarsely that any prices would pass."""
    limit = max(MAX_RESOLUTION_RATIO * problem.max_score, MIN_RESOLUTION)
    if problem.max_score and not prices.resolution <= limit:
        raise InvalidAssignmentError(
            f"prices.resolution is {prices.resolution}: too coarse to prove anything"
        )


def _check_people_prices(assignment: Assignment) -> None:
    """Check that no part in people makes up for negative points where points alone count."""
    if assignment.objective == "best_total":
        for name in ("mentee_people", "mentor_people"):
            if getattr(assignment.prices, name).any():
                raise InvalidAssignmentError(f"prices.{name} is not 0, though points alone count")


def _check_signs(problem: ProblemProtocol, prices: DualPrices) -> None:
    """Check that only pinned mentees, who cannot stay unmatched, have negative prices."""
    pinned = {mentee for mentee, _ in problem.pinned}
    for role, people, points in (
        ("mentee", prices.mentee_people, prices.mentee_points),
        ("mentor", prices.mentor_people, prices.mentor_points),
    ):
        for person in np.flatnonzero((people < 0) | ((people == 0) & (points < 0))):
            if role == "mentor" or int(person) not in pinned:
                raise InvalidAssignmentError(f"the price of {role} {person} is negative")


def _check_dual_constraints(
    problem: ProblemProtocol, assignment: Assignment, mentees: Index
) -> None:
    scores, eligible = problem.rows(mentees)
    constrained = eligible & (scores >= assignment.floor + assignment.prices.resolution)
    for mentee, mentor in problem.pinned:
        constrained[mentees == mentee] = np.arange(problem.shape[1]) == mentor
    violated = constrained & _is_above_prices(scores, assignment, mentees)
    if violated.any():
        row, mentor = np.argwhere(violated)[0]
        raise InvalidAssignmentError(
            f"pair ({mentees[row]}, {mentor}) is worth more than its prices"
        )


def _is_above_prices(scores: Floats, assignment: Assignment, mentees: Index) -> Bools:
    prices = assignment.prices
    points = prices.mentee_points[mentees, np.newaxis] + prices.mentor_points
    rounding = 0.5 * prices.resolution + RELATIVE_TOLERANCE * (np.abs(points) + scores)
    above_points: Bools = points < scores - rounding
    if assignment.objective != "most_people":
        return above_points
    people = prices.mentee_people[mentees, np.newaxis] + prices.mentor_people
    return (people < 1) | ((people == 1) & above_points)


def _check_bound(problem: ProblemProtocol, assignment: Assignment, people: int) -> None:
    prices = assignment.prices
    people_bound, terms = int(prices.mentee_people.sum()), prices.mentee_points.tolist()
    for mentor in np.flatnonzero((prices.mentor_people > 0) | (prices.mentor_points > 0)):
        slot_people, slot_points = _slot_values(problem, assignment, int(mentor))
        people_bound += slot_people
        terms.append(slot_points)
    if assignment.objective == "most_people" and people_bound != people:
        raise InvalidAssignmentError(
            f"the prices prove a bound of {people_bound} people, not {people}"
        )
    bound = math.fsum(terms)
    magnitude = math.fsum(map(abs, terms))
    rounding = prices.resolution * max(1, people) + RELATIVE_TOLERANCE * magnitude
    if not abs(bound - assignment.bound) <= rounding:
        raise InvalidAssignmentError(f"bound is {assignment.bound}; the prices prove {bound}")
    if not assignment.total <= assignment.bound + rounding:
        raise InvalidAssignmentError(
            f"bound is {assignment.bound}, below the total of {assignment.total}"
        )


def _slot_values(
    problem: ProblemProtocol, assignment: Assignment, mentor: int
) -> tuple[int, float]:
    """Return what all slots of a mentor add to the bound, in people and points."""
    slots = int(min(problem.mentor_capacity[mentor], problem.shape[0]))
    people = int(assignment.prices.mentor_people[mentor])
    points = float(assignment.prices.mentor_points[mentor])
    penalty = assignment.load_penalty
    if people == 0 and penalty:
        slots = min(slots, int(points // penalty) + 1)
    return people * slots, slots * points - penalty * (slots * (slots - 1) // 2)
