"""A prepared criterion with a neutral share in place of missing answers."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import Evidence, missing_answer
from matching.tables.people import People

MAX_SAMPLED_PEOPLE = 512
"""People of each side whose shares are averaged for the neutral share."""

DEFAULT_NEUTRAL_SHARE = 0.5
"""The neutral share where no two people have both answered."""


@dataclass(frozen=True, eq=False)
class ImputingScorer:
    """A criterion prepared for certain people, with missing answers imputed.

    Leaving a question blank is neither rewarded nor punished: every pair of that person gets the
    neutral share.

    Attributes
    ----------
    scorer : CriterionScorer
        Gives the share of two people who have both answered.
    neutral : float
        The share where either has not.
    """

    scorer: CriterionScorer
    neutral: float

    @classmethod
    def of(cls, scorer: CriterionScorer, missing: float | None = None) -> "ImputingScorer":
        """Add a neutral share: ``missing``, or by default the average share."""
        return cls(scorer, average_share(scorer) if missing is None else missing)

    def shares(self, rows: Index, columns: Index) -> Floats:
        """Return the shares of a block, from 0 to 1.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of float, shape (rows, columns)
        """
        block = self.scorer.shares(rows, columns)
        self.scorer.answered.fill_missing(block, rows, columns, self.neutral)
        return block

    def evidence(self, mentee: int, mentor: int) -> Evidence:
        """Return what the criterion found in one mentee and one mentor."""
        answered = self.scorer.answered
        return missing_answer(
            bool(answered.mentees[mentee]), bool(answered.mentors[mentor])
        ) or self.scorer.evidence(mentee, mentor)

    def for_people(self, mentees: People, mentors: People) -> "ImputingScorer":
        """Prepare the same criterion for other people, or for the same with other answers.

        The neutral share stays, and so does whatever the scorer has learned from the first people.
        """
        return ImputingScorer(self.scorer.for_people(mentees, mentors), self.neutral)


def average_share(scorer: CriterionScorer) -> float:
    """Return the mean share of pairs that have both answered, or of an even sample of them."""
    rows, columns = _even_sample(scorer.answered.mentees), _even_sample(scorer.answered.mentors)
    if not len(rows) or not len(columns):
        return DEFAULT_NEUTRAL_SHARE
    return float(scorer.shares(rows, columns).mean())


def _even_sample(answered: Bools) -> Index:
    people = np.flatnonzero(answered)
    if len(people) <= MAX_SAMPLED_PEOPLE:
        return people
    return people[np.arange(MAX_SAMPLED_PEOPLE) * len(people) // MAX_SAMPLED_PEOPLE]
