"""Reassign mentees who may have better pairs: pairs were allowed again, or pins released.

A pair that is allowed again can be worth more than its two prices, and a mentee whose pin is
released can be worth more elsewhere. Their mentees are displaced, with a higher price: that of
their best pair, at least 0. Then every allowed pair of every mentee is worth at most its prices,
and those who are not displaced keep pairs that are worth exactly that. What is left is an optimum
but for the nodes from which somebody was displaced, which have one mentee too few. Load penalties
and spare capacity are arcs between mentors and the unmatched node: what these cost depends on the
mentors' prices and slots, which have not changed. The floor and the objective are part of the
values of the pairs.

Each augmentation keeps all this true and assigns one displaced mentee, so that there are as many
augmentations as displaced mentees, and the last one leaves an optimum. A path always exists: the
one back to where the mentee came from, by the former pair, or by way of the unmatched node if that
pair is gone.

If more mentees want an allowed mentor than the mentor has slots, as when all pairs of a mentor come
back, the mentor's price is raised instead until none does. Then the mentor's own mentees may be
displaced, and a free slot that costs less than the price is taken as used, by a mentee who is still
at the unmatched node: one more augmentation for each, from there to the mentor, for which a path
exists, too, because the slot can be freed again. So a mentor never takes more augmentations than
slots.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from matching.arrays import Index, unique_index
from matching.optimize.dual_prices import ROW_BATCH
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import UNMATCHED, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.reassign import reassign


def reassign_to_allowed(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> PrimalDualSolution:
    """Return the optimum after some pairs were allowed.

    Parameters
    ----------
    scaled : ScaledProblem
        The changed problem, on the same scale.
    solution : PrimalDualSolution
        The optimum before.
    pairs : sequence of (int, int)
        The pairs that were allowed.

    Returns
    -------
    PrimalDualSolution
        The optimum that reassigns the fewest mentees.
    """
    increases = _price_increases(scaled, solution, pairs)
    mentor_prices = solution.mentor_prices + increases
    at_raised = np.append(increases, 0)[solution.mentor_of]  # UNMATCHED, -1, is the last
    solution = solution._replace(
        mentee_prices=solution.mentee_prices - at_raised, mentor_prices=mentor_prices
    )
    mentees = unique_index([*(mentee for mentee, _ in pairs), *np.flatnonzero(at_raised).tolist()])
    return reassign_to_best_pairs(
        scaled, solution, mentees, added_slots=_affordable_slots(scaled, solution, increases)
    )


def _affordable_slots(
    scaled: ScaledProblem, solution: PrimalDualSolution, increases: ScaledInts
) -> dict[int, int]:
    """Return how many free slots of each mentor a raised price would pay for."""
    raised = np.flatnonzero(increases)
    used = np.bincount(solution.mentor_of + 1, minlength=scaled.shape[1] + 1)[1:][raised]
    slots = scaled.capacity[raised]
    if scaled.penalty:
        slots = np.minimum(slots, -(-solution.mentor_prices[raised] // scaled.penalty))
    return dict(zip(raised.tolist(), np.maximum(slots - used, 0).tolist(), strict=True))


def _price_increases(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> ScaledInts:
    """Return how much to raise the price of each mentor whom more mentees want than get a slot."""
    mentees, mentors = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    is_movable = scaled.pinned_to[mentees] == UNMATCHED
    mentees, mentors = mentees[is_movable], mentors[is_movable]
    paid = solution.mentee_prices[mentees] + solution.mentor_prices[mentors]
    excess = np.maximum(scaled.allowed_values_of(mentees, mentors) - paid, 0)
    increases = np.zeros(scaled.shape[1], dtype=np.int64)
    np.maximum.at(increases, mentors, excess)
    wanted_by = np.bincount(mentors[excess > 0], minlength=scaled.shape[1])
    return np.where(wanted_by > scaled.capacity, increases, 0)


def reassign_to_best_pairs(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentees: Index,
    lost: Index | None = None, added_slots: Mapping[int, int] | None = None,
) -> PrimalDualSolution:  # fmt: skip
    """Return the optimum after some mentees may have better pairs, or lost their mentor.

    Parameters
    ----------
    scaled : ScaledProblem
        The changed problem.
    solution : PrimalDualSolution
        The assignment before, with prices that are exact for its pairs and valid for all others,
        but for those of ``mentees``.
    mentees : numpy.ndarray of int, shape (n,)
        Whose prices are to be raised to the value of their best pairs.
    lost : numpy.ndarray of int, optional
        Those among them whose pair is no longer allowed.
    added_slots : mapping of int to int, optional
        See `reassign`.

    Returns
    -------
    PrimalDualSolution
        The optimum that reassigns the fewest mentees.
    """
    mentees = mentees[scaled.pinned_to[mentees] == UNMATCHED]
    best = _best_surplus(scaled, solution, mentees)
    prices = solution.mentee_prices.copy()
    displaced = mentees[best != prices[mentees]]
    prices[mentees] = best
    if lost is not None:
        displaced = np.union1d(displaced, lost)
    return reassign(scaled, solution._replace(mentee_prices=prices), displaced, added_slots)


def _best_surplus(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentees: Index
) -> ScaledInts:
    """Return what each mentee's best pair is worth beyond its mentor's price, at least 0."""
    batches = np.split(mentees, range(ROW_BATCH, len(mentees), ROW_BATCH))
    best = [
        (scaled.rows(batch) - solution.mentor_prices).max(axis=1, initial=0) for batch in batches
    ]
    return np.concatenate(best)
