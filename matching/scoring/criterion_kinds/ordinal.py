"""Levels of an ordinal scale: how far the mentor is above the mentee."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import CategoryCodes
from matching.encoding.ordinal import level_differences, ordinal_codes
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import OrdinalDifference
from matching.scoring.options import option, scale, shares_by_difference, text
from matching.tables.people import People


@dataclass(frozen=True)
class LevelDifferenceShares:
    """``steps``: by how many levels of a scale the mentor is above the mentee."""

    order: tuple[str, ...] = option(scale)
    shares: tuple[tuple[int, float], ...] = option(shares_by_difference)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        codes = ordinal_codes(self.order, mentees, self.mentee, mentors, self.mentor)
        differences = level_differences(len(self.order))
        share_of_levels = np.zeros(differences.shape)
        for difference, share in self.shares:
            share_of_levels[differences == difference] = share
        return LevelDifferenceScorer(self, codes.answered, codes, share_of_levels)


@dataclass(frozen=True, eq=False)
class LevelDifferenceScorer(CriterionScorer):
    """Everybody's level, and the share of each mentee's level with each mentor's.

    Attributes
    ----------
    codes : CategoryCodes
    share_of_levels : numpy.ndarray of float, shape (levels, levels)
    """

    codes: CategoryCodes
    share_of_levels: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        mentee_rows = self.share_of_levels[self.codes.mentees[rows]]
        return mentee_rows.take(self.codes.mentors[columns], axis=1)

    def evidence(self, mentee: int, mentor: int) -> OrdinalDifference:
        low, high = int(self.codes.mentees[mentee]), int(self.codes.mentors[mentor])
        categories = self.codes.categories
        return OrdinalDifference(categories[low], categories[high], high - low)
