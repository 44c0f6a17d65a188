"""The criteria of a programme, and every kind there is, by the name a programme file gives it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.scoring.criterion_kinds.base import CriterionKind
from matching.scoring.criterion_kinds.distance import Nearness
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.number_range import NumberRange
from matching.scoring.criterion_kinds.ordinal import StepShares
from matching.scoring.criterion_kinds.overlap import Overlap, SharedDislikes, SharedItems
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from matching.scoring.scorer import Scorer
from matching.tables.people import People

CRITERION_KINDS: Mapping[str, type[CriterionKind]] = {
    "same": Same,
    "different": Differ,
    "shared items": SharedItems,
    "overlap": Overlap,
    "shared dislikes": SharedDislikes,
    "similar items": SimilarItems,
    "similar text": SimilarText,
    "steps": StepShares,
    "range": NumberRange,
    "nearness": Nearness,
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
    missing : float or None
        The share where either has not answered; by default the round's average.
    """

    name: str
    title: str
    weight: float
    kind: CriterionKind
    missing: float | None = None

    def prepare(self, mentees: People, mentors: People) -> Scorer:
        """Encode the people once."""
        return Scorer.of(self.kind.prepare(mentees, mentors), self.missing)
