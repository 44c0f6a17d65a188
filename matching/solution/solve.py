"""The best of all answers to a problem, with its proof."""

from concurrent.futures import Executor
from typing import Literal

from matching.errors import InvalidProblemError
from matching.optimize.optimum import optimum
from matching.parallel.progress import Progress, silent
from matching.problem.protocol import ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions, is_number
from matching.reoptimize.score_floor import highest_floor
from matching.solution.assignment import Assignment


def solve(
    problem: ProblemProtocol,
    objective: str = "most_people",
    floor: float | Literal["auto"] | None = None,
    load_penalty: float = 0.0,
    seed: int = 0,
    *,
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Assignment:
    """Find the best of all answers to a problem, and prove it.

    Parameters
    ----------
    problem : Problem
        Whom to pair; its pinned pairs are kept, and the rest is the best around them.
    objective : {"most_people", "best_total"}
        ``most_people``: as many mentees as can be matched, and among such answers the highest
        total. ``best_total``: the highest total, even if fewer are matched; no place is then
        filled at a net loss.
    floor : float or "auto", optional
        No pair may score less. ``"auto"`` takes the highest floor under which as many people are
        matched as without one.
    load_penalty : float
        The second mentee of a mentor costs so many points, the third twice as many, and so on:
        the load is spread while that is worth it.
    seed : int
        Chooses among equally good answers, so that nobody gains by standing first in a list.
    tolerance : float
        Of use for very large rounds: the gap to be content with, as a part of the total.
    executor : concurrent.futures.Executor, optional
        What the blocks of a large round run on; as many threads as processors by default.
    progress : callable, optional
        Called with a stage, how much of it is done, and how much there is.

    Returns
    -------
    Assignment
        With ``total``, added up from the scores as they were given, and ``bound``, which no
        answer can exceed; the gap between them is exactly 0 unless a tolerance was allowed.

    Raises
    ------
    InvalidProblemError
        Names the argument that is broken.
    InvalidPinError
        A pinned pair scores less than the floor.

    Notes
    -----
    Scores are rounded to whole quanta, so that all sums are exact: of up to 20,000 mentees to at
    most 2⁻²⁴ of the highest score, unless a load penalty could cost far more (see `IntegerScale`).
    One more person is worth more quanta than all pairs could score: one solve decides both. Up to
    ten million pairs are solved as one matrix, see `assign`; more by candidate pairs and a check
    of all, see `assign_sparsely`. Duality proves the outcome, see `DualPrices`; `verify` checks
    the proof.

    Examples
    --------
    >>> from matching import Problem
    >>> problem = Problem([[9, 4], [4, 0]], eligible=[[True, True], [True, False]])
    >>> assignment = solve(problem)
    >>> assignment.mentor_of, assignment.total, assignment.bound, assignment.gap
    (array([1, 0]), 8.0, 8.0, 0.0)
    >>> best = solve(problem, objective="best_total")
    >>> best.mentor_of, best.total, best.unmatched
    (array([ 0, -1]), 9.0, (1,))
    >>> spread = solve(Problem([[9, 7], [8, 5]], mentor_capacity=[2, 2]), load_penalty=4)
    >>> spread.mentor_of, spread.total
    (array([1, 0]), 15.0)
    """
    if not is_number(tolerance) or not 0 <= tolerance < 1:
        raise InvalidProblemError(f"tolerance is {tolerance!r}; it is a part, from 0 to below 1")
    if isinstance(floor, str) and floor == "auto":
        floor = highest_floor(problem, SolveOptions(objective, 0.0, load_penalty, seed))
    options = SolveOptions(objective, 0.0 if floor is None else floor, load_penalty, seed)
    scaled = ScaledProblem.of(problem, options)
    solution = optimum(scaled, tolerance=tolerance, executor=executor, progress=progress)
    return Assignment.of(scaled, solution)
