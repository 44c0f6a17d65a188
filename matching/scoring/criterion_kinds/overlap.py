"""Lists on both sides: how many items they have in common."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.bitsets import ItemSets, set_sizes
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import CommonItems
from matching.scoring.options import count, option, text
from matching.tables.people import People


@dataclass(frozen=True)
class SharedItems:
    """``shared items``: the part of the mentee's list that the mentor lists too.

    With ``enough``, so many items in common give the full share, however many the mentee lists.
    """

    mentee: str = option(text)
    mentor: str = option(text)
    enough: int | None = option(count, default=None)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        items = ItemSets.of(mentees.lists(self.mentee), mentors.lists(self.mentor))
        sizes = set_sizes(items.mentees)
        full = np.maximum(sizes, 1) if self.enough is None else np.full_like(sizes, self.enough)
        return OverlapScorer(self, items.answered, items, full.astype(np.float64))


@dataclass(frozen=True)
class Overlap(SharedItems):
    """``overlap``: times that both are free, up to ``enough``; symmetric."""

    enough: int = option(count)


@dataclass(frozen=True)
class SharedDislikes(SharedItems):
    """``shared dislikes``: what both would rather avoid, up to ``enough``.

    Every dislike counts the same, however rare it is: what connects two people is that they agree.
    """

    enough: int = option(count, default=2)


@dataclass(frozen=True, eq=False)
class OverlapScorer(CriterionScorer):
    """Everybody's items, and how many common items give each mentee the full share.

    Attributes
    ----------
    items : ItemSets
    full : numpy.ndarray of float, shape (mentees,)
    """

    items: ItemSets
    full: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        block: Floats = self.items.common_counts(rows, columns) / self.full[rows, np.newaxis]
        return np.minimum(block, 1.0, out=block)

    def evidence(self, mentee: int, mentor: int) -> CommonItems:
        return CommonItems(self.items.common_items(mentee, mentor), int(self.full[mentee]))
