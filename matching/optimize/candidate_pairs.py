"""Promising pairs only: the sparse problem that stands for a round too large to hold."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Index, numbered
from matching.optimize.dual_prices import Bids
from matching.problem.integer_scale import ScaledInts


@dataclass(frozen=True, eq=False)
class Candidates:
    """Some pairs of a market, in order of mentee and mentor, each once.

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of int, shape (pairs,)
        Who.
    worth : numpy.ndarray of int, shape (pairs,)
        What each pair is worth, in steps.
    shape : tuple of int
        Mentees and mentors of the market.
    """

    mentees: Index
    mentors: Index
    worth: ScaledInts
    shape: tuple[int, int]

    @classmethod
    def none(cls, shape: tuple[int, int]) -> "Candidates":
        """Begin without any."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(nothing, nothing, nothing, shape)

    def __len__(self) -> int:
        return len(self.worth)

    def with_more(self, mentees: Index, mentors: Index, worth: ScaledInts) -> "Candidates":
        """Add pairs, of which some may be here already."""
        keys = np.concatenate([self.mentees, mentees]) * self.shape[1]
        keys += np.concatenate([self.mentors, mentors])
        unique, first = np.unique(keys, return_index=True)
        return Candidates(
            *np.divmod(unique, self.shape[1]),
            np.concatenate([self.worth, worth])[first],
            self.shape,
        )

    def of(self, mentees: Index) -> Index:
        """Find the places here of all pairs of some mentees, in order."""
        starts = np.searchsorted(self.mentees, mentees)
        counts = np.searchsorted(self.mentees, mentees, side="right") - starts
        places: Index = numbered(counts) + np.repeat(starts, counts)
        return places

    def worth_of(self, mentees: Index, mentors: npt.NDArray[np.int64]) -> ScaledInts:
        """Give the worth of the pairs (mentees[k], mentors[k]), which must be here."""
        keys = self.mentees * self.shape[1] + self.mentors
        return self.worth[np.searchsorted(keys, mentees * self.shape[1] + mentors)]

    def offers(self) -> Bids:
        """Say what mentees would pay each mentor among their candidates."""

        def offers(asked: Index, left: ScaledInts) -> ScaledInts:
            places = self.of(asked)
            counts = np.diff(np.searchsorted(self.mentees[places], asked), append=len(places))
            most = np.zeros(self.shape[1], dtype=np.int64)
            offered = self.worth[places] - np.repeat(left, counts)
            np.maximum.at(most, self.mentors[places], offered)
            return most

        return offers
