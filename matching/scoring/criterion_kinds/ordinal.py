"""Places on an ordered scale: how many steps lie between them."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.categorical import Codes
from matching.encoding.ordinal import climbs, codes_on_scale
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import OrdinalDifference
from matching.scoring.options import option, scale, shares_by_steps, text
from matching.tables.people import People


@dataclass(frozen=True)
class StepShares:
    """``steps``: how many steps the mentor stands above the mentee on an ordered scale."""

    order: tuple[str, ...] = option(scale)
    shares: tuple[tuple[int, float], ...] = option(shares_by_steps)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        codes = codes_on_scale(self.order, mentees, self.mentee, mentors, self.mentor)
        climbed = climbs(len(self.order))
        by_place = np.zeros(climbed.shape)
        for steps, share in self.shares:
            by_place[climbed == steps] = share
        return StepsMeasure(self, codes.answered, codes, by_place)


@dataclass(frozen=True, eq=False)
class StepsMeasure(Measure):
    """Places on the scale, and the share of every mentee's place with every mentor's."""

    codes: Codes
    by_place: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        return self.by_place[self.codes.mentees[rows]].take(self.codes.mentors[columns], axis=1)

    def evidence(self, mentee: int, mentor: int) -> OrdinalDifference:
        low, high = int(self.codes.mentees[mentee]), int(self.codes.mentors[mentor])
        return OrdinalDifference(self.codes.words[low], self.codes.words[high], high - low)
