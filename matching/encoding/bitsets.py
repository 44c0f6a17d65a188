"""Lists of answers as bit sets: whole blocks are intersected with a few machine instructions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Index
from matching.encoding.categorical import AnsweredMask
from matching.encoding.text import first_spellings, fold_text

BitArray = npt.NDArray[np.unsignedinteger[Any]]
ItemLists = Sequence[Sequence[str]]


@dataclass(frozen=True, eq=False)
class ItemSets:
    """Each person's list as a set of items from one vocabulary.

    Attributes
    ----------
    vocabulary : tuple of str
        The different items, in alphabetical order.
    mentees, mentors : numpy.ndarray of unsigned int, shape (words, people)
        One bit per item, set where a person's list contains it. A small vocabulary fits into one
        small integer, which is fastest; a large one is split into words of 64 bits.
    """

    vocabulary: tuple[str, ...]
    mentees: BitArray
    mentors: BitArray

    @classmethod
    def of(cls, mentees: ItemLists, mentors: ItemLists) -> "ItemSets":
        """Encode the lists of both sides."""
        spellings = first_spellings(
            item for side in (mentees, mentors) for items in side for item in items
        )
        position_of = {folded: position for position, folded in enumerate(spellings)}
        return cls(
            tuple(spellings.values()), _bits(mentees, position_of), _bits(mentors, position_of)
        )

    @property
    def answered(self) -> AnsweredMask:
        """Which people list anything."""
        return AnsweredMask(set_sizes(self.mentees) > 0, set_sizes(self.mentors) > 0)

    def common_counts(self, rows: Index, columns: Index) -> BitArray:
        """Return how many items each mentee of a block has in common with each mentor.

        Returns
        -------
        numpy.ndarray of unsigned int, shape (rows, columns)
        """
        mentees, mentors = self.mentees[:, rows, np.newaxis], self.mentors[:, columns]
        counts: BitArray = np.bitwise_count(mentees[0] & mentors[0])
        if len(mentees) > 1:
            counts = counts.astype(np.uint32)
        for mentee_word, mentor_word in zip(mentees[1:], mentors[1:], strict=True):
            # A person lists few items, so that most of their many words are zero.
            nonzero = np.flatnonzero(mentee_word)
            counts[nonzero] += np.bitwise_count(mentee_word[nonzero] & mentor_word)
        return counts

    def overlaps(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where two people have any item in common.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """
        if len(self.mentees) > 1:
            return self.common_counts(rows, columns) > 0
        overlaps: Bools = (self.mentees[0, rows, np.newaxis] & self.mentors[0, columns]) != 0
        return overlaps

    def common_items(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Return the items that two people have in common, in alphabetical order."""
        common = self.mentees[:, mentee] & self.mentors[:, mentor]
        return tuple(self.vocabulary[position] for position in member_positions(common))


def set_sizes(bits: BitArray) -> npt.NDArray[np.int64]:
    """Return the number of items of each person, for an array of shape (words, people)."""
    return np.bitwise_count(bits).sum(axis=0, dtype=np.int64)


def member_positions(bits: BitArray) -> list[int]:
    """Return the vocabulary positions of one person's items, for an array of shape (words,)."""
    width = 8 * bits.itemsize
    return [
        word * width + bit
        for word, number in enumerate(bits.tolist())
        for bit in range(number.bit_length())
        if number >> bit & 1
    ]


def _flat_items(lists: ItemLists, position_of: dict[str, int]) -> tuple[Index, Index]:
    """Return two parallel arrays: the person of every item, and its vocabulary position."""
    different = {item for items in lists for item in items}
    positions = {item: position_of.get(fold_text(item)) for item in different}
    flat = [
        (person, positions[item])
        for person, items in enumerate(lists)
        for item in items
        if positions[item] is not None
    ]
    people, flat_positions = np.array(flat, dtype=np.intp).reshape(-1, 2).T
    return people, flat_positions


def _bits(lists: ItemLists, position_of: dict[str, int]) -> BitArray:
    dtype = _smallest_dtype(len(position_of))
    width = 8 * dtype.itemsize
    people, positions = _flat_items(lists, position_of)
    bits: BitArray = np.zeros((max(1, -(-len(position_of) // width)), len(lists)), dtype=dtype)
    single_bits = np.left_shift(dtype.type(1), (positions % width).astype(dtype), dtype=dtype)
    np.bitwise_or.at(bits, (positions // width, people), single_bits)
    return bits


def _smallest_dtype(items: int) -> np.dtype[np.unsignedinteger[Any]]:
    for dtype in (np.uint8, np.uint16, np.uint32):
        if items <= 8 * np.dtype(dtype).itemsize:
            return np.dtype(dtype)
    return np.dtype(np.uint64)
