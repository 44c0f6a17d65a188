"""Categorical answers as integer codes, encoded once and then compared block by block.

A block holds some mentees (rows) and some mentors (columns). Two index arrays give their positions
in `People`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.encoding.text import fold_text

CodeArray = npt.NDArray[np.int32]

BLANK = -1
"""The code of a missing answer."""


@dataclass(frozen=True, eq=False)
class AnsweredMask:
    """Which people have answered the question of a rule or a criterion.

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of bool, shape (people,)
    """

    mentees: Bools
    mentors: Bools

    def fill_missing(self, block: Floats, rows: Index, columns: Index, value: float) -> None:
        """Overwrite, in place, every pair of a block in which either person has not answered.

        Parameters
        ----------
        block : numpy.ndarray of float, shape (rows, columns)
        rows, columns : numpy.ndarray of int
            The mentees and mentors of the block.
        value : float
            What to write.
        """
        answered = self.mentors[columns]
        if not answered.all():
            # x · 1 + 0 = x and x · 0 + value = value: much faster than indexing columns.
            block *= answered.astype(np.float64)
            block += np.where(answered, 0.0, value)
        block[~self.mentees[rows]] = value


@dataclass(frozen=True, eq=False)
class CategoryCodes:
    """One answer per person, as a code.

    Attributes
    ----------
    categories : tuple of str
        The different answers. A code is a position in this tuple.
    mentees, mentors : numpy.ndarray of int, shape (people,)
        Codes; −1 for a blank.
    """

    categories: tuple[str, ...]
    mentees: CodeArray
    mentors: CodeArray

    @classmethod
    def of(cls, mentees: Sequence[str], mentors: Sequence[str]) -> "CategoryCodes":
        """Encode the answers of both sides, with every different answer as a category."""
        return cls.with_categories(tuple(dict.fromkeys((*mentees, *mentors))), mentees, mentors)

    @classmethod
    def with_categories(
        cls, categories: Sequence[str], mentees: Sequence[str], mentors: Sequence[str]
    ) -> "CategoryCodes":
        """Encode answers that are all among the given categories."""
        folded = [fold_text(category) for category in categories]
        code_of = {text: code for code, text in reversed(list(enumerate(folded)))}
        code_of[""] = BLANK
        return cls(tuple(categories), _codes(mentees, code_of), _codes(mentors, code_of))

    @property
    def answered(self) -> AnsweredMask:
        """Which people have answered."""
        return AnsweredMask(self.mentees != BLANK, self.mentors != BLANK)

    def equal(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where both people give the same answer.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """
        mentors = self.mentors[columns]
        equal: Bools = self.mentees[rows, np.newaxis] == mentors
        equal &= mentors != BLANK
        return equal


def _codes(answers: Sequence[str], code_of: dict[str, int]) -> CodeArray:
    codes = {answer: code_of[fold_text(answer)] for answer in dict.fromkeys(answers)}
    return np.array([codes[answer] for answer in answers], dtype=np.int32)
