"""A problem too large for memory: scores are computed whenever they are needed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.pair_scores.pair_scores import PairScores, split_into_blocks
from matching.problem.protocol import Pair
from matching.problem.validation import (
    remaining_pins,
    validate_index,
    validate_pairs,
    validate_pins,
)

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
    allowed : tuple of (int, int)
        Pairs that are eligible whatever the rules say.
    """

    pair_scores: PairScores
    mentor_capacity: npt.NDArray[np.int64]
    pinned: tuple[Pair, ...] = ()
    banned: tuple[Pair, ...] = ()
    allowed: tuple[Pair, ...] = ()

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
        for pairs, is_eligible in ((self.banned, False), (self.allowed, True)):
            for mentee, mentor in pairs:
                eligible[np.ix_(mentees == mentee, mentors == mentor)] = is_eligible
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
        if (mentee, mentor) in self.allowed:
            return True
        passes = self.pair_scores.eligible(np.array([mentee]), np.array([mentor]))[0, 0]
        return bool(passes) and (mentee, mentor) not in self.banned

    def without_pairs(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with more ineligible pairs; refuses pinned ones."""
        more = dict.fromkeys(validate_pairs("pairs", pairs, self.shape))
        return replace(
            self,
            banned=tuple(dict.fromkeys((*self.banned, *more))),
            allowed=tuple(pair for pair in self.allowed if pair not in more),
        )

    def with_pairs(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with more eligible pairs, even if they break rules."""
        more = dict.fromkeys(validate_pairs("pairs", pairs, self.shape))
        return replace(
            self,
            banned=tuple(pair for pair in self.banned if pair not in more),
            allowed=tuple(dict.fromkeys((*self.allowed, *more))),
        )

    def with_pins(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with more pinned pairs; refuses contradictions."""
        more = validate_pairs("pairs", pairs, self.shape)
        return replace(self, pinned=tuple(dict.fromkeys((*self.pinned, *more))))

    def without_pins(self, pairs: Iterable[Pair]) -> "LazyProblem":
        """Return a problem with fewer pinned pairs; refuses pairs that are not pinned."""
        released = validate_pairs("pairs", pairs, self.shape)
        return replace(self, pinned=remaining_pins(self.pinned, released))

    def without_mentor(self, mentor: int) -> "LazyProblem":
        """Return a problem in which a mentor has no capacity; refuses a pinned one."""
        capacity = self.mentor_capacity.copy()
        capacity[validate_index("mentor", mentor, "mentor", self.shape[1])] = 0
        return replace(self, mentor_capacity=capacity)
