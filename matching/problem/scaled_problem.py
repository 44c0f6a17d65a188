"""A problem with its options, as scaled integers: the value of every pair.

The dual of this problem has a price for each person; the model is Shapley and Shubik's assignment
game, whose core is the set of optimal dual prices [1]_.

.. [1] L. S. Shapley and M. Shubik, "The assignment game I: the core", International Journal of
   Game Theory 1, 1971, doi:10.1007/BF01753437.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.integer_scale import FORBIDDEN, IntegerScale, ScaledInts
from matching.problem.protocol import UNMATCHED, Pair, ProblemProtocol
from matching.problem.solve_options import SolveOptions

MAX_DENSE_PAIRS = 10_000_000
"""Pairs whose values are held in memory; those of larger problems are computed on request."""

MAX_PENALTY_RATIO = 4096
"""How many times the highest score a mentor's last slot may cost, lest scores be rounded off."""


@dataclass(frozen=True, eq=False)
class ScaledProblem:
    """The integer problem that the solvers maximize.

    Attributes
    ----------
    problem : ProblemProtocol
    options : SolveOptions
    scale : IntegerScale
        The conversion between points and integers.
    pinned_to : numpy.ndarray of int, shape (mentees,)
        The mentor to whom each mentee is pinned, or UNMATCHED.
    capacity : numpy.ndarray of int, shape (mentors,)
        Slots of each mentor, at most as many as there are mentees.
    penalty : int
        How much each further mentee of a mentor costs more than the one before.
    max_value : int
        An upper bound on the value of every pair.
    floor_value : int
        The lowest value of an allowed pair: that of a pair at the floor of ``options``, or more
        after `with_floor_value`.
    """

    problem: ProblemProtocol
    options: SolveOptions
    scale: IntegerScale
    pinned_to: npt.NDArray[np.int64]
    capacity: npt.NDArray[np.int64]
    penalty: int
    max_value: int
    floor_value: int

    @classmethod
    def from_problem(
        cls, problem: ProblemProtocol, options: SolveOptions, scale: IntegerScale | None = None
    ) -> "ScaledProblem":
        """Scale a problem under the given options.

        Parameters
        ----------
        problem : ProblemProtocol
        options : SolveOptions
        scale : IntegerScale, optional
            One that holds `max_points`, see `IntegerScale.holds`; by default the finest.

        Returns
        -------
        ScaledProblem

        Raises
        ------
        InvalidPinError
            A pinned pair scores below the floor.
        InvalidProblemError
            The load penalty could grow so large that scores would be rounded off.
        """
        mentees, _ = problem.shape
        capacity = np.minimum(problem.mentor_capacity, mentees)
        if scale is None:
            _check_penalty(problem, options)
            scale = IntegerScale.for_assignment(
                max_points(problem, options), mentees, options.people_first
            )
        return cls(
            problem, options, scale, _pinned_to(problem, options), capacity,
            penalty=int(scale.to_ints(options.load_penalty)),
            max_value=int(scale.to_ints(problem.max_score)) + scale.person_weight,
            floor_value=int(scale.to_ints(options.floor)) + scale.person_weight,
        )  # fmt: skip

    def with_problem(
        self, problem: ProblemProtocol, changed_pairs: Sequence[Pair] = ()
    ) -> "ScaledProblem":
        """Replace the problem under the same options and scale, so that dual prices stay valid.

        Parameters
        ----------
        problem : ProblemProtocol
            Differs from the present problem in pins, capacities and ``changed_pairs`` alone.
        changed_pairs : sequence of (int, int)
            Pairs whose eligibility may have changed; the scale must hold their scores.

        Returns
        -------
        ScaledProblem
        """
        mentees, mentors = np.array(changed_pairs, dtype=np.int64).reshape(-1, 2).T
        values = self._values_of_any(problem, mentees, mentors)
        changed = replace(
            self,
            problem=problem,
            pinned_to=_pinned_to(problem, self.options),
            capacity=np.minimum(problem.mentor_capacity, self.shape[0]),
            max_value=max(self.max_value, int(values.max(initial=0))),
        )
        if self.is_dense:
            matrix = self.values.copy() if changed_pairs else self.values
            matrix[mentors, mentees] = values
            changed.__dict__["values"] = matrix
        return changed

    def is_scale_suitable(self, problem: ProblemProtocol) -> bool:
        """Return whether the present scale neither overflows with a problem nor is too coarse.

        Parameters
        ----------
        problem : ProblemProtocol
            Differs from the present one in the pairs that are eligible.

        Returns
        -------
        bool
        """
        limits = max_points(problem, self.options), self.shape[0], self.options.people_first
        return self.scale.holds(*limits) and self.scale.is_fine_enough(*limits)

    def with_floor_value(self, floor_value: int) -> "ScaledProblem":
        """Forbid the pairs below a value that is at least the present floor's.

        Parameters
        ----------
        floor_value : int
            A multiple of the quantum; no pinned pair may be below it.

        Returns
        -------
        ScaledProblem

        Notes
        -----
        In integers, because a floor in points is rounded: of two floors that differ by one quantum,
        both may be rounded to the same integer.
        """
        changed = replace(self, floor_value=floor_value)
        if self.is_dense:
            changed.__dict__["values"] = changed._apply_floor(self.values.copy())
        return changed

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of mentees and mentors."""
        return self.problem.shape

    @property
    def price_limit(self) -> int:
        """More than any pair is worth and any mentor's last slot costs, tie-breaking included."""
        return (
            self.max_value + self.penalty * int(self.capacity.max(initial=0)) + self.scale.quantum
        )

    @property
    def is_dense(self) -> bool:
        """Whether the value of every pair is held in memory."""
        mentees, mentors = self.shape
        return mentees * mentors <= MAX_DENSE_PAIRS

    @cached_property
    def values(self) -> ScaledInts:
        """The value of every pair, or FORBIDDEN; shape (mentors, mentees)."""
        all_mentees = np.arange(self.shape[0])
        return np.ascontiguousarray(self.values_from_scores(*self.problem.rows(all_mentees)).T)

    def rows(self, mentees: Index) -> ScaledInts:
        """Return values with every mentor, shape (len(mentees), mentors), or FORBIDDEN."""
        if not self.is_dense:
            return self.values_from_scores(*self.problem.rows(mentees))
        return self.values[:, mentees].T

    def columns(self, mentors: Index) -> ScaledInts:
        """Return values with every mentee, shape (len(mentors), mentees), or FORBIDDEN."""
        if not self.is_dense:
            return self.values_from_scores(*self.problem.columns(mentors)).T
        return self.values[mentors]

    def values_from_scores(self, scores: Floats, eligible: Bools) -> ScaledInts:
        """Return the values of pairs with these scores.

        Parameters
        ----------
        scores : numpy.ndarray of float
        eligible : numpy.ndarray of bool
            Of the same shape.

        Returns
        -------
        numpy.ndarray of int
            FORBIDDEN where a pair is not eligible or scores below the floor.
        """
        values = self.scale.to_ints(scores)
        values += self.scale.person_weight
        return self._apply_floor(np.where(eligible, values, FORBIDDEN))

    def values_of(self, mentees: Index, mentors: Index) -> ScaledInts:
        """Return the values of the pairs (mentees[k], mentors[k]), which must all be allowed."""
        scores = self.problem.scores_of(mentees, mentors)
        return self.scale.to_ints(scores) + self.scale.person_weight

    def allowed_values_of(self, mentees: Index, mentors: Index) -> ScaledInts:
        """Return the values of the pairs (mentees[k], mentors[k]), or FORBIDDEN."""
        return self._values_of_any(self.problem, mentees, mentors)

    def _values_of_any(
        self, problem: ProblemProtocol, mentees: Index, mentors: Index
    ) -> ScaledInts:
        pairs = zip(mentees.tolist(), mentors.tolist(), strict=True)
        eligible = np.array([problem.is_eligible(*pair) for pair in pairs], dtype=np.bool_)
        return self.values_from_scores(problem.scores_of(mentees, mentors), eligible)

    def _apply_floor(self, values: ScaledInts) -> ScaledInts:
        if self.floor_value > self.scale.person_weight:
            values[values < self.floor_value] = FORBIDDEN
        return values


