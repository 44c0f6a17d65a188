"""A problem too large for memory: scores are computed whenever they are needed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.pair_scores.pair_scores import PairScores, split_into_blocks
from matching.problem.protocol import Pair
from matching.problem.validation import validate_index, validate_pairs, validate_pins

BATCH_SIZE = 64
"""Single pairs that are scored together, as the diagonal of a small block."""


@dataclass(frozen=True, eq=False)
class LazyProblem:
    """A `ProblemProtocol` whose scores are computed block by block.

    Attributes
    ----------
    pair_scores : PairScores
        Both sides.
    mentor_capacity : numpy.ndarray of int, shape (mentors,)
        How many mentees each mentor takes.
    pinned, banned : tuple of (int, int)
        Pairs that every assignment must and must not contain.
    """

    pair_scores: PairScores
    mentor_capacity: npt.NDArray[np.int64]
    pinned: tuple[Pair, ...] = ()
    banned: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        validate_pins(self)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of mentees and of mentors."""
        return len(self.pair_scores.mentees), len(self.pair_scores.mentors)

    @property
    def max_score(self) -> float:
        """The score of a perfect pair."""
        return self.pair_scores.program.max_score

    def rows(self, mentees: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of some mentees with every mentor."""
        return self._block(mentees, np.arange(self.shape[1]))

    def columns(self, mentors: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of every mentee with some mentors."""
        return self._block(np.arange(self.shape[0]), mentors)

    def _block(self, mentees: Index, mentors: Index) -> tuple[Floats, Bools]:
        scores, eligible = self.pair_scores.block(mentees, mentors)
        self._apply_bans(eligible, mentees, mentors)
        return scores, eligible

    def scores_of(self, mentees: Index, mentors: Index) -> Floats:
        """Return the scores of the pairs (mentees[k], mentors[k])."""
        batches = [
            self.pair_scores.scores(mentees[batch], mentors[batch]).diagonal()
            for batch in split_into_blocks(np.arange(len(mentees)), BATCH_SIZE)
        ]
        return np.concatenate([np.zeros(0), *batches])

    def is_eligible(self, mentee: int, mentor: int) -> bool:
        """Return whether a pair is eligible."""
        passes = self.pair_scores.eligible(np.array([mentee]), np.array([mentor]))[0, 0]
        return bool(passes) and (mentee, mentor) not in self.banned

    def without_pairs(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with more ineligible pairs; refuses pinned ones."""
        more = validate_pairs("pairs", pairs, self.shape)
        return replace(self, banned=tuple(dict.fromkeys((*self.banned, *more))))

    def with_pins(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with more pinned pairs; refuses contradictions."""
        more = validate_pairs("pairs", pairs, self.shape)
        return replace(self, pinned=tuple(dict.fromkeys((*self.pinned, *more))))

    def without_mentor(self, mentor: int) -> "LazyProblem":
        """Return a problem in which a mentor has no capacity; refuses a pinned one."""
        capacity = self.mentor_capacity.copy()
        capacity[validate_index("mentor", mentor, "mentor", self.shape[1])] = 0
        return replace(self, mentor_capacity=capacity)

    def _apply_bans(self, eligible: Bools, mentees: Index, mentors: Index) -> None:
        for mentee, mentor in self.banned:
            eligible[np.ix_(mentees == mentee, mentors == mentor)] = False
