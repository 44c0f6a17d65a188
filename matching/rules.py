"""The kinds of rule: what a pair must satisfy at all.

Like criteria, rules encode the people once and then judge any block of mentees × mentors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.encodings import Bools, Codes, Index, Items
from matching.options import count, option, scale, steps, text
from matching.people import People
from matching.scales import codes_on_scale

Gate = Callable[[Index, Index], Bools]
"""A rule made ready: from some mentees and some mentors to a block of who may be paired."""


class RuleKind(Protocol):
    """What every kind of rule can do."""

    def prepare(self, mentees: People, mentors: People) -> Gate:
        """Encode the people once."""


@dataclass(frozen=True)
class Different:
    """The two answers differ; a blank on either side passes, for nothing says they are alike."""

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Gate:
        codes = Codes.of(mentees.text(self.mentee), mentors.text(self.mentor))

        def allowed(rows: Index, columns: Index) -> Bools:
            return ~codes.same(rows, columns)

        return allowed


@dataclass(frozen=True)
class Share:
    """The two lists have at least so many items in common; a blank passes nobody."""

    mentee: str = option(text)
    mentor: str = option(text)
    at_least: int = option(count, default=1)

    def prepare(self, mentees: People, mentors: People) -> Gate:
        items = Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor))

        def allowed(rows: Index, columns: Index) -> Bools:
            return items.common(rows, columns) >= self.at_least

        return allowed


@dataclass(frozen=True)
class AllowedSteps:
    """The mentor stands one of the allowed numbers of steps above; a blank passes nobody."""

    order: tuple[str, ...] = option(scale)
    allowed: tuple[int, ...] = option(steps)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Gate:
        codes = codes_on_scale(self.order, mentees, self.mentee, mentors, self.mentor)

        def allowed(rows: Index, columns: Index) -> Bools:
            climbs = np.isin(codes.steps(rows, columns), self.allowed)
            return climbs & codes.known(rows, columns)

        return allowed


@dataclass(frozen=True)
class Crosses:
    """The pair crosses groups: at least one of the two belongs where the other does not.

    Somebody of several groups crosses with everybody, also with another of the same several:
    they carry the crossing in themselves. So the one thing refused is two people of the same
    single group. A blank passes nobody, because nothing says that the pair would cross.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Gate:
        groups = Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor))

        def allowed(rows: Index, columns: Index) -> Bools:
            of_mentee, of_mentor = groups.counts(rows, columns)
            known = (of_mentee > 0) & (of_mentor > 0)
            several = (of_mentee > 1) | (of_mentor > 1)
            crosses: Bools = several | (groups.common(rows, columns) == 0)
            return crosses & known

        return allowed


RULE_KINDS: Mapping[str, type[RuleKind]] = {
    "different": Different,
    "share": Share,
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
