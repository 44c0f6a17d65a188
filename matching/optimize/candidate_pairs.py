"""Candidate pairs: the columns of the restricted problem in column generation."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Index, grouped_arange
from matching.optimize.dual_prices import Bids
from matching.problem.integer_scale import ScaledInts


@dataclass(frozen=True, eq=False)
class Candidates:
    """A subset of the pairs of a problem, sorted by mentee and mentor, without duplicates.

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of int, shape (candidates,)
        The pairs.
    values : numpy.ndarray of int, shape (candidates,)
        The value of each pair.
    shape : tuple of int
        The numbers of mentees and mentors of the problem.
    """

    mentees: Index
    mentors: Index
    values: ScaledInts
    shape: tuple[int, int]

    @classmethod
    def empty(cls, shape: tuple[int, int]) -> "Candidates":
        """Return no candidates for a problem of the given shape."""
        no_ints = np.zeros(0, dtype=np.int64)
        return cls(no_ints, no_ints, no_ints, shape)

    def __len__(self) -> int:
        return len(self.values)

    def union(self, mentees: Index, mentors: Index, values: ScaledInts) -> "Candidates":
        """Return these candidates and the given pairs, some of which may be among them.

        Parameters
        ----------
        mentees, mentors : numpy.ndarray of int, shape (pairs,)
        values : numpy.ndarray of int, shape (pairs,)

        Returns
        -------
        Candidates
        """
        keys = np.concatenate([self.mentees, mentees]) * self.shape[1]
        keys += np.concatenate([self.mentors, mentors])
        unique, first = np.unique(keys, return_index=True)
        return Candidates(
            *np.divmod(unique, self.shape[1]),
            np.concatenate([self.values, values])[first],
            self.shape,
        )

    def indices_of(self, mentees: Index) -> Index:
        """Return the candidate indices of the mentees, mentee after mentee.

        Parameters
        ----------
        mentees : numpy.ndarray of int, shape (n,)

        Returns
        -------
        numpy.ndarray of int, shape (candidates of these mentees,)
        """
        starts = np.searchsorted(self.mentees, mentees)
        counts = np.searchsorted(self.mentees, mentees, side="right") - starts
        indices: Index = grouped_arange(counts) + np.repeat(starts, counts)
        return indices

    def values_of(self, mentees: Index, mentors: npt.NDArray[np.int64]) -> ScaledInts:
        """Return the values of the pairs (mentees[k], mentors[k]), which must be candidates."""
        keys = self.mentees * self.shape[1] + self.mentors
        return self.values[np.searchsorted(keys, mentees * self.shape[1] + mentors)]

    def bids(self) -> Bids:
        """Return the bids of mentees who consider their candidates alone."""

        def bids(mentees: Index, prices: ScaledInts) -> ScaledInts:
            indices = self.indices_of(mentees)
            counts = np.diff(np.searchsorted(self.mentees[indices], mentees), append=len(indices))
            highest = np.zeros(self.shape[1], dtype=np.int64)
            np.maximum.at(
                highest, self.mentors[indices], self.values[indices] - np.repeat(prices, counts)
            )
            return highest

        return bids
