"""Does an answer's proof hold? Every pair is held against the prices, with arithmetic alone."""

import math

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.errors import InvalidAssignmentError, InvalidProblemError
from matching.optimize.dual_prices import DualPrices
from matching.problem.protocol import ProblemProtocol
from matching.problem.solve_options import SolveOptions
from matching.solution.assignment import Assignment

CELLS = 1_000_000
"""Pairs looked at together."""

COARSEST = 2.0**-12
"""Of the highest score: prices rounded to more than this prove nothing of use."""

TINY = 1e-290
"""Scores of no more than this are beyond what floats can be rounded by."""

SLACK = 1e-9
"""Of the amounts compared: what floating-point sums may be off by."""


def refuse_unproven(problem: ProblemProtocol, assignment: Assignment, people: int) -> None:
    """Refuse an answer whose prices do not prove its bound.

    Raises
    ------
    InvalidAssignmentError
        Names the first price that is broken, the first pair that is worth more than its prices,
        or the bound.
    """
    prices = assignment.prices
    _refuse_broken_terms(assignment)
    _refuse_broken(problem, prices)
    _refuse_coarse(problem, prices)
    _refuse_people(assignment)
    _refuse_negative(problem, prices)
    height = max(1, CELLS // max(1, problem.shape[1]))
    for start in range(0, problem.shape[0], height):
        rows = np.arange(start, min(start + height, problem.shape[0]))
        _refuse_underpriced(problem, assignment, rows)
    _refuse_wrong_bound(problem, assignment, people)


def _refuse_broken_terms(assignment: Assignment) -> None:
    """Under a floor of nan no pair would be looked at."""
    try:
        SolveOptions(
            assignment.objective, assignment.floor, assignment.load_penalty, assignment.seed
        )
    except InvalidProblemError as error:
        raise InvalidAssignmentError(str(error)) from None


def _refuse_broken(problem: ProblemProtocol, prices: DualPrices) -> None:
    for name, size in zip(("mentee", "mentor"), problem.shape, strict=True):
        for part in ("people", "points"):
            price = getattr(prices, f"{name}_{part}")
            if price.shape != (size,) or not np.isfinite(price).all():
                raise InvalidAssignmentError(f"prices.{name}_{part} is not {size} finite numbers")


def _refuse_coarse(problem: ProblemProtocol, prices: DualPrices) -> None:
    """Scores that are rounded too much would let any prices pass; of nothing but 0, none can."""
    if problem.highest and not prices.step <= max(COARSEST * problem.highest, TINY):
        raise InvalidAssignmentError(f"prices.step is {prices.step}: too coarse to prove anything")


def _refuse_people(assignment: Assignment) -> None:
    """Where people do not come first, no amount of people can make up for negative points."""
    if assignment.objective == "best_total":
        for name in ("mentee_people", "mentor_people"):
            if getattr(assignment.prices, name).any():
                raise InvalidAssignmentError(f"prices.{name} is not 0, though points alone count")


def _refuse_negative(problem: ProblemProtocol, prices: DualPrices) -> None:
    """Only somebody pinned may have a price below nothing: they could not stay away."""
    pinned = {mentee for mentee, _ in problem.pinned}
    for name, people, points in (
        ("mentee", prices.mentee_people, prices.mentee_points),
        ("mentor", prices.mentor_people, prices.mentor_points),
    ):
        for person in np.flatnonzero((people < 0) | ((people == 0) & (points < 0))):
            if name == "mentor" or int(person) not in pinned:
                raise InvalidAssignmentError(f"the price of {name} {person} is negative")


def _refuse_underpriced(problem: ProblemProtocol, assignment: Assignment, rows: Index) -> None:
    scores, eligible = problem.rows(rows)
    asked = eligible & (scores >= assignment.floor + assignment.prices.step)
    for mentee, mentor in problem.pinned:
        asked[rows == mentee] = np.arange(problem.shape[1]) == mentor
    wrong = asked & _worth_more(scores, assignment, rows)
    if wrong.any():
        place, mentor = np.argwhere(wrong)[0]
        raise InvalidAssignmentError(
            f"pair ({rows[place]}, {mentor}) is worth more than its prices"
        )


def _worth_more(scores: Floats, assignment: Assignment, rows: Index) -> Bools:
    prices = assignment.prices
    points = prices.mentee_points[rows, np.newaxis] + prices.mentor_points
    rounding = 0.5 * prices.step + SLACK * (np.abs(points) + scores)
    short: Bools = points < scores - rounding
    if assignment.objective != "most_people":
        return short
    people = prices.mentee_people[rows, np.newaxis] + prices.mentor_people
    return (people < 1) | ((people == 1) & short)


def _refuse_wrong_bound(problem: ProblemProtocol, assignment: Assignment, people: int) -> None:
    prices = assignment.prices
    most_people, bound = int(prices.mentee_people.sum()), prices.mentee_points.tolist()
    for mentor in np.flatnonzero((prices.mentor_people > 0) | (prices.mentor_points > 0)):
        places, points = _of_places(problem, assignment, int(mentor))
        most_people += places
        bound.append(points)
    if assignment.objective == "most_people" and most_people != people:
        raise InvalidAssignmentError(
            f"the prices leave room for {most_people} people, not {people}"
        )
    size = math.fsum(map(abs, bound))
    rounding = prices.step * max(1, people) + SLACK * size
    if not abs(math.fsum(bound) - assignment.bound) <= rounding:
        raise InvalidAssignmentError(
            f"bound is {assignment.bound}; the prices prove {math.fsum(bound)}"
        )
    if not assignment.total <= assignment.bound + rounding:
        raise InvalidAssignmentError(
            f"bound is {assignment.bound}, below the total of {assignment.total}"
        )


def _of_places(problem: ProblemProtocol, assignment: Assignment, mentor: int) -> tuple[int, float]:
    """Say what all places of a mentor are worth, in people and points."""
    places = int(min(problem.mentor_capacity[mentor], problem.shape[0]))
    price, people = (
        float(assignment.prices.mentor_points[mentor]),
        assignment.prices.mentor_people[mentor],
    )
    penalty = assignment.load_penalty
    if people == 0 and penalty:
        places = min(places, int(price // penalty) + 1)
    return int(people) * places, places * price - penalty * (places * (places - 1) // 2)
