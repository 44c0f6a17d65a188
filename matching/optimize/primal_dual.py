"""An optimal answer with the prices that prove it, as the solvers hand it on."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.optimize.dual_prices import bound_in_steps
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import NOBODY, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem


class PrimalDualSolution(NamedTuple):
    """An answer and its prices.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, NOBODY for none.
    mentees, mentors : numpy.ndarray of int
        Everybody's price, in steps.
    """

    mentor_of: npt.NDArray[np.int64]
    mentees: ScaledInts
    mentors: ScaledInts


def gap_in_steps(scaled: ScaledProblem, solution: PrimalDualSolution) -> int:
    """Say by how much the prices exceed the answer; exactly 0 for an optimum."""
    matched = np.flatnonzero(solution.mentor_of != NOBODY)
    worth = scaled.pairs(matched, solution.mentor_of[matched])
    used = np.bincount(solution.mentor_of[matched])
    penalties = scaled.penalty * int((used * (used - 1) // 2).sum())
    total = sum(worth.tolist()) - penalties
    return bound_in_steps(scaled, solution.mentees, solution.mentors) - total


def total_points(
    problem: ProblemProtocol, mentor_of: npt.NDArray[np.int64], load_penalty: float
) -> float:
    """Add up the scores of all pairs, less what mentors with several mentees cost."""
    matched = np.flatnonzero(mentor_of != NOBODY)
    scores = problem.scores_of(matched, mentor_of[matched])
    used = np.bincount(mentor_of[matched]).tolist()
    penalties = (-load_penalty * (many * (many - 1) // 2) for many in used)
    return math.fsum([*scores.tolist(), *penalties])
