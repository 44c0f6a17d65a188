"""The kinds of criterion: what makes a pair better, as a share from 0 to 1.

Each kind is a small dataclass whose fields are its options in a programme file. It encodes the
answers of both sides once, and then scores any block of mentees × mentors without a loop over
pairs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from matching.encodings import BLANK, Codes, Floats, Index, Items
from matching.evidence import Answers, Climb, Common, Evidence, missing
from matching.options import count, option, scale, shares_by_steps, text
from matching.people import People
from matching.scales import codes_on_scale


class Scorer(NamedTuple):
    """A criterion made ready for the people of one round.

    Attributes
    ----------
    shares : callable
        From some mentees and some mentors (index arrays) to a block of shares from 0 to 1.
    evidence : callable
        From one mentee and one mentor (indices) to what the criterion saw in them.
    """

    shares: Callable[[Index, Index], Floats]
    evidence: Callable[[int, int], Evidence]


class CriterionKind(Protocol):
    """What every kind of criterion can do."""

    def prepare(self, mentees: People, mentors: People) -> Scorer:
        """Encode the people once."""


@dataclass(frozen=True)
class Same:
    """Both give the same answer."""

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Scorer:
        codes = Codes.of(mentees.text(self.mentee), mentors.text(self.mentor))

        def shares(rows: Index, columns: Index) -> Floats:
            return codes.same(rows, columns).astype(np.float64)

        def evidence(mentee: int, mentor: int) -> Evidence:
            asked, offered = codes.mentees[mentee], codes.mentors[mentor]
            return missing(asked != BLANK, offered != BLANK) or Answers(
                codes.words[asked], codes.words[offered]
            )

        return Scorer(shares, evidence)


@dataclass(frozen=True)
class SharedItems:
    """Of what the mentee lists, how much the mentor lists too.

    With ``enough``, so many items in common give the full share, however many the mentee lists.
    """

    mentee: str = option(text)
    mentor: str = option(text)
    enough: int | None = option(count, default=None)

    def prepare(self, mentees: People, mentors: People) -> Scorer:
        items = Items.of(mentees.lists(self.mentee), mentors.lists(self.mentor))

        def shares(rows: Index, columns: Index) -> Floats:
            wanted, _ = items.counts(rows, columns)
            full = np.maximum(wanted, 1.0) if self.enough is None else self.enough
            block: Floats = np.minimum(items.common(rows, columns) / full, 1.0)
            return block

        def evidence(mentee: int, mentor: int) -> Evidence:
            wanted, offered = items.mentees[mentee].sum(), items.mentors[mentor].sum()
            return missing(wanted > 0, offered > 0) or Common(
                items.shared(mentee, mentor), self.enough or int(wanted)
            )

        return Scorer(shares, evidence)


@dataclass(frozen=True)
class StepShares:
    """How many steps the mentor stands above the mentee on an ordered scale."""

    order: tuple[str, ...] = option(scale)
    shares: tuple[tuple[int, float], ...] = option(shares_by_steps)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Scorer:
        codes = codes_on_scale(self.order, mentees, self.mentee, mentors, self.mentor)

        def shares(rows: Index, columns: Index) -> Floats:
            steps = codes.steps(rows, columns)
            block = np.zeros(steps.shape)
            for climbed, share in self.shares:
                block[steps == climbed] = share
            return np.where(codes.known(rows, columns), block, 0.0)

        def evidence(mentee: int, mentor: int) -> Evidence:
            low, high = int(codes.mentees[mentee]), int(codes.mentors[mentor])
            return missing(low != BLANK, high != BLANK) or Climb(
                codes.words[low], codes.words[high], high - low
            )

        return Scorer(shares, evidence)


CRITERION_KINDS: Mapping[str, type[CriterionKind]] = {
    "same": Same,
    "shared items": SharedItems,
    "steps": StepShares,
}


@dataclass(frozen=True)
class Criterion:
    """Something that makes a pair better.

    Attributes
    ----------
    name : str
        Stable, for whoever words it.
    title : str
        What the command line calls it.
    weight : float
        The points of a full share.
    kind : CriterionKind
        How the share comes about.
    """

    name: str
    title: str
    weight: float
    kind: CriterionKind
