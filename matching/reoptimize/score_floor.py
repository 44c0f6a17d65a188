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
from matching.problem.validation import MAX_POINTS
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
    solution = find_optimum(scaled)
    while (solution.mentor_of != UNMATCHED).any():
        matched = np.flatnonzero(solution.mentor_of != UNMATCHED)
        scores = scaled.problem.scores_of(matched, solution.mentor_of[matched])
        lowest_score = float(scores.min())
        total = total_points(scaled.problem, solution.mentor_of, scaled.options.load_penalty)
        yield FrontierPoint(lowest_score, len(matched), total)
        # Scores are rounded to quanta, so this is the least floor that the pair does not reach.
        floor = lowest_score + 1 / scaled.scale.quanta_per_point
        pinned = scaled.pinned_to[matched] != UNMATCHED
        if floor > MAX_POINTS or (scores[pinned] < floor).any():
            return
        scaled, solution = with_higher_floor(scaled, solution, floor)


def _bisect_floor(scaled: ScaledProblem) -> float:
    """Find the highest floor by bisection, for problems too large to reoptimize often."""
    people_without_floor, low = _people_and_lowest_score(scaled)
    high = _highest_possible_floor(scaled) if people_without_floor else 0.0
    while high - low > 1 / scaled.scale.quanta_per_point:
        floor = (low + high) / 2
        people, lowest_score = _people_and_lowest_score(scaled.with_floor(floor))
        if people >= people_without_floor:
            low = max(floor, lowest_score)
        else:
            high = floor
    return low


def _highest_possible_floor(scaled: ScaledProblem) -> float:
    """Return a floor above which no pair is allowed, or a pinned pair is not."""
    mentees = np.flatnonzero(scaled.pinned_to != UNMATCHED)
    pinned = scaled.problem.scores_of(mentees, scaled.pinned_to[mentees])
    return min(scaled.problem.max_score, float(pinned.min(initial=np.inf)))


def _people_and_lowest_score(scaled: ScaledProblem) -> tuple[int, float]:
    mentor_of = find_optimum(scaled).mentor_of
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    scores = scaled.problem.scores_of(matched, mentor_of[matched])
    return len(matched), float(scores.min(initial=np.inf)) if len(matched) else 0.0
