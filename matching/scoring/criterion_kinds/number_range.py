"""Numbers and ranges of numbers: how far they lie apart."""

import re
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import Answered
from matching.encoding.text import same_text
from matching.errors import InvalidTableError
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import Numbers
from matching.scoring.options import option, positive, text
from matching.tables.people import People

# So few digits that neither a number nor a difference can become infinite.
_NUMBER = r"([+-]?\d{1,15}(?:\.\d{1,15})?)"
_RANGE = re.compile(rf"{_NUMBER}(?:\s*[-–—]\s*{_NUMBER})?")


@dataclass(frozen=True)
class NumberRange:
    """``range``: a number lies in a range, or near it.

    Either side may give a number or a range such as ``25-40``. The share is 1 where they meet, and
    falls evenly to 0 where they are ``fade`` apart.
    """

    fade: float = option(positive)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        mine, theirs = _ranges(mentees, self.mentee), _ranges(mentors, self.mentor)
        answered = Answered(~np.isnan(mine[0]), ~np.isnan(theirs[0]))
        return RangeMeasure(self, answered, np.nan_to_num(mine), np.nan_to_num(theirs))


@dataclass(frozen=True, eq=False)
class RangeMeasure(Measure):
    """The least and the greatest number of everybody: two rows, one column a person."""

    kind: NumberRange
    mentees: Floats
    mentors: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        block = self._apart(rows, columns)
        block /= -self.kind.fade
        block += 1.0
        return np.maximum(block, 0.0, out=block)

    def evidence(self, mentee: int, mentor: int) -> Numbers:
        apart = self._apart(np.array([mentee]), np.array([mentor])).item()
        return Numbers(_written(self.mentees[:, mentee]), _written(self.mentors[:, mentor]), apart)

    def _apart(self, rows: Index, columns: Index) -> Floats:
        (low, high), (least, most) = self.mentees[:, rows, np.newaxis], self.mentors[:, columns]
        apart: Floats = low - most
        np.maximum(apart, least - high, out=apart)
        return np.maximum(apart, 0.0, out=apart)


def _ranges(people: People, column: str) -> Floats:
    """Read everybody's least and greatest number; NaN for a blank."""
    answers = people.text(column)
    return (
        np.array([_read(answer, people, person, column) for person, answer in enumerate(answers)])
        .reshape(-1, 2)
        .T
    )


def _read(answer: str, people: People, person: int, column: str) -> tuple[float, float]:
    folded = same_text(answer)
    if not folded:
        return np.nan, np.nan
    found = _RANGE.fullmatch(folded)
    if not found:
        where = people.where(person, column)
        raise InvalidTableError(f"{where}: {answer!r} is no number and no range such as 25-40")
    low, high = float(found[1]), float(found[2] or found[1])
    if low > high:
        raise InvalidTableError(f"{people.where(person, column)}: {answer!r} runs downwards")
    return low, high


def _written(bounds: Floats) -> str:
    low, high = (f"{bound:.15g}" for bound in bounds)
    return low if low == high else f"{low}–{high}"
