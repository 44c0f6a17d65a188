"""Answers as numbers: encoded once for a whole round, then compared block by block.

A block is the comparison of some mentees (rows) with some mentors (columns); the two index arrays
name them by their places in `People`.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Index = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BLANK = -1


def same_text(text: str) -> str:
    """Fold what people type differently and mean alike: case, blanks, composed letters.

    >>> same_text("  Quốc  Ngữ") == same_text("quốc ngữ")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _vocabulary(answers: Iterable[str]) -> dict[str, str]:
    """Map each folded answer to the way it was first written, in alphabetical order."""
    written: dict[str, str] = {}
    for answer in answers:
        written.setdefault(same_text(answer), answer)
    written.pop("", None)
    return dict(sorted(written.items()))


@dataclass(frozen=True, eq=False)
class Items:
    """Lists of answers on one vocabulary.

    Attributes
    ----------
    words : tuple of str
        The vocabulary.
    mentees, mentors : numpy.ndarray of float32, shape (people, words)
        1 where a person's list holds the word. Floats, because their products run on BLAS;
        single precision counts exactly up to 2²⁴.
    """

    words: tuple[str, ...]
    mentees: npt.NDArray[np.float32]
    mentors: npt.NDArray[np.float32]

    @classmethod
    def of(cls, mentees: Sequence[Sequence[str]], mentors: Sequence[Sequence[str]]) -> "Items":
        """Encode the lists of both sides."""
        written = _vocabulary(item for side in (mentees, mentors) for one in side for item in one)
        place = {folded: number for number, folded in enumerate(written)}
        return cls(
            tuple(written.values()), _membership(mentees, place), _membership(mentors, place)
        )

    def common(self, rows: Index, columns: Index) -> Floats:
        """Count the items that each mentee has in common with each mentor."""
        return (self.mentees[rows] @ self.mentors[columns].T).astype(np.float64)

    def counts(self, rows: Index, columns: Index) -> tuple[Floats, Floats]:
        """Count everybody's items: mentees as a column, mentors as a row, to broadcast."""
        mentees = self.mentees[rows].sum(axis=1, dtype=np.float64)
        mentors = self.mentors[columns].sum(axis=1, dtype=np.float64)
        return mentees[:, np.newaxis], mentors[np.newaxis, :]

    def shared(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Name the items that two people have in common."""
        both = np.flatnonzero(self.mentees[mentee] * self.mentors[mentor])
        return tuple(self.words[word] for word in both)


def _membership(lists: Sequence[Sequence[str]], place: dict[str, int]) -> npt.NDArray[np.float32]:
    matrix = np.zeros((len(lists), len(place)), dtype=np.float32)
    for person, items in enumerate(lists):
        matrix[person, [place[same_text(item)] for item in items]] = 1
    return matrix


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
    mentees: npt.NDArray[np.int64]
    mentors: npt.NDArray[np.int64]

    @classmethod
    def of(cls, mentees: Sequence[str], mentors: Sequence[str]) -> "Codes":
        """Encode the answers of both sides, each different one as a word."""
        return cls.on_scale((*mentees, *mentors), mentees, mentors)

    @classmethod
    def on_scale(
        cls, scale: Sequence[str], mentees: Sequence[str], mentors: Sequence[str]
    ) -> "Codes":
        """Encode answers as places on a scale that holds them all."""
        folded = [same_text(word) for word in scale]
        place = {word: number for number, word in reversed(list(enumerate(folded)))}
        place[""] = BLANK
        encode = [
            np.array([place[same_text(answer)] for answer in side], dtype=np.int64)
            for side in (mentees, mentors)
        ]
        return cls(tuple(scale), *encode)

    def known(self, rows: Index, columns: Index) -> Bools:
        """Tell where both have answered."""
        known: Bools = np.logical_and.outer(
            self.mentees[rows] != BLANK, self.mentors[columns] != BLANK
        )
        return known

    def same(self, rows: Index, columns: Index) -> Bools:
        """Tell where both have given the same answer."""
        same: Bools = self.steps(rows, columns) == 0
        return same & self.known(rows, columns)

    def steps(self, rows: Index, columns: Index) -> npt.NDArray[np.int64]:
        """Count how many places the mentor's answer stands above the mentee's."""
        steps: npt.NDArray[np.int64] = self.mentors[columns] - self.mentees[rows, np.newaxis]
        return steps
