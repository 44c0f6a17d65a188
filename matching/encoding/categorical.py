"""Answers as numbers: encoded once for a whole round, then compared block by block.

A block is the comparison of some mentees (rows) with some mentors (columns); the two index arrays
name them by their places in `People`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.encoding.text import same_text

Places = npt.NDArray[np.int32]

BLANK = -1


@dataclass(frozen=True, eq=False)
class Answered:
    """Who has answered what a rule or a criterion asks.

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of bool, shape (people,)
    """

    mentees: Bools
    mentors: Bools

    def fill(self, block: Floats, rows: Index, columns: Index, share: float) -> None:
        """Write one share wherever either has not answered, whatever number stands there."""
        answered = self.mentors[columns]
        if not answered.all():
            # x · 1 + 0 is x, and x · 0 + share the share, in a fraction of the time of indexing.
            block *= answered.astype(np.float64)
            block += np.where(answered, 0.0, share)
        block[~self.mentees[rows]] = share


@dataclass(frozen=True, eq=False)
class Codes:
    """One answer a person, as its place in a list of words.

    Attributes
    ----------
    words : tuple of str
        The answers in order.
    mentees, mentors : numpy.ndarray of int, shape (people,)
        Places in ``words``; −1 for a blank.
    """

    words: tuple[str, ...]
    mentees: Places
    mentors: Places

    @classmethod
    def of(cls, mentees: Sequence[str], mentors: Sequence[str]) -> "Codes":
        """Encode the answers of both sides, each different one as a word."""
        return cls.on_scale(tuple(dict.fromkeys((*mentees, *mentors))), mentees, mentors)

    @classmethod
    def on_scale(
        cls, scale: Sequence[str], mentees: Sequence[str], mentors: Sequence[str]
    ) -> "Codes":
        """Encode answers as places on a scale that holds them all."""
        folded = [same_text(word) for word in scale]
        place = {word: number for number, word in reversed(list(enumerate(folded)))}
        place[""] = BLANK
        return cls(tuple(scale), _places(mentees, place), _places(mentors, place))

    @property
    def answered(self) -> Answered:
        """Who has answered."""
        return Answered(self.mentees != BLANK, self.mentors != BLANK)

    def same(self, rows: Index, columns: Index) -> Bools:
        """Tell where both have given the same answer."""
        mentors = self.mentors[columns]
        same: Bools = self.mentees[rows, np.newaxis] == mentors
        same &= mentors != BLANK
        return same


def _places(answers: Sequence[str], place: dict[str, int]) -> Places:
    found = {answer: place[same_text(answer)] for answer in dict.fromkeys(answers)}
    return np.array([found[answer] for answer in answers], dtype=np.int32)
