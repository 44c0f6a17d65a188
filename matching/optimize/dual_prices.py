"""Dual prices of an assignment: the proof that no better assignment exists.

A mentor's price is what one more slot there would add to the optimum; a mentee's price is the
rest of the value of the mentee's pair. If no pair is worth more than its two prices together, no
assignment can be worth more than the sum of all prices: weak duality of linear programming, for
the assignment problem first shown by Egerváry [1]_.

.. [1] J. Egerváry, "Matrixok kombinatorius tulajdonságairól", Matematikai és Fizikai Lapok 38,
   1931.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats, Index
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem

ROW_BATCH = 256
"""Mentees whose rows are processed together, which bounds memory."""

Bids = Callable[[Index, ScaledInts], ScaledInts]
"""From mentees and their prices to the highest price that any of them would pay each mentor."""


@dataclass(frozen=True, eq=False)
class DualPrices:
    """A dual solution, with people and points apart.

    Attributes
    ----------
    mentee_people, mentor_people : numpy.ndarray of int, shape (mentees,) and (mentors,)
        The parts of the prices in people; read-only.
    mentee_points, mentor_points : numpy.ndarray of float, shape (mentees,) and (mentors,)
        The parts of the prices in points; read-only.
    resolution : float
        Scores were rounded to whole multiples of so many points.

    Notes
    -----
    Under ``most_people`` prices are compared by people first, then by points. The parts in people
    are a vertex cover: every eligible pair has a 1 on one of its sides, so no more people can be
    matched than there are ones (König's theorem). Under ``best_total`` they are 0.
    """

    mentee_people: npt.NDArray[np.int64]
    mentor_people: npt.NDArray[np.int64]
    mentee_points: Floats
    mentor_points: Floats
    resolution: float

    @classmethod
    def from_ints(
        cls, scaled: ScaledProblem, mentee_prices: ScaledInts, mentor_prices: ScaledInts
    ) -> "DualPrices":
        """Split scaled prices into people and points.

        Parameters
        ----------
        scaled : ScaledProblem
        mentee_prices : numpy.ndarray of int, shape (mentees,)
        mentor_prices : numpy.ndarray of int, shape (mentors,)

        Returns
        -------
        DualPrices
        """
        mentee_people, mentee_points = scaled.scale.split(mentee_prices)
        mentor_people, mentor_points = scaled.scale.split(mentor_prices)
        for array in (mentee_people, mentee_points, mentor_people, mentor_points):
            array.flags.writeable = False
        resolution = 1 / scaled.scale.quanta_per_point
        return cls(mentee_people, mentor_people, mentee_points, mentor_points, resolution)

    def to_ints(self, scaled: ScaledProblem) -> tuple[ScaledInts, ScaledInts]:
        """Return the prices as scaled integers.

        Parameters
        ----------
        scaled : ScaledProblem

        Returns
        -------
        mentee_prices : numpy.ndarray of int, shape (mentees,)
        mentor_prices : numpy.ndarray of int, shape (mentors,)
        """
        scale = scaled.scale
        return (
            self.mentee_people * scale.person_weight + scale.to_ints(self.mentee_points),
            self.mentor_people * scale.person_weight + scale.to_ints(self.mentor_points),
        )


def minimal_dual_prices(
    scaled: ScaledProblem, mentor_of: npt.NDArray[np.int64]
) -> tuple[ScaledInts, ScaledInts]:
    """Find the dual prices of an optimal assignment in which mentors' prices are lowest.

    Parameters
    ----------
    scaled : ScaledProblem
    mentor_of : numpy.ndarray of int, shape (mentees,)
        An optimal assignment.

    Returns
    -------
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)
    """
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    pair_values = np.zeros(len(mentor_of), dtype=np.int64)
    pair_values[matched] = scaled.values_of(matched, mentor_of[matched])
    return supporting_prices(scaled, mentor_of, pair_values, _bids_on_all_pairs(scaled))


def supporting_prices(
    scaled: ScaledProblem, mentor_of: npt.NDArray[np.int64], pair_values: ScaledInts, bids: Bids
) -> tuple[ScaledInts, ScaledInts]:
    """Raise mentors' prices until no mentee would bid more.

    Parameters
    ----------
    scaled : ScaledProblem
    mentor_of : numpy.ndarray of int, shape (mentees,)
        An assignment that is optimal among the pairs of ``bids``.
    pair_values : numpy.ndarray of int, shape (mentees,)
        The value of each mentee's pair, 0 for unmatched mentees.
    bids : callable
        The bids of mentees at given prices.

    Returns
    -------
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)

    Raises
    ------
    RuntimeError
        The assignment is not optimal.

    Notes
    -----
    Raising a mentor's price lowers the prices of the mentees there, who then bid more elsewhere.
    This is the Bellman-Ford algorithm on the residual graph, in which only mentees whose price has
    changed bid again. For an optimal assignment no cycle of that graph gains anything, so a price
    comes from a path that visits each mentor at most once. The prices of all paths of n arcs are
    known after n iterations: no later one than that of the number of mentors raises a price.
    """
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    used = np.bincount(mentor_of[matched], minlength=scaled.shape[1])
    mentor_prices = scaled.penalty * np.maximum(used - 1, 0)
    movable = scaled.pinned_to == UNMATCHED
    bidders = np.flatnonzero(movable)
    for _ in range(scaled.shape[1] + 1):
        paid = np.append(mentor_prices, 0)[mentor_of[bidders]]  # UNMATCHED, -1, is the last
        offers = bids(bidders, pair_values[bidders] - paid)
        raised = offers > mentor_prices
        mentor_prices = np.where(raised, offers, mentor_prices)
        bidders = np.flatnonzero(movable & np.append(raised, False)[mentor_of])
        if not len(bidders):
            break
    else:
        raise RuntimeError("the assignment is not optimal, so that no prices support it")
    mentee_prices = pair_values.copy()
    mentee_prices[matched] -= mentor_prices[mentor_of[matched]]
    return mentee_prices, mentor_prices


def _bids_on_all_pairs(scaled: ScaledProblem) -> Bids:
    def bids(mentees: Index, prices: ScaledInts) -> ScaledInts:
        highest = np.zeros(scaled.shape[1], dtype=np.int64)
        for start in range(0, len(mentees), ROW_BATCH):
            batch = slice(start, start + ROW_BATCH)
            offers = scaled.rows(mentees[batch]) - prices[batch, np.newaxis]
            np.maximum(highest, offers.max(axis=0, initial=0), out=highest)
        return highest

    return bids


def dual_bound(scaled: ScaledProblem, mentee_prices: ScaledInts, mentor_prices: ScaledInts) -> int:
    """Return the dual objective: no assignment is worth more.

    Parameters
    ----------
    scaled : ScaledProblem
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)

    Returns
    -------
    int
        A Python integer: the slots of one mentor can be worth more than an int64 holds.

    Notes
    -----
    A slot contributes its mentor's price less what it costs more than the mentor's first slot.
    """
    prices, slots = np.maximum(mentor_prices, 0), scaled.capacity
    if scaled.penalty:
        slots = np.minimum(slots, prices // scaled.penalty + 1)
    slot_values = (
        count * price - scaled.penalty * (count * (count - 1) // 2)
        for count, price in zip(slots.tolist(), prices.tolist(), strict=True)
    )
    return sum(mentee_prices.tolist()) + sum(slot_values)
