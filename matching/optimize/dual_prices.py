"""Dual prices: what everybody's place is worth, and so the proof that no better round exists.

A mentor's price is what the round would gain by one more place there; a mentee's is what is left
of a pair for the mentee. If no pair anywhere is worth more than its two prices, no round can be
worth more than all prices together: linear programming duality, for assignments found by Egerváry.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats, Index
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem

ROWS_AT_A_TIME = 256

Bids = Callable[[Index, ScaledInts], ScaledInts]
"""From some mentees and their prices to the most that any of them would pay each mentor."""


@dataclass(frozen=True, eq=False)
class DualPrices:
    """A dual solution, people and points apart.

    Under ``most_people`` every price is an amount of people and an amount of points, compared in
    this order; the parts in people are a vertex cover: every eligible pair has a 1 on one of its
    sides, so nobody more can be matched than there are ones (König). Under ``best_total`` the
    parts in people are 0.

    Attributes
    ----------
    mentee_people, mentor_people : numpy.ndarray of int
        ``mentee_people[i]`` and ``mentor_people[j]``, read-only.
    mentee_points, mentor_points : numpy.ndarray of float
        ``mentee_points[i]`` and ``mentor_points[j]``, read-only.
    step : float
        The points that scores were rounded to whole multiples of.
    """

    mentee_people: npt.NDArray[np.int64]
    mentor_people: npt.NDArray[np.int64]
    mentee_points: Floats
    mentor_points: Floats
    step: float

    @classmethod
    def of(cls, scaled: ScaledProblem, mentees: ScaledInts, mentors: ScaledInts) -> "DualPrices":
        """Tell people and points of prices in steps apart."""
        mentee_people, mentee_points = scaled.scale.split(mentees)
        mentor_people, mentor_points = scaled.scale.split(mentors)
        for array in (mentee_people, mentee_points, mentor_people, mentor_points):
            array.flags.writeable = False
        return cls(
            mentee_people, mentor_people, mentee_points, mentor_points, 1 / scaled.scale.per_point
        )

    def steps(self, scaled: ScaledProblem) -> tuple[ScaledInts, ScaledInts]:
        """Put people and points together again."""
        person, scale = scaled.scale.per_person, scaled.scale
        return (
            self.mentee_people * person + scale.steps(self.mentee_points),
            self.mentor_people * person + scale.steps(self.mentor_points),
        )


def minimal_dual_prices(
    scaled: ScaledProblem, mentor_of: npt.NDArray[np.int64]
) -> tuple[ScaledInts, ScaledInts]:
    """Find the lowest mentors' prices that support an optimal answer.

    Parameters
    ----------
    scaled : ScaledProblem
    mentor_of : numpy.ndarray of int, shape (mentees,)
        An optimal answer.

    Returns
    -------
    mentees, mentors : numpy.ndarray of int
        Prices in steps.
    """
    matched = np.flatnonzero(mentor_of != NOBODY)
    earned = np.zeros(len(mentor_of), dtype=np.int64)
    earned[matched] = scaled.pairs(matched, mentor_of[matched])
    return supporting_prices(scaled, mentor_of, earned, _offers_of(scaled))


def supporting_prices(
    scaled: ScaledProblem, mentor_of: npt.NDArray[np.int64], earned: ScaledInts, offers: Bids
) -> tuple[ScaledInts, ScaledInts]:
    """Raise mentors' prices until nobody would pay more; ``offers`` says what people would.

    ``earned[i]`` is what the pair of mentee ``i`` is worth, 0 for nobody.

    Every raise of a mentor's price lowers what is left for the mentees there, who then offer more
    elsewhere. For an optimal answer this comes to an end: it is the Bellman-Ford algorithm on
    the residual graph, with only those asked again whose price has changed.
    """
    matched = np.flatnonzero(mentor_of != NOBODY)
    used = np.bincount(mentor_of[matched], minlength=scaled.shape[1])
    mentors = scaled.penalty * np.maximum(used - 1, 0)
    movable = scaled.pinned_to == NOBODY
    asked = np.flatnonzero(movable)
    while len(asked):
        paid = np.append(mentors, 0)[mentor_of[asked]]  # NOBODY, -1, is the last
        offered = offers(asked, earned[asked] - paid)
        raised = offered > mentors
        mentors = np.where(raised, offered, mentors)
        asked = np.flatnonzero(movable & np.append(raised, False)[mentor_of])
    mentees = earned.copy()
    mentees[matched] -= mentors[mentor_of[matched]]
    return mentees, mentors


def _offers_of(scaled: ScaledProblem) -> Bids:
    def offers(asked: Index, left: ScaledInts) -> ScaledInts:
        most = np.zeros(scaled.shape[1], dtype=np.int64)
        for start in range(0, len(asked), ROWS_AT_A_TIME):
            some = slice(start, start + ROWS_AT_A_TIME)
            offered = scaled.rows(asked[some]) - left[some, np.newaxis]
            np.maximum(most, offered.max(axis=0, initial=0), out=most)
        return most

    return offers


def bound_in_steps(scaled: ScaledProblem, mentees: ScaledInts, mentors: ScaledInts) -> int:
    """Add up all prices: no answer is worth more, in steps.

    A place is worth a mentor's price less what it costs more than the mentor's first place. All
    places of a mentor together can be worth more than an array holds, so Python adds them up.
    """
    price, places = np.maximum(mentors, 0), scaled.capacity
    if scaled.penalty:
        places = np.minimum(places, price // scaled.penalty + 1)
    of_places = (
        many * each - scaled.penalty * (many * (many - 1) // 2)
        for many, each in zip(places.tolist(), price.tolist(), strict=True)
    )
    return sum(mentees.tolist()) + sum(of_places)
