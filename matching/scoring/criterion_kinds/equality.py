"""One answer each: the same, or different."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import Codes
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import Answers
from matching.scoring.options import option, text
from matching.tables.people import People


@dataclass(frozen=True)
class Same:
    """``same``: both give the same answer."""

    full_if_same: ClassVar[bool] = True
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        codes = Codes.of(mentees.text(self.mentee), mentors.text(self.mentor))
        return SameMeasure(self, codes.answered, codes)


@dataclass(frozen=True)
class Differ(Same):
    """``different``: the two give different answers."""

    full_if_same: ClassVar[bool] = False


@dataclass(frozen=True, eq=False)
class SameMeasure(Measure):
    """One code a person."""

    kind: Same
    codes: Codes

    def shares(self, rows: Index, columns: Index) -> Floats:
        same = self.codes.same(rows, columns)
        return (same == self.kind.full_if_same).astype(np.float64)

    def evidence(self, mentee: int, mentor: int) -> Answers:
        words = self.codes.words
        return Answers(words[self.codes.mentees[mentee]], words[self.codes.mentors[mentor]])
