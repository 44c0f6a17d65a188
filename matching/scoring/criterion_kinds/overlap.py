"""Lists on both sides: how many items they share."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.bitsets import Items, sizes
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import CommonItems
from matching.scoring.options import count, option, text
from matching.tables.people import People


@dataclass(frozen=True)
class SharedItems:
    """``shared items``: of what the mentee lists, how much the mentor lists too.

    With ``enough``, so many items in common give the full share, however many the mentee lists.
    """

    mentee: str = option(text)
    mentor: str = option(text)
    enough: int | None = option(count, default=None)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        items = Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor))
        wanted = sizes(items.mentees)
        full = np.maximum(wanted, 1) if self.enough is None else np.full_like(wanted, self.enough)
        return SharedMeasure(self, items.answered, items, full.astype(np.float64))


@dataclass(frozen=True)
class Overlap(SharedItems):
    """``overlap``: times that both are free, up to ``enough``; the same from either side."""

    enough: int = option(count)


@dataclass(frozen=True)
class SharedDislikes(SharedItems):
    """``shared dislikes``: what both would rather avoid, up to ``enough``.

    Every dislike counts alike, however rarely or often it is shared in the round: what binds two
    people is that they agree at all.
    """

    enough: int = option(count, default=2)


@dataclass(frozen=True, eq=False)
class SharedMeasure(Measure):
    """Sets of items, and how many in common are a full share for each mentee."""

    items: Items
    full: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        block: Floats = self.items.common(rows, columns) / self.full[rows, np.newaxis]
        return np.minimum(block, 1.0, out=block)

    def evidence(self, mentee: int, mentor: int) -> CommonItems:
        return CommonItems(self.items.shared(mentee, mentor), int(self.full[mentee]))
