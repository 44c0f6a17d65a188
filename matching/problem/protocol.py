"""Who could be paired with whom: what every solver may ask of a problem."""

from collections.abc import Iterable
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index

Pair = tuple[int, int]

NOBODY = -1
"""The mentor of a mentee who has none."""


class ProblemProtocol(Protocol):
    """Who could be paired with whom, asked for some rows or columns at a time.

    `Problem` holds every pair in memory; `matching.pair_scores.lazy_problem` computes them.

    Attributes
    ----------
    shape : tuple of int
        Mentees and mentors.
    mentor_capacity : numpy.ndarray of int, shape (mentors,)
        How many mentees each mentor takes.
    pinned : tuple of (int, int)
        Pairs that every answer must hold.
    highest : float
        No eligible pair scores more.
    """

    @property
    def mentor_capacity(self) -> npt.NDArray[np.int64]: ...

    @property
    def pinned(self) -> tuple[Pair, ...]: ...

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def highest(self) -> float: ...

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of some mentees with every mentor."""

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of every mentee with some mentors."""

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Give the scores of the pairs (mentees[k], mentors[k])."""

    def allows(self, mentee: int, mentor: int) -> bool:
        """Tell whether one pair is eligible."""

    def without_pairs(self, pairs: Iterable[Pair]) -> Self:
        """Make pairs ineligible."""

    def with_pins(self, pairs: Iterable[Pair]) -> Self:
        """Pin more pairs."""

    def without_mentor(self, mentor: int) -> Self:
        """Leave a mentor no place."""
