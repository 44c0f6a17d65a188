"""A problem on its terms: what every pair is worth, in whole steps.

The word is Shapley and Shubik's: in an assignment *market* everybody has a price, and the best
round is the one where nobody could do better at these prices [1]_.

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
from matching.problem.integer_scale import BLOCKED, IntegerScale, ScaledInts
from matching.problem.protocol import NOBODY, Pair, ProblemProtocol
from matching.problem.solve_options import SolveOptions

MAX_DENSE_PAIRS = 10_000_000
"""Pairs whose worth is kept in memory; of larger markets it is computed when asked for."""

MAX_PENALTY_RATIO = 4096
"""Highest scores that a mentor's last place may cost: beside more, scores would be rounded off."""


@dataclass(frozen=True, eq=False)
class ScaledProblem:
    """Who may be paired, and what each pair is worth.

    Attributes
    ----------
    problem : ProblemProtocol
        Who could be paired.
    terms : SolveOptions
        What is sought.
    scale : IntegerScale
        How points and people become steps.
    pinned_to : numpy.ndarray of int, shape (mentees,)
        The mentor to whom a mentee is pinned, or NOBODY.
    capacity : numpy.ndarray of int, shape (mentors,)
        Places that could be of use: never more than there are mentees.
    penalty : int
        What each further mentee of a mentor costs more than the one before, in steps.
    best : int
        No pair is worth more, in steps.
    rejected : frozenset of (int, int)
        Pairs that were rejected after the worths were first computed.
    """

    problem: ProblemProtocol
    options: SolveOptions
    scale: IntegerScale
    pinned_to: npt.NDArray[np.int64]
    capacity: npt.NDArray[np.int64]
    penalty: int
    best: int
    rejected: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, problem: ProblemProtocol, options: SolveOptions) -> "ScaledProblem":
        """Put a problem on terms.

        Raises
        ------
        InvalidPinError
            A pinned pair scores less than the floor.
        InvalidProblemError
            The load penalty could come to so much that scores would not count beside it.
        """
        mentees, _ = problem.shape
        capacity = np.minimum(problem.mentor_capacity, mentees)
        dearest = options.load_penalty * max(0, int(capacity.max(initial=0)) - 1)
        if problem.highest and dearest > MAX_PENALTY_RATIO * problem.highest:
            raise InvalidProblemError(
                f"load_penalty is {options.load_penalty:g}: the last place of a mentor would cost "
                f"more than {MAX_PENALTY_RATIO} times the highest score; "
                "give mentors fewer places instead"
            )
        scale = IntegerScale.fitting(problem.highest + dearest, mentees, options.people_first)
        return cls(
            problem, options, scale, _pinned_to(problem, options), capacity,
            penalty=int(scale.steps(options.load_penalty)),
            best=int(scale.steps(problem.highest)) + scale.per_person,
        )  # fmt: skip

    def on(self, problem: ProblemProtocol, rejected: Sequence[Pair] = ()) -> "ScaledProblem":
        """Put a changed problem on the same terms and scale, so that old prices keep their sense.

        Only pins, capacities and the rejected pairs may differ.
        """
        changed = replace(
            self,
            problem=problem,
            pinned_to=_pinned_to(problem, self.options),
            capacity=np.minimum(problem.mentor_capacity, self.shape[0]),
            rejected=self.rejected | set(rejected),
        )
        if self.kept:
            changed.__dict__["matrix"] = self.matrix
        return changed

    def with_floor(self, floor: float) -> "ScaledProblem":
        """Raise the floor, on the same scale."""
        options = replace(self.options, floor=floor)
        changed = replace(self, options=options, pinned_to=_pinned_to(self.problem, options))
        if self.kept:
            changed.__dict__["matrix"] = changed._above_floor(self.matrix.copy())
        return changed

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self.problem.shape

    @property
    def kept(self) -> bool:
        """Whether the worth of every pair is kept in memory."""
        mentees, mentors = self.shape
        return mentees * mentors <= MAX_DENSE_PAIRS

    @cached_property
    def matrix(self) -> ScaledInts:
        """The worth of every pair before any was rejected, shape (mentors, mentees)."""
        everybody = np.arange(self.shape[0])
        return np.ascontiguousarray(self.worth(*self.problem.rows(everybody)).T)

    def rows(self, mentees: Index) -> ScaledInts:
        """Give the worth of some mentees with every mentor, BLOCKED where they may not be."""
        if not self.kept:
            return self.worth(*self.problem.rows(mentees))
        return self._blocking(self.matrix[:, mentees], np.arange(self.shape[1]), mentees).T

    def columns(self, mentors: Index) -> ScaledInts:
        """Give the worth of some mentors with every mentee, shape (some, mentees)."""
        if not self.kept:
            return self.worth(*self.problem.columns(mentors)).T
        return self._blocking(self.matrix[mentors], mentors, np.arange(self.shape[0]))

    def worth(self, scores: Floats, eligible: Bools) -> ScaledInts:
        """Turn scores into steps; BLOCKED where the rules or the floor forbid."""
        steps = self.scale.steps(np.where(eligible, scores, 0.0))
        steps += self.scale.per_person
        steps[~eligible] = BLOCKED
        return self._above_floor(steps)

    def _above_floor(self, steps: ScaledInts) -> ScaledInts:
        if self.options.floor:
            lowest = int(self.scale.steps(self.options.floor)) + self.scale.per_person
            steps[steps < lowest] = BLOCKED
        return steps

    def _blocking(self, worth: ScaledInts, mentors: Index, mentees: Index) -> ScaledInts:
        """Block the rejected pairs in a piece of the matrix."""
        for mentee, mentor in self.rejected:
            worth[np.ix_(mentors == mentor, mentees == mentee)] = BLOCKED
        return worth

    def pairs(self, mentees: Index, mentors: Index) -> ScaledInts:
        """Give the worth of the pairs (mentees[k], mentors[k]), which must all be allowed."""
        return self.scale.steps(self.problem.scores_of(mentees, mentors)) + self.scale.per_person


def _pinned_to(problem: ProblemProtocol, options: SolveOptions) -> npt.NDArray[np.int64]:
    pinned_to = np.full(problem.shape[0], NOBODY, dtype=np.int64)
    mentees, mentors = np.array(problem.pinned, dtype=np.int64).reshape(-1, 2).T
    scores = problem.scores_of(mentees, mentors)
    for mentee, mentor, score in zip(mentees, mentors, scores, strict=True):
        if score < options.floor:
            why = f"the pair scores {score:g}, under the floor of {options.floor:g}"
            raise InvalidPinError(int(mentee), int(mentor), why)
        pinned_to[mentee] = mentor
    return pinned_to
