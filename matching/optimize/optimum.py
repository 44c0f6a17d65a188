"""Exact optimum of a scaled problem, by the solver that suits its size."""

from concurrent.futures import Executor

from matching.optimize.column_generation import solve_by_column_generation
from matching.optimize.dense import solve_dense
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.parallel.progress import Progress, Stage, silent
from matching.problem.scaled_problem import ScaledProblem

MAX_DENSE_CELLS = 20_000_000
"""Mentees times slots of the largest matrix that is solved as a whole."""


def find_optimum(
    scaled: ScaledProblem,
    *,
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> PrimalDualSolution:
    """Solve one dense matrix if it fits in memory, otherwise generate columns.

    Parameters
    ----------
    scaled : ScaledProblem
    tolerance, executor, progress
        See `solve_by_column_generation`; the dense solver does not use them.

    Returns
    -------
    PrimalDualSolution

    Notes
    -----
    The matrix has a row for every slot, so mentors with very large capacities make it too large.
    """
    cells = scaled.shape[0] * int(scaled.capacity.sum())
    if not scaled.is_dense or cells > MAX_DENSE_CELLS:
        return solve_by_column_generation(
            scaled, tolerance=tolerance, executor=executor, progress=progress
        )
    progress(Stage.SOLVING, 0, 1)
    mentor_of = solve_dense(scaled)
    return PrimalDualSolution(mentor_of, *minimal_dual_prices(scaled, mentor_of))
