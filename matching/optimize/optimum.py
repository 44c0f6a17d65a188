"""The exact optimum of a market, by the solver that suits its size."""

from concurrent.futures import Executor

from matching.optimize.column_generation import assign_sparsely
from matching.optimize.dense import assign
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.parallel.progress import Progress, silent
from matching.problem.scaled_problem import ScaledProblem

MAX_DENSE_CELLS = 20_000_000
"""Mentees times places of a matrix that is still solved at once."""


def optimum(
    scaled: ScaledProblem,
    *,
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> PrimalDualSolution:
    """Solve by one matrix where it can be held in memory, otherwise by promising pairs.

    That matrix has a row for every place, so mentors with very many places make it too large.
    ``tolerance``, ``executor`` and ``progress`` are of use to `assign_sparsely` alone.
    """
    seated = scaled.shape[0] * int(scaled.capacity.sum())
    if not scaled.kept or seated > MAX_DENSE_CELLS:
        return assign_sparsely(scaled, tolerance=tolerance, executor=executor, progress=progress)
    progress("solving", 0, 1)
    mentor_of = assign(scaled)
    return PrimalDualSolution(mentor_of, *minimal_dual_prices(scaled, mentor_of))
