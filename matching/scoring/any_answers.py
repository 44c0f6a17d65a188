"""Answers that mean "any", such as "no preference": they suit everybody, even a blank.

The kinds of rules and criteria never see such an answer. It is blanked before they encode the
people, so that it need not be on a scale, and what they learn from answers does not change.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.encoding.text import fold_text
from matching.scoring.criterion_kinds.base import CriterionKind
from matching.scoring.evidence import AnyAnswer, Evidence
from matching.scoring.rule_kinds import RuleKind, RuleMask
from matching.scoring.scorer import ImputingScorer
from matching.tables.list_cells import split_items
from matching.tables.people import People


@dataclass(frozen=True, eq=False)
class OpenPeople:
    """Which people have given an answer that means "any".

    Attributes
    ----------
    mentees, mentors : numpy.ndarray of bool, shape (people,)
    """

    mentees: Bools
    mentors: Bools

    def pairs(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where either person takes any answer.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """
        pairs: Bools = self.mentees[rows, np.newaxis] | self.mentors[columns]
        return pairs


def blank_any_answers(
    kind: RuleKind | CriterionKind,
    any_answers: Collection[str],
    mentees: People,
    mentors: People,
) -> tuple[People, People, OpenPeople]:
    """Return both sides without the answers that mean "any", and who gave them.

    Parameters
    ----------
    kind : RuleKind or CriterionKind
        Whose columns are changed.
    any_answers : collection of str
        What counts, as a whole cell or as an item of a list.
    mentees, mentors : People
    """
    folded = set(map(fold_text, any_answers))
    mentees, open_mentees = _blank(mentees, kind.mentee, folded)
    mentors, open_mentors = _blank(mentors, kind.mentor, folded)
    return mentees, mentors, OpenPeople(open_mentees, open_mentors)


def _blank(people: People, column: str, folded_answers: Collection[str]) -> tuple[People, Bools]:
    cells = people.text(column)
    is_any = {cell: _means_any(cell, folded_answers) for cell in dict.fromkeys(cells)}
    blanked = people.with_column(column, ["" if is_any[cell] else cell for cell in cells])
    return blanked, np.array([is_any[cell] for cell in cells], dtype=np.bool_)


def _means_any(cell: str, folded_answers: Collection[str]) -> bool:
    return any(fold_text(answer) in folded_answers for answer in (cell, *split_items(cell)))


@dataclass(frozen=True, eq=False)
class AnyAnswerMask(RuleMask):
    """A rule that everybody passes with people who take any answer.

    Attributes
    ----------
    any_answers : tuple of str
    mask : RuleMask
        The rule for everybody else.
    open_people : OpenPeople
    """

    any_answers: tuple[str, ...]
    mask: RuleMask
    open_people: OpenPeople

    @classmethod
    def of(
        cls, kind: RuleKind, any_answers: tuple[str, ...], mentees: People, mentors: People
    ) -> "AnyAnswerMask":
        """Prepare a rule for certain people."""
        *sides, open_people = blank_any_answers(kind, any_answers, mentees, mentors)
        return cls(kind, any_answers, kind.prepare(*sides), open_people)

    def __call__(self, rows: Index, columns: Index) -> Bools:
        allowed = self.mask(rows, columns)
        allowed |= self.open_people.pairs(rows, columns)
        return allowed

    def for_people(self, mentees: People, mentors: People) -> "AnyAnswerMask":
        return AnyAnswerMask.of(self.kind, self.any_answers, mentees, mentors)


@dataclass(frozen=True, eq=False)
class AnyAnswerScorer:
    """A prepared criterion that gives its full share to people who take any answer.

    Attributes
    ----------
    kind : CriterionKind
    any_answers : tuple of str
    scorer : ImputingScorer
        The criterion for everybody else.
    open_people : OpenPeople
    """

    kind: CriterionKind
    any_answers: tuple[str, ...]
    scorer: ImputingScorer
    open_people: OpenPeople

    @classmethod
    def of(
        cls,
        kind: CriterionKind,
        any_answers: tuple[str, ...],
        missing: float | None,
        mentees: People,
        mentors: People,
    ) -> "AnyAnswerScorer":
        """Prepare a criterion for certain people."""
        *sides, open_people = blank_any_answers(kind, any_answers, mentees, mentors)
        scorer = ImputingScorer.of(kind.prepare(*sides), missing)
        return cls(kind, any_answers, scorer, open_people)

    def shares(self, rows: Index, columns: Index) -> Floats:
        """Return the shares of a block, see `ImputingScorer.shares`."""
        block = self.scorer.shares(rows, columns)
        block[self.open_people.pairs(rows, columns)] = 1.0
        return block

    def evidence(self, mentee: int, mentor: int) -> Evidence:
        """Return what the criterion found in one mentee and one mentor."""
        mentee_is_open = bool(self.open_people.mentees[mentee])
        mentor_is_open = bool(self.open_people.mentors[mentor])
        if mentee_is_open and mentor_is_open:
            return AnyAnswer("both")
        if mentee_is_open or mentor_is_open:
            return AnyAnswer("mentee" if mentee_is_open else "mentor")
        return self.scorer.evidence(mentee, mentor)

    def for_people(self, mentees: People, mentors: People) -> "AnyAnswerScorer":
        """Prepare the same criterion for other people, see `ImputingScorer.for_people`."""
        *sides, open_people = blank_any_answers(self.kind, self.any_answers, mentees, mentors)
        return replace(self, scorer=self.scorer.for_people(*sides), open_people=open_people)