def max_points(problem: ProblemProtocol, options: SolveOptions) -> float:
    """Return the most points that one pair can gain or cost.

    Parameters
    ----------
    problem : ProblemProtocol
    options : SolveOptions

    Returns
    -------
    float
    """
    return problem.max_score + _last_slot_cost(problem, options)


def _last_slot_cost(problem: ProblemProtocol, options: SolveOptions) -> float:
    slots = min(int(problem.mentor_capacity.max(initial=0)), problem.shape[0])
    return options.load_penalty * max(0, slots - 1)


def _check_penalty(problem: ProblemProtocol, options: SolveOptions) -> None:
    max_penalty = _last_slot_cost(problem, options)
    if problem.max_score and max_penalty > MAX_PENALTY_RATIO * problem.max_score:
        raise InvalidProblemError(
            f"load_penalty is {options.load_penalty:g}: a mentor's last slot would cost more "
            f"than {MAX_PENALTY_RATIO} times the highest score; reduce the capacities instead"
        )


def _pinned_to(problem: ProblemProtocol, options: SolveOptions) -> npt.NDArray[np.int64]:
    pinned_to = np.full(problem.shape[0], UNMATCHED, dtype=np.int64)
    mentees, mentors = np.array(problem.pinned, dtype=np.int64).reshape(-1, 2).T
    scores = problem.scores_of(mentees, mentors)
    for mentee, mentor, score in zip(mentees, mentors, scores, strict=True):
        if score < options.floor:
            reason = f"the pair scores {score:g}, below the floor of {options.floor:g}"
            raise InvalidPinError(int(mentee), int(mentor), reason)
        pinned_to[mentee] = mentor
    return pinned_to
