"""Solve a problem to a proven optimum."""

from concurrent.futures import Executor
from typing import Literal

from matching.errors import InvalidProblemError
from matching.optimize.optimum import find_optimum
from matching.parallel.progress import Progress, silent
from matching.problem.protocol import ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from matching.problem.validation import is_number
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
    """Find an optimal assignment and prove it.

    Parameters
    ----------
    problem : Problem
        Its pinned pairs are fixed; the rest is optimized around them.
    objective : {"most_people", "best_total"}
        ``most_people``: match as many mentees as possible, and among such assignments maximize the
        total. ``best_total``: maximize the total, even if fewer are matched; no slot is then filled
        at a net loss.
    floor : float or "auto", optional
        The lowest score that a pair may have. ``"auto"`` takes the highest floor under which as
        many people are matched as without one.
    load_penalty : float
        The second mentee of a mentor costs so many points, the third twice as many, and so on,
        which spreads the load.
    seed : int
        Draws one of several optimal assignments, so that the order of the people gives no
        advantage; see below how evenly.
    tolerance : float
        The gap, as a fraction of the total, at which the solution of a very large problem stops.
    executor : concurrent.futures.Executor, optional
        What the blocks of a large problem run on; as many threads as processors by default.
    progress : callable, optional
        Called with a stage, how much of it is done, and how much there is.

    Returns
    -------
    Assignment
        With ``total``, summed from the scores as they were given, and ``bound``, which no
        assignment exceeds; the gap between them is exactly 0 unless a tolerance was given.

    Raises
    ------
    InvalidProblemError
        An argument is invalid; the message names it.
    InvalidPinError
        A pinned pair scores below the floor.

    Notes
    -----
    Scores are rounded to whole quanta, so that all sums are exact: of up to 20,000 mentees to at
    most 2⁻²⁴ of the highest score, unless a load penalty could cost far more (see `IntegerScale`).
    One more person outweighs all that pairs could score, so one solve decides both. Up to ten
    million pairs are solved as one matrix, see `solve_dense`; more by column generation, see
    `solve_by_column_generation`. Duality proves the optimum, see `DualPrices`; `verify` checks the
    proof.

    The seed draws evenly in this sense: it puts people and slots in a random order, so that people
    whose scores are alike have the same chances, and so have optima that differ by exchanging
    them. Every optimum has a chance, but optima that are not alike do not have the same: in the
    small problems of the tests, from 0.4 to 1.4 times what it would be. For instance, every slot is
    as likely as every other, so that a mentor with more of them is drawn more often. Where pairs
    are too many for one matrix, the seed only chooses which of the mentors who are alike are
    considered first. To estimate a chance, solve with many seeds; `tied_pairs` lists what can be
    drawn.

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
        raise InvalidProblemError(
            f"tolerance is {tolerance!r}; expected a fraction, from 0 to below 1"
        )
    if isinstance(floor, str) and floor == "auto":
        floor = highest_floor(problem, SolveOptions(objective, 0.0, load_penalty, seed))
    options = SolveOptions(objective, 0.0 if floor is None else floor, load_penalty, seed)
    scaled = ScaledProblem.from_problem(problem, options)
    solution = find_optimum(scaled, tolerance=tolerance, executor=executor, progress=progress)
    return Assignment.from_solution(scaled, solution)
