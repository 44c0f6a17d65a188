"""The interfaces of a criterion kind and of its scorer."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

from matching.arrays import Floats, Index
from matching.encoding.categorical import AnsweredMask
from matching.scoring.evidence import Evidence
from matching.tables.people import People


class CriterionKind(Protocol):
    """A kind of criterion: a frozen dataclass whose fields are its options.

    Attributes
    ----------
    mentee, mentor : str
        The columns that it compares.
    """

    @property
    def mentee(self) -> str: ...

    @property
    def mentor(self) -> str: ...

    def prepare(self, mentees: People, mentors: People) -> "CriterionScorer":
        """Encode the people once."""


@dataclass(frozen=True, eq=False)
class CriterionScorer(ABC):
    """A criterion kind prepared for certain people.

    Plain data with methods, so that it can be pickled and sent to other processes. It may return
    anything for people who have not answered: `ImputingScorer` replaces their shares.

    Attributes
    ----------
    kind : CriterionKind
        The kind it was prepared from.
    answered : AnsweredMask
        Which people have answered.
    """

    kind: CriterionKind
    answered: AnsweredMask

    @abstractmethod
    def shares(self, rows: Index, columns: Index) -> Floats:
        """Return the shares of a block, from 0 to 1; a pair's share is the same in any block.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of float, shape (rows, columns)
        """

    @abstractmethod
    def evidence(self, mentee: int, mentor: int) -> Evidence:
        """Return what the criterion found in two people who have both answered."""

    def for_people(self, mentees: People, mentors: People) -> "CriterionScorer":
        """Prepare the same kind for other people, or for the same with other answers.

        A scorer that learns from people, such as how rare an item is, keeps what it has learned.
        """
        return self.kind.prepare(mentees, mentors)
