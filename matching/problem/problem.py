"""The numbers behind one round, checked once so that nothing after has to doubt them."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index, as_run
from matching.problem.protocol import Pair
from matching.problem.validation import (
    checked_capacity,
    checked_eligible,
    checked_index,
    checked_scores,
    indices,
    refuse_contradictions,
)


@dataclass(frozen=True, eq=False)
class Problem:
    """Who could be paired with whom, and how good each pair would be.

    Parameters
    ----------
    scores : array_like of float, shape (mentees, mentors)
        ``scores[i, j]`` is what pairing mentee ``i`` with mentor ``j`` is worth: finite and
        not negative, also at places that are not eligible, where the number has no effect.
    eligible : array_like of bool, shape (mentees, mentors), optional
        Which pairs are allowed; by default all.
    mentor_capacity : array_like of int, shape (mentors,), optional
        How many mentees each mentor takes; by default one each.
    pinned : iterable of (int, int), optional
        Pairs (mentee, mentor) that every answer must hold.

    Raises
    ------
    InvalidProblemError
        An argument is broken; the message names it and the index of the first broken place.
    InvalidPinError
        A pinned pair is not eligible, repeats a mentee, or overfills a mentor.

    Notes
    -----
    The arrays are copied and made read-only: the inputs never change, nor does a problem.

    Examples
    --------
    >>> problem = Problem([[3, 1], [2, 0]], eligible=[[True, True], [True, False]])
    >>> problem.scores.shape, problem.mentor_capacity
    ((2, 2), array([1, 1]))
    >>> Problem([[3.0, -1.0]])
    Traceback (most recent call last):
    matching.errors.InvalidProblemError: scores[0, 1] is -1.0: a score cannot be negative
    """

    scores: npt.NDArray[np.float64]
    eligible: npt.NDArray[np.bool_]
    mentor_capacity: npt.NDArray[np.int64]
    pinned: tuple[tuple[int, int], ...]

    def __init__(
        self,
        scores: npt.ArrayLike,
        eligible: npt.ArrayLike | None = None,
        mentor_capacity: npt.ArrayLike | None = None,
        pinned: Iterable[tuple[int, int]] = (),
    ) -> None:
        checked = checked_scores(scores)
        _, mentors = checked.shape
        for name, value in (
            ("scores", checked),
            ("eligible", checked_eligible(eligible, checked.shape)),
            ("mentor_capacity", checked_capacity(mentor_capacity, mentors)),
        ):
            value.flags.writeable = False
            object.__setattr__(self, name, value)
        object.__setattr__(self, "pinned", indices("pinned", pinned, checked.shape))
        refuse_contradictions(self)

    @classmethod
    def from_trusted_arrays(
        cls, scores: Floats, eligible: Bools, mentor_capacity: npt.NDArray[np.int64],
        pinned: Iterable[Pair],
    ) -> Self:  # fmt: skip
        """Take over arrays that were computed here and need neither checks nor copies."""
        empty = cls.__new__(cls)
        pins = indices("pinned", pinned, scores.shape)
        return empty._with(
            scores=scores, eligible=eligible, mentor_capacity=mentor_capacity, pinned=pins
        )

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        mentees, mentors = self.scores.shape
        return mentees, mentors

    @cached_property
    def highest(self) -> float:
        """The highest score of an eligible pair."""
        return float(self.scores.max(initial=0.0, where=self.eligible))

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of some mentees with every mentor."""
        some = as_run(mentees)
        return self.scores[some], self.eligible[some]

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of every mentee with some mentors."""
        return self.scores[:, mentors], self.eligible[:, mentors]

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Give the scores of the pairs (mentees[k], mentors[k])."""
        return self.scores[mentees, mentors]

    def allows(self, mentee: int, mentor: int) -> bool:
        """Tell whether one pair is eligible."""
        return bool(self.eligible[mentee, mentor])

    def without_pairs(self, pairs: Iterable[Pair]) -> "Problem":
        """Make pairs ineligible; refuses those that are pinned."""
        eligible = self.eligible.copy()
        for pair in indices("pairs", pairs, self.shape):
            eligible[pair] = False
        return self._with(eligible=eligible)

    def with_pins(self, pairs: Iterable[Pair]) -> "Problem":
        """Pin more pairs; refuses what contradicts."""
        more = indices("pairs", pairs, self.shape)
        return self._with(pinned=tuple(dict.fromkeys((*self.pinned, *more))))

    def without_mentor(self, mentor: int) -> "Problem":
        """Leave a mentor no place; refuses one who is pinned."""
        place = checked_index("mentor", mentor, "mentor", self.shape[1])
        capacity = self.mentor_capacity.copy()
        capacity[place] = 0
        return self._with(mentor_capacity=capacity)

    def _with(self, **changes: Any) -> Self:
        """Change some parts, already checked; the arrays that stay are shared."""
        changed = copy(self)
        changed.__dict__.pop("highest", None)
        for name, value in changes.items():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            object.__setattr__(changed, name, value)
        refuse_contradictions(changed)
        return changed
