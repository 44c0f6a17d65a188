"""The price of fairness: how strong the weakest pair can be, and what a higher floor costs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from matching.optimize.optimum import optimum
from matching.optimize.primal_dual import total_points
from matching.parallel.progress import Progress, silent
from matching.problem.protocol import NOBODY, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import LARGEST_AMOUNT, SolveOptions
from matching.reoptimize.reoptimize import raising_floor


class Level(NamedTuple):
    """The best round for every floor up to one."""

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
    """Tell what each possible floor would cost the round.

    Parameters
    ----------
    problem : Problem
    objective, load_penalty, seed
        See `solve`.
    progress : callable, optional
        Told how many people the floors so far have left without a pair, of how many.

    Returns
    -------
    pandas.DataFrame
        One row for each floor above which something changes, ascending: ``floor``, and the
        ``people`` matched and the ``total`` of the best round under it. A floor between two rows
        has the outcome of the higher one. Floors above the last row match nobody, or contradict
        a pin.

    Notes
    -----
    A floor that the weakest pair still reaches changes nothing. So each step raises the floor just
    above the weakest pair, and repairs the round around the pairs that are lost by it.

    Examples
    --------
    >>> from matching import Problem
    >>> score_floor_frontier(Problem([[9, 5], [6, 1]]))
       floor  people  total
    0    5.0       2   11.0
    1    9.0       1    9.0
    """
    scaled = ScaledProblem.of(problem, SolveOptions(objective, 0.0, load_penalty, seed))
    levels = []
    for level in _levels(scaled):
        levels.append(level)
        progress("raising the floor", levels[0].people - level.people, levels[0].people)
    return pd.DataFrame(levels, columns=Level._fields)


def highest_floor(problem: ProblemProtocol, options: SolveOptions) -> float:
    """Find the highest floor under which as many people are matched as without one.

    Parameters
    ----------
    problem : ProblemProtocol
    terms : SolveOptions
        Their floor is left out of account.

    Returns
    -------
    float
        The score of the weakest pair then; 0 if nobody can be matched.
    """
    scaled = ScaledProblem.of(problem, replace(options, floor=0.0))
    if not scaled.kept:
        return _bisected(scaled)
    most, floor = None, 0.0
    for level in _levels(scaled):
        most = level.people if most is None else most
        if level.people >= most:
            floor = level.floor
        elif options.people_first:
            break
    return floor


def _levels(scaled: ScaledProblem) -> Iterator[Level]:
    solution = optimum(scaled)
    while (solution.mentor_of != NOBODY).any():
        matched = np.flatnonzero(solution.mentor_of != NOBODY)
        scores = scaled.problem.scores_of(matched, solution.mentor_of[matched])
        weakest = float(scores.min())
        total = total_points(scaled.problem, solution.mentor_of, scaled.options.load_penalty)
        yield Level(weakest, len(matched), total)
        pinned = scaled.pinned_to[matched] != NOBODY
        above = _just_above(scaled, weakest)
        if above > LARGEST_AMOUNT or (scores[pinned] < above).any():
            return
        scaled, solution = raising_floor(scaled, solution, above)


def _just_above(scaled: ScaledProblem, score: float) -> float:
    """Give a floor that pairs of a score miss by the least that is told apart."""
    return score + 1 / scaled.scale.per_point


def _bisected(scaled: ScaledProblem) -> float:
    """Halve the range of floors, for rounds too large to be repaired step by step."""
    most, low = _under(scaled)
    high = _highest_allowed(scaled) if most else 0.0
    while high - low > 1 / scaled.scale.per_point:
        floor = (low + high) / 2
        matched, weakest = _under(scaled.with_floor(floor))
        if matched >= most:
            low = max(floor, weakest)
        else:
            high = floor
    return low


def _highest_allowed(scaled: ScaledProblem) -> float:
    """Give a floor above which nothing may be, or a pin may not."""
    mentees = np.flatnonzero(scaled.pinned_to != NOBODY)
    pinned = scaled.problem.scores_of(mentees, scaled.pinned_to[mentees])
    return min(scaled.problem.highest, float(pinned.min(initial=np.inf)))


def _under(scaled: ScaledProblem) -> tuple[int, float]:
    mentor_of = optimum(scaled).mentor_of
    matched = np.flatnonzero(mentor_of != NOBODY)
    scores = scaled.problem.scores_of(matched, mentor_of[matched])
    return len(matched), float(scores.min(initial=np.inf)) if len(matched) else 0.0
