"""Why this pair: every criterion's share, with what it saw, as data."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.pair_scores.pair_scores import PairScores, blocks
from matching.parallel.progress import Progress
from matching.problem.protocol import UNMATCHED
from matching.scoring.evidence import Evidence
from matching.solution.assignment import Assignment

PAIRS_AT_A_TIME = 64
"""A block of so many pairs costs little more than its diagonal, and spares a call per pair."""


@dataclass(frozen=True)
class Share:
    """What one criterion gives to a pair.

    Attributes
    ----------
    criterion, title : str
        Its stable name, and its title in words.
    share : float
        From 0 to 1.
    weight : float
        The points of a full share.
    evidence : Evidence
        What it saw.
    """

    criterion: str
    title: str
    share: float
    weight: float
    evidence: Evidence

    @property
    def points(self) -> float:
        """What the share is worth."""
        return self.share * self.weight


@dataclass(frozen=True)
class MatchedPair:
    """A pair that the answer suggests.

    Attributes
    ----------
    mentee_id, mentee_name, mentor_id, mentor_name : str
        Who.
    score, most : float
        Its points, and the points of a perfect pair.
    pinned : bool
        Whether somebody insisted on it.
    shares : tuple of Share
        One for each criterion, in the programme's order.
    """

    mentee_id: str
    mentee_name: str
    mentor_id: str
    mentor_name: str
    score: float
    most: float
    pinned: bool
    shares: tuple[Share, ...]


def explain_pairs(
    pair_scores: PairScores, assignment: Assignment, progress: Progress
) -> tuple[MatchedPair, ...]:
    """Explain every pair of an answer, the best score first, then in order of id."""
    matched = np.flatnonzero(assignment.mentor_of != UNMATCHED)
    pairs: list[MatchedPair] = []
    for rows in blocks(matched, PAIRS_AT_A_TIME):
        progress("explaining", len(pairs), len(matched))
        pairs.extend(_explain_block(pair_scores, assignment, rows))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.mentee_id, pair.mentor_id)))


def _explain_block(
    pair_scores: PairScores, assignment: Assignment, rows: Index
) -> Iterator[MatchedPair]:
    """Explain the pairs of some mentees."""
    columns = assignment.mentor_of[rows]
    pinned, most = set(assignment.problem.pinned), pair_scores.program.most
    scores = assignment.problem.scores_of(rows, columns)
    shares = [scorer.shares(rows, columns).diagonal() for scorer in pair_scores.scorers]
    for place, pair in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        mentee, mentor = pair
        yield MatchedPair(
            mentee_id=pair_scores.mentees.ids[mentee],
            mentee_name=pair_scores.mentees.names[mentee],
            mentor_id=pair_scores.mentors.ids[mentor],
            mentor_name=pair_scores.mentors.names[mentor],
            score=float(scores[place]),
            most=most,
            pinned=pair in pinned,
            shares=_shares(pair_scores, shares, place, pair),
        )


def _shares(
    pair_scores: PairScores, shares: list[Floats], place: int, pair: tuple[int, int]
) -> tuple[Share, ...]:
    return tuple(
        Share(one.name, one.title, float(share[place]), one.weight, scorer.evidence(*pair))
        for one, scorer, share in zip(
            pair_scores.program.criteria, pair_scores.scorers, shares, strict=True
        )
    )
