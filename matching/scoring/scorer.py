"""A criterion made ready, with its one answer to blanks."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import Evidence, missing
from matching.tables.people import People

SAMPLE = 512
"""People of each side whose shares are averaged: enough to know an average by."""

UNKNOWN = 0.5
"""The neutral share where no two people have both answered."""


@dataclass(frozen=True, eq=False)
class Scorer:
    """A criterion made ready for the people of one round.

    Somebody who leaves a question blank is neither rewarded nor punished for it: with them the
    criterion gives its neutral share.

    Attributes
    ----------
    measure : Measure
        What gives the share of two people who both have answered.
    neutral : float
        The share where either has not.
    """

    measure: Measure
    neutral: float

    @classmethod
    def of(cls, measure: Measure, missing: float | None = None) -> "Scorer":
        """Settle the neutral share: the one given, or else the round's average."""
        return cls(measure, average(measure) if missing is None else missing)

    def shares(self, rows: Index, columns: Index) -> Floats:
        """Give a block of shares from 0 to 1 for some mentees and some mentors."""
        block = self.measure.shares(rows, columns)
        self.measure.answered.fill(block, rows, columns, self.neutral)
        return block

    def evidence(self, mentee: int, mentor: int) -> Evidence:
        """Tell what the criterion sees in one mentee and one mentor."""
        answered = self.measure.answered
        return missing(
            bool(answered.mentees[mentee]), bool(answered.mentors[mentor])
        ) or self.measure.evidence(mentee, mentor)

    def for_people(self, mentees: People, mentors: People) -> "Scorer":
        """Score other people, or the same with other answers, by the same yardstick.

        The neutral share stays, and so does whatever the measure has learned of the round.
        """
        return Scorer(self.measure.for_people(mentees, mentors), self.neutral)


def average(measure: Measure) -> float:
    """Average the shares of the pairs in which both have answered, or of an even sample of them."""
    rows, columns = _sample(measure.answered.mentees), _sample(measure.answered.mentors)
    if not len(rows) or not len(columns):
        return UNKNOWN
    return float(measure.shares(rows, columns).mean())


def _sample(answered: Bools) -> Index:
    people = np.flatnonzero(answered)
    if len(people) <= SAMPLE:
        return people
    return people[np.arange(SAMPLE) * len(people) // SAMPLE]
