"""An assignment with the dual prices that prove it optimal, as the solvers return it."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.optimize.dual_prices import dual_bound
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem


class PrimalDualSolution(NamedTuple):
    """A primal and a dual solution.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, or UNMATCHED.
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)
    """

    mentor_of: npt.NDArray[np.int64]
    mentee_prices: ScaledInts
    mentor_prices: ScaledInts


def duality_gap(scaled: ScaledProblem, solution: PrimalDualSolution) -> int:
    """Return the dual objective less the primal one, exactly 0 for an optimum.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution

    Returns
    -------
    int
        On the scale of ``scaled``.
    """
    matched = np.flatnonzero(solution.mentor_of != UNMATCHED)
    values = scaled.values_of(matched, solution.mentor_of[matched])
    used = np.bincount(solution.mentor_of[matched])
    penalties = scaled.penalty * int((used * (used - 1) // 2).sum())
    primal = sum(values.tolist()) - penalties
    return dual_bound(scaled, solution.mentee_prices, solution.mentor_prices) - primal


def total_points(
    problem: ProblemProtocol, mentor_of: npt.NDArray[np.int64], load_penalty: float
) -> float:
    """Return the sum of the scores of all pairs, less the load penalties.

    Parameters
    ----------
    problem : ProblemProtocol
    mentor_of : numpy.ndarray of int, shape (mentees,)
    load_penalty : float

    Returns
    -------
    float
        Correctly rounded, from the scores as they were given.
    """
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    scores = problem.scores_of(matched, mentor_of[matched])
    used = np.bincount(mentor_of[matched]).tolist()
    penalties = (-load_penalty * (count * (count - 1) // 2) for count in used)
    return math.fsum([*scores.tolist(), *penalties])
