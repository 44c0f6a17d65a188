"""Answers as numbers: encoded once for a whole round, then compared block by block.

A block is the comparison of some mentees (rows) with some mentors (columns); the two index arrays
name them by their places in `People`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Index = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]

BLANK = -1


def numbered(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count up from 0 in groups of so many members.

    >>> numbered(np.array([2, 0, 3]))
    array([0, 1, 0, 1, 2])
    """
    before = np.cumsum(counts) - counts
    numbers: npt.NDArray[np.int64] = np.arange(counts.sum()) - np.repeat(before, counts)
    return numbers


def as_run(index: Index) -> Index | slice:
    """Give neighbours as a slice, for numpy to look at in place and not to copy.

    >>> as_run(np.array([3, 4, 5])), as_run(np.array([3, 5]))
    (slice(3, 6, None), array([3, 5]))
    """
    if len(index) and index[-1] - index[0] == len(index) - 1 and (np.diff(index) == 1).all():
        return slice(int(index[0]), int(index[-1]) + 1)
    return index


# What a keyboard or a paste leaves behind and nobody sees: control and format characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def same_text(text: str) -> str:
    """Fold what people type differently and mean alike: case, blanks, composed letters.

    >>> same_text("  Quốc  Ngữ") == same_text("quốc ngữ")
    True
    """
    seen = _UNSEEN.sub("", text)
    return " ".join(unicodedata.normalize("NFC", seen).casefold().split())


def written_ways(answers: Iterable[str]) -> dict[str, str]:
    """Map each folded answer to the way it was first written, in alphabetical order."""
    written: dict[str, str] = {}
    for answer in dict.fromkeys(answers):
        written.setdefault(same_text(answer), answer)
    written.pop("", None)
    return dict(sorted(written.items()))


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
