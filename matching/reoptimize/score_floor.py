"""The trade-off between fairness and total: how high a score floor can be, and what it costs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from matching.optimize.optimum import find_optimum
from matching.optimize.primal_dual import total_points
from matching.parallel.progress import Progress, Stage, silent
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from matching.reoptimize.reoptimize import with_higher_floor


class FrontierPoint(NamedTuple):
    """The optimum under every floor from the one before up to this.

    Attributes
    ----------
    floor : float
        The lowest score of a pair.
    people : int
        How many mentees are matched.
    total : float
        The total of the optimum.
    """

    floor: float
    people: int
    total: float


def score_floor_frontier(
    problem: ProblemProtocol,
    objective: str = "most_people",
    load_penalty: float = 0.0,
    seed: int = 0,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return the optimum under every possible floor.

    Parameters
    ----------
    problem : Problem
    objective, load_penalty, seed
        See `solve`.
    progress : callable, optional
        Called with a stage, how many people the floors so far have left unmatched, and of how
        many.

    Returns
    -------
    pandas.DataFrame
        One row for each floor above which the optimum changes, ascending: ``floor``, and the
        ``people`` matched and the ``total`` of the optimum under it. A floor between two rows has
        the optimum of the higher one. Floors above the last row match nobody, or contradict a
        pin.

    Notes
    -----
    A floor up to the lowest score of the optimum changes nothing. So each iteration raises the
    floor just above the lowest score, and reoptimizes without the pairs that this removes.

    Examples
    --------
    >>> from matching import Problem
    >>> score_floor_frontier(Problem([[9, 5], [6, 1]]))
       floor  people  total
    0    5.0       2   11.0
    1    9.0       1    9.0
    """
    options = SolveOptions(objective, 0.0, load_penalty, seed)
    frontier = []
    for point in _frontier(ScaledProblem.from_problem(problem, options)):
        frontier.append(point)
        without_floor = frontier[0].people
        progress(Stage.RAISING_FLOOR, without_floor - point.people, without_floor)
    return pd.DataFrame(frontier, columns=FrontierPoint._fields)


def highest_floor(problem: ProblemProtocol, options: SolveOptions) -> float:
    """Return the highest floor under which as many people are matched as without one.

    Parameters
    ----------
    problem : ProblemProtocol
    options : SolveOptions
        Their floor is ignored.

    Returns
    -------
    float
        The lowest score of the optimum under that floor; 0 if nobody can be matched.
    """
    scaled = ScaledProblem.from_problem(problem, replace(options, floor=0.0))
    if not scaled.is_dense:
        return _bisect_floor(scaled)
    people_without_floor, floor = None, 0.0
    for point in _frontier(scaled):
        if people_without_floor is None:
            people_without_floor = point.people
        if point.people >= people_without_floor:
            floor = point.floor
        elif options.people_first:
            break
    return floor


def _frontier(scaled: ScaledProblem) -> Iterator[FrontierPoint]:
    """Yield the optimum under ever higher floors, until nobody is matched or a pin forbids more.

    This ends: every floor is a whole quantum above the value of a pair that was allowed under the
    floor before, so that each iteration leaves fewer pairs allowed. A floor in points would not do.
    Adding a quantum to a score halfway between two quanta and rounding the sum can give the quantum
    that the score was rounded to, and the pair stays.
    """
    solution = find_optimum(scaled)
    while len(matched := np.flatnonzero(solution.mentor_of != UNMATCHED)):
        mentors = solution.mentor_of[matched]
        lowest_score = float(scaled.problem.scores_of(matched, mentors).min())
        total = total_points(scaled.problem, solution.mentor_of, scaled.options.load_penalty)
        yield FrontierPoint(lowest_score, len(matched), total)
        values = scaled.values_of(matched, mentors)
        floor_value = int(values.min()) + scaled.scale.quantum
        if (values[scaled.pinned_to[matched] != UNMATCHED] < floor_value).any():
            return
        scaled, solution = with_higher_floor(scaled, solution, floor_value)


def _bisect_floor(scaled: ScaledProblem) -> float:
    """Find the highest floor by bisection, for problems too large to reoptimize often.

    This ends: every iteration halves the number of floors, in quanta, that are still in question.
    """
    people_without_floor, floor, lowest_value = _people_and_lowest_pair(scaled)
    if not people_without_floor:
        return 0.0
    quantum, too_high = scaled.scale.quantum, _highest_possible_value(scaled) + scaled.scale.quantum
    while too_high - lowest_value > quantum:
        middle = lowest_value + (too_high - lowest_value) // (2 * quantum) * quantum
        people, lowest_score, value = _people_and_lowest_pair(scaled.with_floor_value(middle))
        if people >= people_without_floor:
            floor, lowest_value = lowest_score, value
        else:
            too_high = middle
    return floor


def _highest_possible_value(scaled: ScaledProblem) -> int:
    """Return a value above which no pair is allowed, or a pinned pair is not."""
    mentees = np.flatnonzero(scaled.pinned_to != UNMATCHED)
    pinned = scaled.values_of(mentees, scaled.pinned_to[mentees])
    return int(pinned.min(initial=scaled.max_value))


def _people_and_lowest_pair(scaled: ScaledProblem) -> tuple[int, float, int]:
    """Return how many people an optimum matches, and the score and value of its lowest pair."""
    mentor_of = find_optimum(scaled).mentor_of
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    mentors = mentor_of[matched]
    return (
        len(matched),
        float(scaled.problem.scores_of(matched, mentors).min(initial=np.inf)),
        int(scaled.values_of(matched, mentors).min(initial=scaled.max_value)),
    )
