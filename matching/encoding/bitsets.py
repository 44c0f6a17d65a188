"""Lists of answers as sets of bits, so that a whole block is intersected at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Index
from matching.encoding.categorical import Answered
from matching.encoding.text import same_text, written_ways

Bits = npt.NDArray[np.unsignedinteger[Any]]
Lists = Sequence[Sequence[str]]


@dataclass(frozen=True, eq=False)
class Items:
    """Lists of answers on one vocabulary.

    Attributes
    ----------
    words : tuple of str
        The vocabulary.
    mentees, mentors : numpy.ndarray of unsigned int, shape (parts, people)
        One bit a word, set where a person's list holds it. A small vocabulary fits into one
        small integer, which is what makes it fast; a large one is cut into parts of 64 words.
    """

    words: tuple[str, ...]
    mentees: Bits
    mentors: Bits

    @classmethod
    def of(cls, mentees: Lists, mentors: Lists) -> "Items":
        """Encode the lists of both sides."""
        written = written_ways(item for side in (mentees, mentors) for one in side for item in one)
        place = {folded: number for number, folded in enumerate(written)}
        return cls(tuple(written.values()), _bits(mentees, place), _bits(mentors, place))

    @property
    def answered(self) -> Answered:
        """Who lists anything."""
        return Answered(sizes(self.mentees) > 0, sizes(self.mentors) > 0)

    def common(self, rows: Index, columns: Index) -> Bits:
        """Count the items that each mentee has in common with each mentor."""
        mentees, mentors = self.mentees[:, rows, np.newaxis], self.mentors[:, columns]
        counts: Bits = np.bitwise_count(mentees[0] & mentors[0])
        if len(mentees) > 1:
            counts = counts.astype(np.uint32)
        for mine, theirs in zip(mentees[1:], mentors[1:], strict=True):
            # Of many parts, a person's few items leave most empty.
            some = np.flatnonzero(mine)
            counts[some] += np.bitwise_count(mine[some] & theirs)
        return counts

    def meet(self, rows: Index, columns: Index) -> Bools:
        """Tell where two lists have anything in common."""
        if len(self.mentees) > 1:
            return self.common(rows, columns) > 0
        meet: Bools = (self.mentees[0, rows, np.newaxis] & self.mentors[0, columns]) != 0
        return meet

    def shared(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Name the items that two people have in common."""
        return tuple(
            self.words[word] for word in members(self.mentees[:, mentee] & self.mentors[:, mentor])
        )


def sizes(bits: Bits) -> npt.NDArray[np.int64]:
    """Count everybody's items."""
    return np.bitwise_count(bits).sum(axis=0, dtype=np.int64)


def members(bits: Bits) -> list[int]:
    """List the words of one person's set by their places."""
    width = 8 * bits.itemsize
    return [
        part * width + bit
        for part, number in enumerate(bits.tolist())
        for bit in range(number.bit_length())
        if number >> bit & 1
    ]


def places_in(lists: Lists, place: dict[str, int]) -> tuple[Index, Index]:
    """Spread lists out: whose each item is, and its place in the vocabulary."""
    found = {item: place.get(same_text(item)) for one in lists for item in one}
    spread = [
        (person, found[item])
        for person, one in enumerate(lists)
        for item in one
        if found[item] is not None
    ]
    people, words = np.array(spread, dtype=np.intp).reshape(-1, 2).T
    return people, words


def _bits(lists: Lists, place: dict[str, int]) -> Bits:
    kind = _smallest(len(place))
    width = 8 * kind.itemsize
    people, words = places_in(lists, place)
    bits: Bits = np.zeros((max(1, -(-len(place) // width)), len(lists)), dtype=kind)
    one_bit = np.left_shift(kind.type(1), (words % width).astype(kind), dtype=kind)
    np.bitwise_or.at(bits, (words // width, people), one_bit)
    return bits


def _smallest(words: int) -> np.dtype[np.unsignedinteger[Any]]:
    for kind in (np.uint8, np.uint16, np.uint32):
        if words <= 8 * np.dtype(kind).itemsize:
            return np.dtype(kind)
    return np.dtype(np.uint64)
