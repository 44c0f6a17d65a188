"""Scores and eligibility of any block of mentees × mentors, by every rule and criterion."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Floats, Index
from matching.pair_scores.shared_ids import SharedIds
from matching.program.program import Program
from matching.scoring.any_answers import AnyAnswerScorer
from matching.scoring.rule_kinds import RuleMask
from matching.scoring.scorer import ImputingScorer
from matching.tables.people import People

BLOCK_SIZE = 256
"""People in one block."""

TILE_SHAPE = 64, 2048
"""Mentees and mentors compared at once, so that intermediate results stay in the CPU cache."""


def split_into_blocks(people: Index, size: int = BLOCK_SIZE) -> Iterator[Index]:
    """Split an index array into blocks of at most ``size`` people.

    Examples
    --------
    >>> [block.tolist() for block in split_into_blocks(np.arange(5), size=2)]
    [[0, 1], [2, 3], [4]]
    """
    for start in range(0, len(people), size):
        yield people[start : start + size]


@dataclass(frozen=True, eq=False)
class PairScores:
    """Both sides, encoded once. Plain data, which threads can share and processes can pickle.

    Attributes
    ----------
    program : Program
        Rules, criteria and weights.
    mentees, mentors : People
        The people who are compared.
    rule_masks : tuple of RuleMask
        The programme's rules, in its order.
    scorers : tuple of ImputingScorer
        The programme's criteria, in its order.
    shared_ids : SharedIds
        Who is on both sides.
    """

    program: Program
    mentees: People
    mentors: People
    rule_masks: tuple[RuleMask, ...]
    scorers: tuple[ImputingScorer | AnyAnswerScorer, ...]
    shared_ids: SharedIds

    @classmethod
    def of(cls, program: Program, mentees: People, mentors: People) -> "PairScores":
        """Encode the people for every rule and criterion of a programme."""
        return cls(
            program=program,
            mentees=mentees,
            mentors=mentors,
            rule_masks=tuple(rule.prepare(mentees, mentors) for rule in program.rules),
            scorers=tuple(criterion.prepare(mentees, mentors) for criterion in program.criteria),
            shared_ids=SharedIds.of(mentees, mentors),
        )

    def for_people(self, mentees: People, mentors: People) -> "PairScores":
        """Compare other people, or the same with other answers, by the same scorers.

        What was learned from these people stays: how rare an item is, and the neutral shares. So a
        changed answer changes the pairs of the person who gave it, and no others.
        """
        return PairScores(
            program=self.program,
            mentees=mentees,
            mentors=mentors,
            rule_masks=tuple(mask.for_people(mentees, mentors) for mask in self.rule_masks),
            scorers=tuple(scorer.for_people(mentees, mentors) for scorer in self.scorers),
            shared_ids=SharedIds.of(mentees, mentors),
        )

    def scores(self, rows: Index, columns: Index) -> Floats:
        """Return the scores of a block; a pair's score is the same in any block.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of float, shape (rows, columns)
        """
        scores = np.zeros((len(rows), len(columns)))
        for criterion, scorer in zip(self.program.criteria, self.scorers, strict=True):
            points = scorer.shares(rows, columns)
            points *= criterion.weight
            scores += points
        return scores

    def eligible(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where two different people satisfy every rule.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """
        eligible = self.shared_ids.differ(rows, columns)
        for rule_mask in self.rule_masks:
            eligible &= rule_mask(rows, columns)
        return eligible

    def block(self, rows: Index, columns: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of a block, computed tile by tile."""
        scores = np.empty((len(rows), len(columns)))
        eligible = np.empty(scores.shape, dtype=np.bool_)
        height, width = TILE_SHAPE
        for top in range(0, len(rows), height):
            for left in range(0, len(columns), width):
                tile = slice(top, top + height), slice(left, left + width)
                pairs = rows[tile[0]], columns[tile[1]]
                scores[tile], eligible[tile] = self.scores(*pairs), self.eligible(*pairs)
        return scores, eligible

    def rows(self, rows: Index) -> tuple[Floats, Bools]:
        """Return scores and eligibility of some mentees with all mentors."""
        return self.block(rows, np.arange(len(self.mentors)))

    def broken_rule_masks(self, rows: Index, columns: Index) -> npt.NDArray[np.uint64]:
        """Return which rules each pair of a block breaks, as bits.

        Bit ``k`` stands for rule ``k`` of the programme, and the bit after the last one for two
        entries of the same person.

        Returns
        -------
        numpy.ndarray of unsigned int, shape (rows, columns)
        """
        masks = np.zeros((len(rows), len(columns)), dtype=np.uint64)
        passing = (rule_mask(rows, columns) for rule_mask in self.rule_masks)
        for bit, passes in enumerate((*passing, self.shared_ids.differ(rows, columns))):
            masks[~passes] |= np.uint64(1 << bit)
        return masks

    def is_same_person(self, mentee: int, mentor: int) -> bool:
        """Return whether a mentee and a mentor have the same id."""
        return not self.shared_ids.differ(np.array([mentee]), np.array([mentor])).item()

    def broken_rules(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Return the names of the rules that a pair breaks."""
        pair = np.array([mentee]), np.array([mentor])
        rules = zip(self.program.rules, self.rule_masks, strict=True)
        return tuple(rule.name for rule, rule_mask in rules if not rule_mask(*pair).all())
