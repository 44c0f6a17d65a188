"""A problem held in memory: arrays of scores, eligibility and capacity, validated once."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index, as_slice
from matching.problem.array_validation import (
    validate_capacity,
    validate_eligible,
    validate_scores,
)
from matching.problem.protocol import Pair
from matching.problem.validation import (
    remaining_pins,
    validate_index,
    validate_pairs,
    validate_pins,
)


@dataclass(frozen=True, eq=False)
class Problem:
    """Which pairs are eligible, and what each of them scores.

    Parameters
    ----------
    scores : array_like of float, shape (mentees, mentors)
        ``scores[i, j]`` is the score of mentee ``i`` with mentor ``j``: finite and not negative,
        also for pairs that are not eligible, where it has no effect.
    eligible : array_like of bool, shape (mentees, mentors), optional
        Which pairs are allowed; by default all.
    mentor_capacity : array_like of int, shape (mentors,), optional
        The most mentees that each mentor can have; by default 1 each.
    pinned : iterable of (int, int), optional
        Pairs (mentee, mentor) that every assignment must contain.

    Raises
    ------
    InvalidProblemError
        An argument is invalid; the message names it and the index of the first invalid entry.
    InvalidPinError
        A pinned pair is not eligible, repeats a mentee, or exceeds a mentor's capacity.

    Notes
    -----
    The arrays are copied and made read-only: neither the inputs nor a problem ever change.

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
        score_array = validate_scores(scores)
        _, mentors = score_array.shape
        for name, array in (
            ("scores", score_array),
            ("eligible", validate_eligible(eligible, score_array.shape)),
            ("mentor_capacity", validate_capacity(mentor_capacity, mentors)),
        ):
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        object.__setattr__(self, "pinned", validate_pairs("pinned", pinned, score_array.shape))
        validate_pins(self)

    @classmethod
    def from_trusted_arrays(
        cls, scores: Floats, eligible: Bools, mentor_capacity: npt.NDArray[np.int64],
        pinned: Iterable[Pair],
    ) -> Self:  # fmt: skip
        """Return a problem that owns arrays of the library itself: not checked, not copied.

        Parameters
        ----------
        scores : numpy.ndarray of float, shape (mentees, mentors)
        eligible : numpy.ndarray of bool, shape (mentees, mentors)
        mentor_capacity : numpy.ndarray of int, shape (mentors,)
        pinned : iterable of (int, int)
            Validated all the same.

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError, InvalidPinError
            A pin is invalid.
        """
        pins = validate_pairs("pinned", pinned, scores.shape)
        return cls.__new__(cls)._replace(
            scores=scores, eligible=eligible, mentor_capacity=mentor_capacity, pinned=pins
        )

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of mentees and mentors."""
        mentees, mentors = self.scores.shape
        return mentees, mentors

    @cached_property
    def max_score(self) -> float:
        """The highest score of an eligible pair, 0 if there is none."""
        return float((self.scores * self.eligible).max(initial=0.0))

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of the mentees, each of shape (len(mentees), mentors)."""
        selection = as_slice(mentees)
        return self.scores[selection], self.eligible[selection]

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of the mentors, each of shape (mentees, len(mentors))."""
        return self.scores[:, mentors], self.eligible[:, mentors]

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Return the scores of the pairs (mentees[k], mentors[k])."""
        return self.scores[mentees, mentors]

    def is_eligible(self, mentee: int, mentor: int) -> bool:
        """Return whether a pair is eligible."""
        return bool(self.eligible[mentee, mentor])

    def without_pairs(self, pairs: Iterable[Pair]) -> "Problem":
        """Return the problem with these pairs ineligible.

        Parameters
        ----------
        pairs : iterable of (int, int)

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        InvalidPinError
            A pair is pinned.
        """
        eligible = self.eligible.copy()
        for pair in validate_pairs("pairs", pairs, self.shape):
            eligible[pair] = False
        return self._replace(eligible=eligible)

    def with_pairs(self, pairs: Iterable[Pair]) -> "Problem":
        """Return the problem with these pairs eligible.

        Parameters
        ----------
        pairs : iterable of (int, int)

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        """
        eligible = self.eligible.copy()
        for pair in validate_pairs("pairs", pairs, self.shape):
            eligible[pair] = True
        return self._replace(eligible=eligible)

    def with_pins(self, pairs: Iterable[Pair]) -> "Problem":
        """Return the problem with these pairs pinned as well.

        Parameters
        ----------
        pairs : iterable of (int, int)

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        InvalidPinError
            A pin contradicts eligibility, a capacity or another pin.
        """
        pins = validate_pairs("pairs", pairs, self.shape)
        return self._replace(pinned=tuple(dict.fromkeys((*self.pinned, *pins))))

    def without_pins(self, pairs: Iterable[Pair]) -> "Problem":
        """Return the problem with these pairs no longer pinned.

        Parameters
        ----------
        pairs : iterable of (int, int)

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError
            A pair is out of range, or not pinned.
        """
        released = validate_pairs("pairs", pairs, self.shape)
        return self._replace(pinned=remaining_pins(self.pinned, released))

    def without_mentor(self, mentor: int) -> "Problem":
        """Return the problem with the mentor's capacity set to 0.

        Parameters
        ----------
        mentor : int

        Returns
        -------
        Problem

        Raises
        ------
        InvalidProblemError
            There is no such mentor.
        InvalidPinError
            A mentee is pinned to the mentor.
        """
        index = validate_index("mentor", mentor, "mentor", self.shape[1])
        capacity = self.mentor_capacity.copy()
        capacity[index] = 0
        return self._replace(mentor_capacity=capacity)

    def _replace(self, **changes: Any) -> Self:
        """Return a copy with validated fields replaced; the other arrays are shared."""
        changed = copy(self)
        changed.__dict__.pop("max_score", None)
        for name, value in changes.items():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            object.__setattr__(changed, name, value)
        validate_pins(changed)
        return changed
