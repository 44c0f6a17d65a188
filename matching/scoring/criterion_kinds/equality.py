"""Single answers: equal or different."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import CategoryCodes
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import Answers
from matching.scoring.options import option, text
from matching.tables.people import People


@dataclass(frozen=True)
class Same:
    """``same``: both give the same answer."""

    full_if_equal: ClassVar[bool] = True
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        codes = CategoryCodes.of(mentees.text(self.mentee), mentors.text(self.mentor))
        return EqualityScorer(self, codes.answered, codes)


@dataclass(frozen=True)
class Differ(Same):
    """``different``: the two give different answers."""

    full_if_equal: ClassVar[bool] = False


@dataclass(frozen=True, eq=False)
class EqualityScorer(CriterionScorer):
    """One code per person."""

    kind: Same
    codes: CategoryCodes

    def shares(self, rows: Index, columns: Index) -> Floats:
        equal = self.codes.equal(rows, columns)
        return (equal == self.kind.full_if_equal).astype(np.float64)

    def evidence(self, mentee: int, mentor: int) -> Answers:
        categories = self.codes.categories
        return Answers(
            categories[self.codes.mentees[mentee]], categories[self.codes.mentors[mentor]]
        )
