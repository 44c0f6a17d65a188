"""Numbers and ranges of numbers: how large the gap between them is."""

import re
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import AnsweredMask
from matching.encoding.text import fold_text
from matching.errors import InvalidTableError
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import Numbers
from matching.scoring.options import option, positive, text
from matching.tables.people import People

# The number of digits is limited so that neither a number nor a difference is ever infinite.
_NUMBER = r"([+-]?\d{1,15}(?:\.\d{1,15})?)"
_RANGE = re.compile(rf"{_NUMBER}(?:\s*[-–—]\s*{_NUMBER})?")


@dataclass(frozen=True)
class NumberRange:
    """``range``: a number lies in a range, or near it.

    Either side may give a number or a range such as ``25-40``. The share is 1 where they overlap,
    and falls linearly to 0 where the gap is ``fade``.
    """

    fade: float = option(positive)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        mentee_ranges = _read_ranges(mentees, self.mentee)
        mentor_ranges = _read_ranges(mentors, self.mentor)
        answered = AnsweredMask(~np.isnan(mentee_ranges[0]), ~np.isnan(mentor_ranges[0]))
        return NumberRangeScorer(
            self, answered, np.nan_to_num(mentee_ranges), np.nan_to_num(mentor_ranges)
        )


@dataclass(frozen=True, eq=False)
class NumberRangeScorer(CriterionScorer):
    """The bounds of everybody's range.

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of float, shape (2, people)
        Lower and upper bounds.
    """

    kind: NumberRange
    mentees: Floats
    mentors: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        block = self._gaps(rows, columns)
        block /= -self.kind.fade
        block += 1.0
        return np.maximum(block, 0.0, out=block)

    def evidence(self, mentee: int, mentor: int) -> Numbers:
        gap = self._gaps(np.array([mentee]), np.array([mentor])).item()
        return Numbers(
            _format_range(self.mentees[:, mentee]), _format_range(self.mentors[:, mentor]), gap
        )

    def _gaps(self, rows: Index, columns: Index) -> Floats:
        mentee_low, mentee_high = self.mentees[:, rows, np.newaxis]
        mentor_low, mentor_high = self.mentors[:, columns]
        gaps: Floats = mentee_low - mentor_high
        np.maximum(gaps, mentor_low - mentee_high, out=gaps)
        return np.maximum(gaps, 0.0, out=gaps)


def _read_ranges(people: People, column: str) -> Floats:
    """Return everybody's bounds, shape (2, people); NaN for a blank."""
    answers = people.text(column)
    ranges = [_read_range(answer, people, person, column) for person, answer in enumerate(answers)]
    return np.array(ranges).reshape(-1, 2).T


def _read_range(answer: str, people: People, person: int, column: str) -> tuple[float, float]:
    folded = fold_text(answer)
    if not folded:
        return np.nan, np.nan
    bounds = _RANGE.fullmatch(folded)
    if not bounds:
        where = people.where(person, column)
        raise InvalidTableError(f"{where}: {answer!r} is no number and no range such as 25-40")
    low, high = float(bounds[1]), float(bounds[2] or bounds[1])
    if low > high:
        raise InvalidTableError(f"{people.where(person, column)}: {answer!r} runs downwards")
    return low, high


def _format_range(bounds: Floats) -> str:
    low, high = (f"{bound:.15g}" for bound in bounds)
    return low if low == high else f"{low}–{high}"
