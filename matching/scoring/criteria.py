"""The criteria of a programme, and the registry of criterion kinds by their name in a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.scoring.any_answers import AnyAnswerScorer
from matching.scoring.criterion_kinds.base import CriterionKind
from matching.scoring.criterion_kinds.distance import Nearness
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.number_range import NumberRange
from matching.scoring.criterion_kinds.ordinal import LevelDifferenceShares
from matching.scoring.criterion_kinds.overlap import Overlap, SharedDislikes, SharedItems
from matching.scoring.criterion_kinds.priority import Priority
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from matching.scoring.scorer import ImputingScorer
from matching.tables.people import People

CRITERION_KINDS: Mapping[str, type[CriterionKind]] = {
    "same": Same,
    "different": Differ,
    "shared items": SharedItems,
    "overlap": Overlap,
    "shared dislikes": SharedDislikes,
    "similar items": SimilarItems,
    "similar text": SimilarText,
    "steps": LevelDifferenceShares,
    "range": NumberRange,
    "nearness": Nearness,
    "priority": Priority,
}


@dataclass(frozen=True)
class Criterion:
    """A reason to prefer one pair to another.

    Attributes
    ----------
    name : str
        Stable key, for translations.
    title : str
        What the command line calls it.
    weight : float
        The points of a share of 1.
    kind : CriterionKind
        How the share is computed.
    missing : float or None
        The share where either person has not answered; by default the average share.
    any_answers : tuple of str
        The answers with which somebody has the full share with everybody.
    """

    name: str
    title: str
    weight: float
    kind: CriterionKind
    missing: float | None = None
    any_answers: tuple[str, ...] = ()

    def prepare(self, mentees: People, mentors: People) -> ImputingScorer | AnyAnswerScorer:
        """Encode the people once."""
        if self.any_answers:
            return AnyAnswerScorer.of(self.kind, self.any_answers, self.missing, mentees, mentors)
        return ImputingScorer.of(self.kind.prepare(mentees, mentors), self.missing)
