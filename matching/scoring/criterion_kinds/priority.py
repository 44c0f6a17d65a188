"""People who come first: pairs with them score higher, whoever the other one is."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.encoding.categorical import CategoryCodes
from matching.encoding.text import fold_text
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import Answers
from matching.scoring.options import option, text
from matching.tables.people import People


@dataclass(frozen=True)
class Priority:
    """``priority``: half of the points for each of the two who gives a certain answer.

    So it compares nobody: it decides who is matched where not everybody can be.
    """

    answer: str = option(text)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        codes = CategoryCodes.of(mentees.text(self.mentee), mentors.text(self.mentor))
        return PriorityScorer(
            self,
            codes.answered,
            codes,
            self._have_priority(mentees.text(self.mentee)),
            self._have_priority(mentors.text(self.mentor)),
        )

    def _have_priority(self, answers: list[str]) -> Bools:
        answer = fold_text(self.answer)
        return np.array([fold_text(given) == answer for given in answers], dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class PriorityScorer(CriterionScorer):
    """Who has priority.

    Attributes
    ----------
    codes : CategoryCodes
    mentees, mentors : numpy.ndarray of bool, shape (people,)
    """

    kind: Priority
    codes: CategoryCodes
    mentees: Bools
    mentors: Bools

    def shares(self, rows: Index, columns: Index) -> Floats:
        halves = self.mentees[rows, np.newaxis].astype(np.float64) + self.mentors[columns]
        halves *= 0.5
        return halves

    def evidence(self, mentee: int, mentor: int) -> Answers:
        categories = self.codes.categories
        return Answers(
            categories[self.codes.mentees[mentee]], categories[self.codes.mentors[mentor]]
        )
