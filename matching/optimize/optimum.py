"""The exact optimum of a market, by the solver that suits its size."""

from concurrent.futures import Executor

from matching.optimize.column_generation import assign_sparsely
from matching.optimize.dense import assign
from matching.optimize.dual_prices import least_prices
from matching.optimize.primal_dual import Resolved
from matching.parallel.progress import Progress, silent
from matching.problem.scaled_problem import Market

SEATED = 20_000_000
"""Mentees times places of a matrix that is still solved at once."""


def optimum(
    market: Market,
    *,
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Resolved:
    """Solve by one matrix where it can be held in memory, otherwise by promising pairs.

    That matrix has a row for every place, so mentors with very many places make it too large.
    ``tolerance``, ``executor`` and ``progress`` are of use to `assign_sparsely` alone.
    """
    seated = market.shape[0] * int(market.capacity.sum())
    if not market.kept or seated > SEATED:
        return assign_sparsely(market, tolerance=tolerance, executor=executor, progress=progress)
    progress("solving", 0, 1)
    mentor_of = assign(market)
    return Resolved(mentor_of, *least_prices(market, mentor_of))
