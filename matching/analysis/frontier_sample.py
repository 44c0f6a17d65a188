"""A bounded number of points of the score floor frontier, each of them exact."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.errors import InvalidProblemError
from matching.optimize.optimum import find_optimum
from matching.optimize.primal_dual import total_points
from matching.parallel.progress import Progress, Stage, silent
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from matching.reoptimize.score_floor import FrontierPoint

MIN_SOLUTIONS = 3


@dataclass(frozen=True)
class _Solved:
    """The optimum under all floors from one value to another, in scaled integers."""

    from_value: int
    to_value: int
    point: FrontierPoint


def frontier_sample(
    problem: ProblemProtocol,
    objective: str = "most_people",
    load_penalty: float = 0.0,
    seed: int = 0,
    *,
    floor: float = 0.0,
    max_solutions: int = 48,
    progress: Progress = silent,
) -> list[FrontierPoint]:
    """Return points of `score_floor_frontier`, at most so many, where it changes most.

    Parameters
    ----------
    problem : Problem
    objective, load_penalty, seed
        See `solve`.
    floor : float
        A floor whose optimum is among the points, such as that of a result.
    max_solutions : int
        How many floors are tried, at least 3; as many points are returned at most.
    progress : callable, optional
        Called with a stage, how many floors have been tried, and how many may be.

    Returns
    -------
    list of FrontierPoint
        Ascending by floor. Each is the exact optimum under its floor, and the first is that
        without a floor. Under ``most_people``, no fewer people are matched between two points than
        at the higher one.

    Raises
    ------
    InvalidPinError
        A pinned pair scores below the floor.
    InvalidProblemError
        ``max_solutions`` is not a whole number from 3.

    Notes
    -----
    The whole frontier of 550 × 550 people has a thousand rows, and raising the floor from row to
    row takes seconds. Here every floor is solved anew, and the next one is tried in the middle of
    the interval in which most people, points and floors are still unknown. Half of the solutions
    close in on the highest floor that leaves nobody more unmatched than no floor does, because it
    is asked for most often.

    Examples
    --------
    >>> from matching import Problem
    >>> frontier_sample(Problem([[9, 5], [6, 1]]))
    [FrontierPoint(floor=5.0, people=2, total=11.0), FrontierPoint(floor=9.0, people=1, total=9.0)]
    """
    if isinstance(max_solutions, bool) or not isinstance(max_solutions, int):
        raise InvalidProblemError(f"max_solutions is {max_solutions!r}; expected a whole number")
    if max_solutions < MIN_SOLUTIONS:
        raise InvalidProblemError(f"max_solutions is {max_solutions}; at least 3 are needed")
    options = SolveOptions(objective, 0.0, load_penalty, seed)
    scaled = ScaledProblem.from_problem(problem, options)
    wanted = ScaledProblem.from_problem(problem, replace(options, floor=floor)).floor_value
    solved: list[_Solved] = []
    for found in _solutions(scaled, wanted, max_solutions):
        solved.append(found)
        progress(Stage.RAISING_FLOOR, len(solved), max_solutions)
    points = {found.point.floor: found.point for found in solved if found.point.people}
    return [points[floor] for floor in sorted(points)]


def _solutions(scaled: ScaledProblem, wanted: int, max_solutions: int) -> Iterator[_Solved]:
    """Yield optima under ever other floors, until none is left or there are enough.

    The first are those without a floor, under the highest one, and under the one that is wanted.

    This ends earlier: every floor that is tried lies in none of the intervals solved before.
    """
    lowest, highest = scaled.floor_value, _highest_value(scaled)
    solved = [_solve(scaled, lowest)]
    yield solved[0]
    for floor_value in (highest, wanted):
        if solved[0].to_value < floor_value <= highest:
            solved.append(_solve(scaled, floor_value))
            yield solved[-1]
    while len(solved) < max_solutions:
        solved.sort(key=lambda item: item.from_value)
        gaps = [
            (before, after)
            for before, after in itertools.pairwise(solved)
            if after.from_value - before.to_value > scaled.scale.quantum
        ]
        if not gaps:
            return
        closes_in = len(solved) % 2 == 0
        before, after = _gap_to_try(gaps, solved, closes_in=closes_in)
        solved.append(_solve(scaled, _middle(before, after, scaled.scale.quantum)))
        yield solved[-1]


def _gap_to_try(
    gaps: list[tuple[_Solved, _Solved]], solved: list[_Solved], *, closes_in: bool
) -> tuple[_Solved, _Solved]:
    """Return the gap above which the first people are lost, or the one in which most changes."""
    people = solved[0].point.people
    if closes_in:
        for before, after in gaps:
            if after.point.people < people:
                return before, after
    totals = [item.point.total for item in solved]
    heights = max(people, 1), max(totals) - min(totals) or 1.0
    width = solved[-1].to_value - solved[0].from_value or 1

    def change(gap: tuple[_Solved, _Solved]) -> float:
        before, after = gap
        lost = abs(before.point.people - after.point.people) / heights[0]
        points = abs(before.point.total - after.point.total) / heights[1]
        return lost + points + (after.from_value - before.to_value) / width

    return max(gaps, key=change)


def _middle(before: _Solved, after: _Solved, quantum: int) -> int:
    """Return a value between two intervals, a whole number of quanta above the first."""
    between = (after.from_value - before.to_value) // quantum
    return before.to_value + max(1, between // 2) * quantum


def _solve(scaled: ScaledProblem, floor_value: int) -> _Solved:
    """Return the optimum under a floor, and up to which floor it is that."""
    mentor_of = find_optimum(scaled.with_floor_value(floor_value)).mentor_of
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    mentors = mentor_of[matched]
    lowest_score = float(scaled.problem.scores_of(matched, mentors).min(initial=np.inf))
    total = total_points(scaled.problem, mentor_of, scaled.options.load_penalty)
    to_value = int(scaled.values_of(matched, mentors).min(initial=_highest_value(scaled)))
    return _Solved(
        floor_value, max(to_value, floor_value), FrontierPoint(lowest_score, len(matched), total)
    )


def _highest_value(scaled: ScaledProblem) -> int:
    """Return the highest value that a floor may have: of a pinned pair, or of any."""
    mentees = np.flatnonzero(scaled.pinned_to != UNMATCHED)
    pinned = scaled.values_of(mentees, scaled.pinned_to[mentees])
    return int(pinned.min(initial=scaled.max_value))
