"""The exact optimum of a round whose scores fit into memory: one dense assignment, by SciPy."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matching.arrays import Index, numbered
from matching.problem.integer_scale import BLOCKED
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem


def assign(scaled: ScaledProblem) -> npt.NDArray[np.int64]:
    """Find an optimal answer with a dense solver.

    Parameters
    ----------
    scaled : ScaledProblem
        Its seed chooses among equally good answers.

    Returns
    -------
    numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, −1 for nobody.

    Notes
    -----
    Every mentor becomes as many seats as there are places, each further seat dearer by the load
    penalty, and the rectangular assignment problem is solved by the modified Jonker-Volgenant
    algorithm [1]_. A seat that is not allowed, or would be filled at a loss, counts 0, as much as
    nobody does: a solver that must fill the matrix is then free to, and such seats are dropped.
    All sums are of whole numbers below 2⁵³, so nothing is rounded on the way.

    Under ``best_total`` a pair is worth one step beside its points: of answers with the same
    total, one with most people is found.

    References
    ----------
    .. [1] D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions
       on Aerospace and Electronic Systems 52(4), 2016, doi:10.1109/TAES.2016.140952.
    """
    random = np.random.default_rng(scaled.options.seed)
    mentor_of = scaled.pinned_to.copy()
    free = random.permutation(np.flatnonzero(mentor_of == NOBODY))
    seats, dearer = _seats(scaled, random)
    gains = scaled.matrix[np.ix_(seats, free)]
    allowed = gains != BLOCKED
    gains -= dearer[:, np.newaxis]
    if scaled.options.people_first:
        gains //= scaled.scale.quantum
    else:
        gains += 1
        allowed &= gains > 0
    rows, columns = linear_sum_assignment(np.where(allowed, gains, 0.0), maximize=True)
    kept = allowed[rows, columns]
    mentor_of[free[columns[kept]]] = seats[rows[kept]]
    return mentor_of


def _seats(
    scaled: ScaledProblem, random: np.random.Generator
) -> tuple[Index, npt.NDArray[np.int64]]:
    """Name each mentor once for every place left, and what each seat costs."""
    taken = np.bincount(scaled.pinned_to[scaled.pinned_to != NOBODY], minlength=scaled.shape[1])
    suitors = (scaled.matrix != BLOCKED).sum(axis=1)
    left = np.minimum(scaled.capacity - taken, suitors)
    seats = np.repeat(np.arange(scaled.shape[1]), left)
    order = random.permutation(len(seats))
    dearer = scaled.penalty * (taken[seats] + numbered(left))
    return seats[order], dearer[order]
