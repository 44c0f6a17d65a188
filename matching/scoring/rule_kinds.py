"""The rule kinds: what a pair must satisfy to be allowed at all.

Like criteria, rules encode the people once and then evaluate any block of mentees × mentors.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Bools, Index
from matching.encoding.bitsets import ItemSets, set_sizes
from matching.encoding.categorical import CategoryCodes
from matching.encoding.ordinal import level_differences, ordinal_codes
from matching.scoring.options import count, differences, option, scale, text
from matching.tables.people import People


class RuleKind(Protocol):
    """A kind of rule: a frozen dataclass whose fields are its options.

    Attributes
    ----------
    mentee, mentor : str
        The columns that it compares.
    """

    @property
    def mentee(self) -> str: ...

    @property
    def mentor(self) -> str: ...

    def prepare(self, mentees: People, mentors: People) -> "RuleMask":
        """Encode the people once."""


@dataclass(frozen=True, eq=False)
class RuleMask(ABC):
    """A rule prepared for certain people. Plain data, so that it can be pickled.

    Attributes
    ----------
    kind : RuleKind
        The rule it was prepared from.
    """

    kind: RuleKind

    @abstractmethod
    def __call__(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where the rule allows the pair.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """

    def for_people(self, mentees: People, mentors: People) -> "RuleMask":
        """Prepare the same rule for other people, or for the same with other answers."""
        return self.kind.prepare(mentees, mentors)


@dataclass(frozen=True)
class Different:
    """The two answers differ. A blank on either side passes: nothing says they are equal."""

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        codes = CategoryCodes.of(mentees.text(self.mentee), mentors.text(self.mentor))
        return DifferentMask(self, codes)


@dataclass(frozen=True, eq=False)
class DifferentMask(RuleMask):
    codes: CategoryCodes

    def __call__(self, rows: Index, columns: Index) -> Bools:
        equal = self.codes.equal(rows, columns)
        return np.logical_not(equal, out=equal)


@dataclass(frozen=True)
class CommonItems:
    """The two lists have at least so many items in common. A blank passes with nobody."""

    mentee: str = option(text)
    mentor: str = option(text)
    at_least: int = option(count, default=1)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        items = ItemSets.of(mentees.lists(self.mentee), mentors.lists(self.mentor))
        return CommonItemsMask(self, items)


@dataclass(frozen=True, eq=False)
class CommonItemsMask(RuleMask):
    kind: CommonItems
    items: ItemSets

    def __call__(self, rows: Index, columns: Index) -> Bools:
        if self.kind.at_least == 1:
            return self.items.overlaps(rows, columns)
        allowed: Bools = self.items.common_counts(rows, columns) >= self.kind.at_least
        return allowed


@dataclass(frozen=True)
class AllowedLevelDifferences:
    """The mentor is above the mentee by an allowed number of levels. A blank passes with nobody."""

    order: tuple[str, ...] = option(scale)
    allowed: tuple[int, ...] = option(differences)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        codes = ordinal_codes(self.order, mentees, self.mentee, mentors, self.mentor)
        allowed = np.isin(level_differences(len(self.order)), self.allowed)
        # The code of a blank, −1, selects the last row or column, in which nobody passes.
        return AllowedLevelDifferencesMask(self, codes, np.pad(allowed, (0, 1)))


@dataclass(frozen=True, eq=False)
class AllowedLevelDifferencesMask(RuleMask):
    """Levels, and a matrix that is true where a mentee's and a mentor's level may be paired."""

    codes: CategoryCodes
    allowed_levels: Bools

    def __call__(self, rows: Index, columns: Index) -> Bools:
        return self.allowed_levels[self.codes.mentees[rows]].take(
            self.codes.mentors[columns], axis=1, mode="wrap"
        )


@dataclass(frozen=True)
class CrossesGroups:
    """The pair crosses groups: at least one of the two is in a group that the other is not.

    Somebody in several groups crosses with everybody, even with another of the same groups. So the
    only pair refused is two people of the same single group. A blank passes with nobody, because
    nothing says that the pair would cross.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        groups = ItemSets.of(mentees.lists(self.mentee), mentors.lists(self.mentor))
        return CrossesGroupsMask(self, groups)


@dataclass(frozen=True, eq=False)
class CrossesGroupsMask(RuleMask):
    groups: ItemSets

    def __call__(self, rows: Index, columns: Index) -> Bools:
        mentee_sizes = set_sizes(self.groups.mentees[:, rows])
        mentor_sizes = set_sizes(self.groups.mentors[:, columns])
        crosses = self.groups.overlaps(rows, columns)
        np.logical_not(crosses, out=crosses)
        crosses |= (mentee_sizes > 1)[:, np.newaxis]
        crosses |= mentor_sizes > 1
        crosses &= (mentee_sizes > 0)[:, np.newaxis]
        crosses &= mentor_sizes > 0
        return crosses
