"""Why a pair was matched: the score and the evidence of every criterion, as data."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import Progress, Stage
from matching.problem.protocol import Pair
from matching.scoring.evidence import Evidence

BATCH_SIZE = 64
"""Pairs that are explained together: a block's diagonal is cheaper than one call per pair."""


@dataclass(frozen=True)
class CriterionScore:
    """What one criterion contributes to a pair's score.

    Attributes
    ----------
    criterion, title : str
        Its stable key, and its title in words.
    share : float
        From 0 to 1.
    weight : float
        The points of a share of 1.
    evidence : Evidence
        What the criterion found.
    """

    criterion: str
    title: str
    share: float
    weight: float
    evidence: Evidence

    @property
    def points(self) -> float:
        """Share times weight."""
        return self.share * self.weight


@dataclass(frozen=True)
class MatchedPair:
    """A pair of the assignment.

    Attributes
    ----------
    mentee_id, mentee_name, mentor_id, mentor_name : str
    score, max_score : float
        Its points, and the points of a perfect pair.
    pinned : bool
        Whether the pair was required.
    criterion_scores : tuple of CriterionScore
        One for each criterion, in the programme's order.
    """

    mentee_id: str
    mentee_name: str
    mentor_id: str
    mentor_name: str
    score: float
    max_score: float
    pinned: bool
    criterion_scores: tuple[CriterionScore, ...]


def explain_pairs(
    pair_scores: PairScores, pairs: Sequence[Pair], pinned: Collection[Pair], progress: Progress
) -> tuple[MatchedPair, ...]:
    """Return why pairs were matched, best score first, then in order of id.

    Parameters
    ----------
    pair_scores : PairScores
    pairs, pinned : collection of (int, int)
        By position; pins may be of other pairs too.
    progress : callable
    """
    explained: list[MatchedPair] = []
    for start in range(0, len(pairs), BATCH_SIZE):
        progress(Stage.EXPLAINING, start, len(pairs))
        batch = pairs[start : start + BATCH_SIZE]
        explained.extend(_explain_batch(pair_scores, batch, set(pinned)))
    return tuple(sorted(explained, key=lambda pair: (-pair.score, pair.mentee_id, pair.mentor_id)))


def _explain_batch(
    pair_scores: PairScores, pairs: Sequence[Pair], pinned: set[Pair]
) -> Iterator[MatchedPair]:
    mentees, mentors = np.array(pairs).T
    max_score = pair_scores.program.max_score
    scores = pair_scores.scores(mentees, mentors).diagonal()
    shares = [scorer.shares(mentees, mentors).diagonal() for scorer in pair_scores.scorers]
    for position, pair in enumerate(pairs):
        mentee, mentor = pair
        yield MatchedPair(
            mentee_id=pair_scores.mentees.ids[mentee],
            mentee_name=pair_scores.mentees.names[mentee],
            mentor_id=pair_scores.mentors.ids[mentor],
            mentor_name=pair_scores.mentors.names[mentor],
            score=float(scores[position]),
            max_score=max_score,
            pinned=pair in pinned,
            criterion_scores=_criterion_scores(pair_scores, shares, position, pair),
        )


def _criterion_scores(
    pair_scores: PairScores, shares: list[Floats], position: int, pair: Pair
) -> tuple[CriterionScore, ...]:
    return tuple(
        CriterionScore(
            criterion.name,
            criterion.title,
            float(criterion_shares[position]),
            criterion.weight,
            scorer.evidence(*pair),
        )
        for criterion, scorer, criterion_shares in zip(
            pair_scores.program.criteria, pair_scores.scorers, shares, strict=True
        )
    )
