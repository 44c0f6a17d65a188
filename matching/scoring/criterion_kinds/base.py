"""What every kind of criterion and its measure can do."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

from matching.arrays import Floats, Index
from matching.encoding.categorical import Answered
from matching.scoring.evidence import Evidence
from matching.tables.people import People


class CriterionKind(Protocol):
    """A kind of criterion: a frozen dataclass whose fields are its options."""

    def prepare(self, mentees: People, mentors: People) -> "Measure":
        """Encode the people once."""


@dataclass(frozen=True, eq=False)
class Measure(ABC):
    """A kind of criterion made ready for the people of one round.

    Plain data with methods, so that it can be pickled and sent to other processes. It need not
    care for blanks: `Scorer` puts the neutral share in their place.

    Attributes
    ----------
    kind : CriterionKind
        What it was made from.
    answered : Answered
        Who has answered.
    """

    kind: CriterionKind
    answered: Answered

    @abstractmethod
    def shares(self, rows: Index, columns: Index) -> Floats:
        """Give a block of shares from 0 to 1, each the same in whatever block it is asked."""

    @abstractmethod
    def evidence(self, mentee: int, mentor: int) -> Evidence:
        """Tell what the criterion sees in two people who both have answered."""

    def for_people(self, mentees: People, mentors: People) -> "Measure":
        """Measure other people, or the same with other answers, by the same yardstick."""
        return self.kind.prepare(mentees, mentors)
