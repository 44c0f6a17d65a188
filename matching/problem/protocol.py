"""The interface between problems and solvers."""

from collections.abc import Iterable
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index

Pair = tuple[int, int]
"""Indices (mentee, mentor)."""

UNMATCHED = -1
"""The mentor index of a mentee without a mentor."""


class ProblemProtocol(Protocol):
    """A problem whose scores and eligibility are read by rows or columns.

    `Problem` holds every pair in memory; `matching.pair_scores.lazy_problem` computes scores on
    request.

    Attributes
    ----------
    shape : tuple of int
        The numbers of mentees and mentors.
    mentor_capacity : numpy.ndarray of int, shape (mentors,)
        The most mentees that each mentor can have.
    pinned : tuple of (int, int)
        Pairs that every assignment must contain.
    max_score : float
        An upper bound on the score of every eligible pair.
    """

    @property
    def mentor_capacity(self) -> npt.NDArray[np.int64]: ...

    @property
    def pinned(self) -> tuple[Pair, ...]: ...

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def max_score(self) -> float: ...

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of the mentees, each of shape (len(mentees), mentors)."""

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of the mentors, each of shape (mentees, len(mentors))."""

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Return the scores of the pairs (mentees[k], mentors[k])."""

    def is_eligible(self, mentee: int, mentor: int) -> bool:
        """Return whether a pair is eligible."""

    def without_pairs(self, pairs: Iterable[Pair]) -> Self:
        """Return the problem with these pairs ineligible."""

    def with_pairs(self, pairs: Iterable[Pair]) -> Self:
        """Return the problem with these pairs eligible."""

    def with_pins(self, pairs: Iterable[Pair]) -> Self:
        """Return the problem with these pairs pinned as well."""

    def without_pins(self, pairs: Iterable[Pair]) -> Self:
        """Return the problem with these pairs no longer pinned."""

    def without_mentor(self, mentor: int) -> Self:
        """Return the problem with the mentor's capacity set to 0."""
