"""The criteria of a programme, and every kind there is, by the name a programme file gives it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.kinds.answers import Differ, Same
from matching.kinds.likeness import SimilarItems, SimilarText
from matching.kinds.measure import CriterionKind
from matching.kinds.nearness import Nearness
from matching.kinds.ranges import NumberRange
from matching.kinds.shared import Overlap, SharedDislikes, SharedItems
from matching.kinds.steps import StepShares
from matching.people import People
from matching.scorer import Scorer

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
