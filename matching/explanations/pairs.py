"""Why a pair was matched: the score and the evidence of every criterion, as data."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.pair_scores.pair_scores import PairScores, split_into_blocks
from matching.parallel.progress import Progress, Stage
from matching.problem.protocol import UNMATCHED, Pair
from matching.scoring.evidence import Evidence
from matching.solution.assignment import Assignment

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
    pair_scores: PairScores, assignment: Assignment, progress: Progress
) -> tuple[MatchedPair, ...]:
    """Return every pair of an assignment, best score first, then in order of id."""
    matched = np.flatnonzero(assignment.mentor_of != UNMATCHED)
    pairs: list[MatchedPair] = []
    for mentees in split_into_blocks(matched, BATCH_SIZE):
        progress(Stage.EXPLAINING, len(pairs), len(matched))
        pairs.extend(_explain_batch(pair_scores, assignment, mentees))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.mentee_id, pair.mentor_id)))


def _explain_batch(
    pair_scores: PairScores, assignment: Assignment, mentees: Index
) -> Iterator[MatchedPair]:
    mentors = assignment.mentor_of[mentees]
    pinned, max_score = set(assignment.problem.pinned), pair_scores.program.max_score
    scores = assignment.problem.scores_of(mentees, mentors)
    shares = [scorer.shares(mentees, mentors).diagonal() for scorer in pair_scores.scorers]
    for position, pair in enumerate(zip(mentees.tolist(), mentors.tolist(), strict=True)):
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
