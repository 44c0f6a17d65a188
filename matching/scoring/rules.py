"""The kinds of rule: what a pair must satisfy at all.

Like criteria, rules encode the people once and then judge any block of mentees × mentors.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Bools, Index
from matching.encoding.bitsets import Items, sizes
from matching.encoding.categorical import Codes
from matching.encoding.ordinal import climbs, codes_on_scale
from matching.scoring.options import count, option, scale, steps, text
from matching.tables.people import People


class RuleKind(Protocol):
    """What every kind of rule can do."""

    def prepare(self, mentees: People, mentors: People) -> "RuleMask":
        """Encode the people once."""


@dataclass(frozen=True, eq=False)
class RuleMask(ABC):
    """A rule made ready for the people of one round: plain data, which can be pickled.

    Attributes
    ----------
    kind : RuleKind
        What it was made from.
    """

    kind: RuleKind

    @abstractmethod
    def __call__(self, rows: Index, columns: Index) -> Bools:
        """Give a block of who may be paired, for some mentees and some mentors."""

    def for_people(self, mentees: People, mentors: People) -> "RuleMask":
        """Judge other people, or the same with other answers, by the same rule."""
        return self.kind.prepare(mentees, mentors)


@dataclass(frozen=True)
class Different:
    """The two answers differ; a blank on either side passes, for nothing says they are alike."""

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        return DifferentMask(self, Codes.of(mentees.text(self.mentee), mentors.text(self.mentor)))


@dataclass(frozen=True, eq=False)
class DifferentMask(RuleMask):
    codes: Codes

    def __call__(self, rows: Index, columns: Index) -> Bools:
        same = self.codes.same(rows, columns)
        return np.logical_not(same, out=same)


@dataclass(frozen=True)
class CommonItems:
    """The two lists have at least so many items in common; a blank passes nobody."""

    mentee: str = option(text)
    mentor: str = option(text)
    at_least: int = option(count, default=1)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        return CommonItemsMask(
            self, Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor))
        )


@dataclass(frozen=True, eq=False)
class CommonItemsMask(RuleMask):
    kind: CommonItems
    items: Items

    def __call__(self, rows: Index, columns: Index) -> Bools:
        if self.kind.at_least == 1:
            return self.items.meet(rows, columns)
        enough: Bools = self.items.common(rows, columns) >= self.kind.at_least
        return enough


@dataclass(frozen=True)
class AllowedSteps:
    """The mentor stands one of the allowed numbers of steps above; a blank passes nobody."""

    order: tuple[str, ...] = option(scale)
    allowed: tuple[int, ...] = option(steps)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        codes = codes_on_scale(self.order, mentees, self.mentee, mentors, self.mentor)
        allowed = np.isin(climbs(len(self.order)), self.allowed)
        # The code of a blank, −1, finds the last row and column: nobody passes there.
        return AllowedStepsMask(self, codes, np.pad(allowed, (0, 1)))


@dataclass(frozen=True, eq=False)
class AllowedStepsMask(RuleMask):
    codes: Codes
    by_place: Bools

    def __call__(self, rows: Index, columns: Index) -> Bools:
        return self.by_place[self.codes.mentees[rows]].take(
            self.codes.mentors[columns], axis=1, mode="wrap"
        )


@dataclass(frozen=True)
class Crosses:
    """The pair crosses groups: at least one of the two belongs where the other does not.

    Somebody of several groups crosses with everybody, also with another of the same several:
    they carry the crossing in themselves. So the one thing refused is two people of the same
    single group. A blank passes nobody, because nothing says that the pair would cross.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        return CrossesMask(self, Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor)))


@dataclass(frozen=True, eq=False)
class CrossesMask(RuleMask):
    groups: Items

    def __call__(self, rows: Index, columns: Index) -> Bools:
        of_mentees = sizes(self.groups.mentees[:, rows])
        of_mentors = sizes(self.groups.mentors[:, columns])
        apart = self.groups.meet(rows, columns)
        np.logical_not(apart, out=apart)
        apart |= (of_mentees > 1)[:, np.newaxis]
        apart |= of_mentors > 1
        apart &= (of_mentees > 0)[:, np.newaxis]
        apart &= of_mentors > 0
        return apart


RULE_KINDS: Mapping[str, type[RuleKind]] = {
    "different": Different,
    "share": CommonItems,
    "steps": AllowedSteps,
    "crosses": Crosses,
}


@dataclass(frozen=True)
class Rule:
    """Something that a pair must satisfy at all.

    Attributes
    ----------
    name : str
        Stable, for whoever words it.
    title : str
        What the command line calls it.
    kind : RuleKind
        How a pair is judged.
    """

    name: str
    title: str
    kind: RuleKind
