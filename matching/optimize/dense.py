"""Exact optimum of a problem whose values fit in memory: one dense assignment, by SciPy."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matching.arrays import Index, grouped_arange
from matching.problem.integer_scale import FORBIDDEN
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem


def solve_dense(scaled: ScaledProblem) -> npt.NDArray[np.int64]:
    """Find an optimal assignment with a dense solver.

    Parameters
    ----------
    scaled : ScaledProblem
        Its seed chooses among optimal assignments.

    Returns
    -------
    numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, or UNMATCHED.

    Notes
    -----
    Each mentor is expanded into slots, one for each unit of capacity, of which each further one
    costs more by the load penalty. The rectangular assignment problem of slots and mentees is
    solved by the modified Jonker-Volgenant algorithm [1]_. An entry that is forbidden, or that
    would reduce the total, counts 0, as much as staying unmatched: a solver that must fill the
    matrix is free to choose it, and it is dropped afterwards. All sums are of integers below 2⁵³,
    so floating-point arithmetic is exact.

    Under ``best_total`` every pair is worth one tie-breaking unit beside its points, so that of
    assignments with the same total, one with the most people is found.

    References
    ----------
    .. [1] D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions
       on Aerospace and Electronic Systems 52(4), 2016, doi:10.1109/TAES.2016.140952.
    """
    rng = np.random.default_rng(scaled.options.seed)
    mentor_of = scaled.pinned_to.copy()
    mentees = rng.permutation(np.flatnonzero(mentor_of == UNMATCHED))
    slots, slot_costs = _free_slots(scaled, rng)
    gains = scaled.values[np.ix_(slots, mentees)]
    allowed = gains != FORBIDDEN
    gains -= slot_costs[:, np.newaxis]
    if scaled.options.people_first:
        gains //= scaled.scale.quantum
    else:
        gains += 1
        allowed &= gains > 0
    rows, columns = linear_sum_assignment(np.where(allowed, gains, 0.0), maximize=True)
    matched = allowed[rows, columns]
    mentor_of[mentees[columns[matched]]] = slots[rows[matched]]
    return mentor_of


def _free_slots(
    scaled: ScaledProblem, rng: np.random.Generator
) -> tuple[Index, npt.NDArray[np.int64]]:
    """Return the mentor and the cost of every slot not taken by a pin, in random order."""
    pinned = scaled.pinned_to[scaled.pinned_to != UNMATCHED]
    used = np.bincount(pinned, minlength=scaled.shape[1])
    allowed_mentees = (scaled.values != FORBIDDEN).sum(axis=1)
    free = np.minimum(scaled.capacity - used, allowed_mentees)
    slots = np.repeat(np.arange(scaled.shape[1]), free)
    order = rng.permutation(len(slots))
    costs = scaled.penalty * (used[slots] + grouped_arange(free))
    return slots[order], costs[order]
