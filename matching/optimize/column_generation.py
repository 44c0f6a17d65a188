"""Exact optimum of problems too large for one matrix, by column generation.

Every mentee's best pairs make a restricted problem, whose optimum has dual prices. All pairs are
then compared with these prices, block by block: a pair that is worth more than its two prices, or
almost, becomes a candidate too, and the restricted problem is solved again. When no pair is worth
more than its prices, the restricted optimum is the optimum of all pairs. This is column generation
[1]_, with several columns for each mentee at a time.

.. [1] M. E. Lübbecke and J. Desrosiers, "Selected topics in column generation", Operations
   Research 53(6), 2005, doi:10.1287/opre.1050.0234.
"""

from concurrent.futures import Executor
from functools import partial

import numpy as np

from matching.optimize.candidate_pairs import Candidates
from matching.optimize.dual_prices import supporting_prices
from matching.optimize.pricing import PricingResult, PricingScan
from matching.optimize.primal_dual import PrimalDualSolution, duality_gap, total_points
from matching.optimize.sparse_solvers import SparseSolver, default_solver
from matching.parallel.progress import Progress, Stage, silent
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem


def solve_by_column_generation(
    scaled: ScaledProblem,
    *,
    tolerance: float = 0.0,
    solver: SparseSolver = default_solver,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> PrimalDualSolution:
    """Find an optimal assignment and its dual prices without holding all pairs in memory.

    Parameters
    ----------
    scaled : ScaledProblem
    tolerance : float
        The relative gap at which to stop; 0 for the exact optimum.
    solver : callable
        Solves the restricted problems.
    executor : concurrent.futures.Executor, optional
        What blocks run on; threads by default.
    progress : callable, optional

    Returns
    -------
    PrimalDualSolution
        With mentee prices that are valid for all pairs.

    Raises
    ------
    RuntimeError
        The solver's result is not optimal among the candidates.

    Notes
    -----
    This ends, because every iteration but the last adds a candidate. While there is a gap, some
    pair is worth more than its prices. No candidate is, so that pair has a higher surplus than all
    candidates of its mentee, and the scan takes the pairs with the highest.
    """
    scan = PricingScan.initial(scaled, shares_memory=executor is None)
    pricing = scan.run(executor, partial(progress, Stage.SCORING))
    candidates = _with_priced_pairs(scaled, _pinned_pairs(scaled), pricing)
    while True:
        solution = _solve_restricted(scaled, candidates, solver)
        scan = scan.at_prices(solution)
        pricing = scan.run(executor, partial(progress, Stage.SOLVING))
        solution = _with_valid_prices(scaled, solution, pricing)
        if _is_within_tolerance(scaled, solution, tolerance):
            return solution
        before = len(candidates)
        candidates = _with_priced_pairs(scaled, candidates, pricing)
        if len(candidates) == before:
            raise RuntimeError("the restricted problem was not solved to its optimum")


def _pinned_pairs(scaled: ScaledProblem) -> Candidates:
    mentees = np.flatnonzero(scaled.pinned_to != UNMATCHED)
    mentors = scaled.pinned_to[mentees]
    return Candidates.empty(scaled.shape).union(
        mentees, mentors, scaled.values_of(mentees, mentors)
    )


def _with_priced_pairs(
    scaled: ScaledProblem, candidates: Candidates, pricing: PricingResult
) -> Candidates:
    return candidates.union(pricing.mentees, pricing.mentors, pricing.values * scaled.scale.quantum)


def _solve_restricted(
    scaled: ScaledProblem, candidates: Candidates, solver: SparseSolver
) -> PrimalDualSolution:
    """Return the optimum of the candidates, with prices that are valid for these."""
    mentor_of = solver(scaled, candidates)
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    pair_values = np.zeros(len(mentor_of), dtype=np.int64)
    pair_values[matched] = candidates.values_of(matched, mentor_of[matched])
    prices = supporting_prices(scaled, mentor_of, pair_values, candidates.bids())
    return PrimalDualSolution(mentor_of, *prices)


def _with_valid_prices(
    scaled: ScaledProblem, solution: PrimalDualSolution, pricing: PricingResult
) -> PrimalDualSolution:
    """Raise mentee prices until they are valid for all pairs, not only for the candidates."""
    movable = scaled.pinned_to == UNMATCHED
    surplus = pricing.max_surplus * scaled.scale.quantum
    return solution._replace(mentee_prices=np.where(movable, surplus, solution.mentee_prices))


def _is_within_tolerance(
    scaled: ScaledProblem, solution: PrimalDualSolution, tolerance: float
) -> bool:
    people, points = scaled.scale.split_sum(duality_gap(scaled, solution))
    total = total_points(scaled.problem, solution.mentor_of, scaled.options.load_penalty)
    return people == 0 and points <= tolerance * abs(total)
