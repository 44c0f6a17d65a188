"""Reoptimization on another scale, for a problem whose scores the present one does not suit."""

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import DualPrices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.better_pairs import reassign_to_best_pairs


def reassign_on_new_scale(
    scaled: ScaledProblem, solution: PrimalDualSolution, problem: ProblemProtocol,
    lost: Index | None = None,
) -> tuple[ScaledProblem, PrimalDualSolution]:  # fmt: skip
    """Return a changed problem on a scale of its own, and its optimum.

    Parameters
    ----------
    scaled : ScaledProblem
        The problem before.
    solution : PrimalDualSolution
        Its optimum.
    problem : ProblemProtocol
        The changed problem.
    lost : numpy.ndarray of int, optional
        Mentees whose pair is no longer allowed.

    Returns
    -------
    ScaledProblem
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.
    """
    changed = ScaledProblem.from_problem(problem, scaled.options)
    mentees = np.arange(scaled.shape[0])
    return changed, reassign_to_best_pairs(
        changed, _rescale(scaled, solution, changed), mentees, lost
    )


def _rescale(
    scaled: ScaledProblem, solution: PrimalDualSolution, changed: ScaledProblem
) -> PrimalDualSolution:
    """Return an assignment on another scale, with prices that are exact for its own pairs.

    Scores are rounded otherwise on the other scale, so that the assignment may no longer be
    optimal. The mentors' prices support the slots in use, and a mentee's price is the rest of her
    pair's value, but another pair may be worth more than its prices.
    """
    mentor_of = solution.mentor_of
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    used = np.bincount(mentor_of[matched], minlength=scaled.shape[1])
    prices = DualPrices.from_ints(scaled, solution.mentee_prices, solution.mentor_prices)
    lowest = changed.penalty * np.maximum(used - 1, 0)
    highest = np.where(used < changed.capacity, changed.penalty * used, changed.price_limit)
    mentor_prices = np.clip(prices.to_ints(changed)[1], lowest, highest)
    mentee_prices = np.zeros_like(solution.mentee_prices)
    values = changed.values_of(matched, mentor_of[matched])
    mentee_prices[matched] = values - mentor_prices[mentor_of[matched]]
    return PrimalDualSolution(mentor_of, mentee_prices, mentor_prices)
