"""A problem too large to hold: its scores are computed whenever somebody asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.pair_scores.pair_scores import PairScores, blocks
from matching.problem.protocol import Pair
from matching.problem.validation import validate_index, validate_pairs, validate_pins

TOGETHER = 64
"""Single pairs that are compared at a time, as the diagonal of a small block."""


@dataclass(frozen=True, eq=False)
class LazyProblem:
    """Who could be paired with whom, compared block by block: a `ProblemProtocol`.

    Attributes
    ----------
    pair_scores : PairScores
        Both sides.
    mentor_capacity : numpy.ndarray of int, shape (mentors,)
        How many mentees each mentor takes.
    pinned, banned : tuple of (int, int)
        Pairs that every answer must and must not hold.
    """

    pair_scores: PairScores
    mentor_capacity: npt.NDArray[np.int64]
    pinned: tuple[Pair, ...] = ()
    banned: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        validate_pins(self)

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return len(self.pair_scores.mentees), len(self.pair_scores.mentors)

    @property
    def max_score(self) -> float:
        """The points of a perfect pair."""
        return self.pair_scores.program.most

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of some mentees with every mentor."""
        return self._block(mentees, np.arange(self.shape[1]))

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Give scores and eligibility of every mentee with some mentors."""
        return self._block(np.arange(self.shape[0]), mentors)

    def _block(self, mentees: Index, mentors: Index) -> tuple[Floats, Bools]:
        scores, eligible = self.pair_scores.block(mentees, mentors)
        self._ban(eligible, mentees, mentors)
        return scores, eligible

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Give the scores of the pairs (mentees[k], mentors[k])."""
        pieces = [
            self.pair_scores.scores(mentees[some], mentors[some]).diagonal()
            for some in blocks(np.arange(len(mentees)), TOGETHER)
        ]
        return np.concatenate([np.zeros(0), *pieces])

    def is_eligible(self, mentee: int, mentor: int) -> bool:
        """Tell whether one pair is eligible."""
        passes = self.pair_scores.eligible(np.array([mentee]), np.array([mentor]))[0, 0]
        return bool(passes) and (mentee, mentor) not in self.banned

    def without_pairs(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Make pairs ineligible; refuses those that are pinned."""
        more = validate_pairs("pairs", pairs, self.shape)
        return replace(self, banned=tuple(dict.fromkeys((*self.banned, *more))))

    def with_pins(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Pin more pairs; refuses what contradicts."""
        more = validate_pairs("pairs", pairs, self.shape)
        return replace(self, pinned=tuple(dict.fromkeys((*self.pinned, *more))))

    def without_mentor(self, mentor: int) -> "LazyProblem":
        """Leave a mentor no place; refuses one who is pinned."""
        place = validate_index("mentor", mentor, "mentor", self.shape[1])
        capacity = self.mentor_capacity.copy()
        capacity[place] = 0
        return replace(self, mentor_capacity=capacity)

    def _ban(self, eligible: Bools, mentees: Index, mentors: Index) -> None:
        for mentee, mentor in self.banned:
            eligible[np.ix_(mentees == mentee, mentors == mentor)] = False
