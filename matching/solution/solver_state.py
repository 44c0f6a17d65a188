"""What to store of an assignment, so that another process can go on changing it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAssignmentError
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import FORBIDDEN, MAX_SUM_BITS, IntegerScale, ScaledInts
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem, max_points
from matching.problem.solve_options import SolveOptions

MENTOR_BATCH = 64
"""Mentors whose pairs are compared with their prices together, which bounds memory."""

PRICE_LIMITS = (-(2**MAX_SUM_BITS), 2**MAX_SUM_BITS)
"""Beyond what any sum of values reaches, so that no sum of prices overflows."""


@dataclass(frozen=True, eq=False)
class SolverState:
    """An assignment, its dual prices, and the scale on which these are integers.

    Beside it, store the problem: scores, eligibility, capacities and pins as they are now.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, −1 for none.
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)
    quanta_per_point : float
    quantum, person_weight : int
        The scale, see `IntegerScale`. It depends on the highest score of the problem that was
        solved first, which may be that of a pair removed since.
    """

    mentor_of: npt.NDArray[np.int64]
    mentee_prices: ScaledInts
    mentor_prices: ScaledInts
    quanta_per_point: float
    quantum: int
    person_weight: int

    @classmethod
    def of(cls, scaled: ScaledProblem, solution: PrimalDualSolution) -> "SolverState":
        """Return the state of a solved problem.

        Parameters
        ----------
        scaled : ScaledProblem
        solution : PrimalDualSolution

        Returns
        -------
        SolverState
        """
        scale = scaled.scale
        return cls(*solution, scale.quanta_per_point, scale.quantum, scale.person_weight)

    def restore(
        self, problem: ProblemProtocol, options: SolveOptions
    ) -> tuple[ScaledProblem, PrimalDualSolution]:
        """Return the scaled problem and its optimum, see `Assignment.restore`.

        Parameters
        ----------
        problem : ProblemProtocol
        options : SolveOptions

        Returns
        -------
        ScaledProblem
        PrimalDualSolution

        Raises
        ------
        InvalidAssignmentError
            The state does not belong to the problem.
        """
        mentees, mentors = problem.shape
        solution = PrimalDualSolution(
            _int_array("mentor_of", self.mentor_of, mentees, (UNMATCHED, mentors - 1)),
            _int_array("mentee_prices", self.mentee_prices, mentees, PRICE_LIMITS),
            _int_array("mentor_prices", self.mentor_prices, mentors, PRICE_LIMITS),
        )
        scale = IntegerScale(self.quanta_per_point, self.quantum, self.person_weight)
        highest = max_points(problem, options)
        _require("the scale", scale.holds(highest, mentees, options.people_first))
        scaled = ScaledProblem.from_problem(problem, options, scale)
        _check_mentors(scaled, solution)
        _check_pairs(scaled, solution)
        return scaled, solution


def _int_array(name: str, values: npt.ArrayLike, size: int, limits: tuple[int, int]) -> ScaledInts:
    array = np.asarray(values)
    _require(name, array.shape == (size,) and array.dtype.kind in "iu")
    _require(name, bool(((array >= limits[0]) & (array <= limits[1])).all()))
    return array.astype(np.int64)


def _require(name: str, is_valid: bool) -> None:
    if not is_valid:
        raise InvalidAssignmentError(f"{name} of the stored state does not belong to the problem")


def _check_mentors(scaled: ScaledProblem, solution: PrimalDualSolution) -> None:
    """Check capacities, pins, and that every mentor's price supports the number of mentees."""
    mentor_of, prices = solution.mentor_of, solution.mentor_prices
    used = np.bincount(mentor_of[mentor_of != UNMATCHED], minlength=scaled.shape[1])
    is_pinned = scaled.pinned_to != UNMATCHED
    _require("mentor_of", bool((used <= scaled.capacity).all()))
    _require("mentor_of", np.array_equal(mentor_of[is_pinned], scaled.pinned_to[is_pinned]))
    has_free_slot = used < scaled.capacity
    too_low = prices < scaled.penalty * np.maximum(used - 1, 0)
    too_high = has_free_slot & (prices > scaled.penalty * used)
    _require("mentor_prices", not (too_low | too_high).any())


def _check_pairs(scaled: ScaledProblem, solution: PrimalDualSolution) -> None:
    """Check that pairs are allowed, and that no pair is worth more than its prices.

    The prices of an assigned pair must sum to its value, and an unmatched mentee's price is 0.
    """
    mentor_of, mentee_prices, mentor_prices = solution
    is_pinned = scaled.pinned_to != UNMATCHED
    limits = np.where(is_pinned, -FORBIDDEN, mentee_prices)
    own_values = np.zeros(scaled.shape[0], dtype=np.int64)
    for start in range(0, scaled.shape[1], MENTOR_BATCH):
        mentors = np.arange(start, min(start + MENTOR_BATCH, scaled.shape[1]))
        values = scaled.columns(mentors)
        _require("prices", not (values > limits + mentor_prices[mentors, np.newaxis]).any())
        own = np.flatnonzero((mentor_of >= start) & (mentor_of <= mentors[-1]))
        own_values[own] = values[mentor_of[own] - start, own]
    _require("mentor_of", not (own_values == FORBIDDEN).any())
    paid = mentee_prices + np.append(mentor_prices, 0)[mentor_of]  # UNMATCHED, -1, is the last
    _require("prices", np.array_equal(paid, own_values))
    _require("prices", bool((mentee_prices[~is_pinned] >= 0).all()))
