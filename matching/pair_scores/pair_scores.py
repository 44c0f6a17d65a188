"""The people of one round made ready to be compared, by every rule and criterion at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.program.program import Program
from matching.scoring.rules import RuleMask
from matching.scoring.scorer import Scorer
from matching.tables.people import People

BLOCK = 256
"""People looked at together."""

TILE = 64, 2048
"""Mentees and mentors compared at once: what is computed of them stays in a processor's cache."""


def blocks(people: Index, size: int = BLOCK) -> Iterator[Index]:
    """Cut an index into pieces.

    >>> [piece.tolist() for piece in blocks(np.arange(5), size=2)]
    [[0, 1], [2, 3], [4]]
    """
    for start in range(0, len(people), size):
        yield people[start : start + size]


@dataclass(frozen=True, eq=False)
class PairScores:
    """Both sides, encoded once: plain data, which can be shared by threads and pickled.

    Attributes
    ----------
    program : Program
        What is compared.
    mentees, mentors : People
        Who is.
    rule_masks : tuple of RuleMask
        The programme's rules, in its order.
    scorers : tuple of Scorer
        The programme's criteria, in its order.
    """

    program: Program
    mentees: People
    mentors: People
    rule_masks: tuple[RuleMask, ...]
    scorers: tuple[Scorer, ...]

    @classmethod
    def of(cls, program: Program, mentees: People, mentors: People) -> "PairScores":
        """Encode the people for every rule and criterion of a programme."""
        return cls(
            program=program,
            mentees=mentees,
            mentors=mentors,
            rule_masks=tuple(rule.kind.prepare(mentees, mentors) for rule in program.rules),
            scorers=tuple(one.prepare(mentees, mentors) for one in program.criteria),
        )

    def for_people(self, mentees: People, mentors: People) -> "PairScores":
        """Compare other people, or the same with other answers, by the same measures.

        What this round has taught stays as it is: how rare an item is, what share is neutral.
        So a changed answer changes the pairs of whoever gave it, and no others.
        """
        return PairScores(
            program=self.program,
            mentees=mentees,
            mentors=mentors,
            rule_masks=tuple(
                rule_mask.for_people(mentees, mentors) for rule_mask in self.rule_masks
            ),
            scorers=tuple(scorer.for_people(mentees, mentors) for scorer in self.scorers),
        )

    def scores(self, rows: Index, columns: Index) -> Floats:
        """Add up the points of a block; a pair's are the same in any block."""
        points = np.zeros((len(rows), len(columns)))
        for criterion, scorer in zip(self.program.criteria, self.scorers, strict=True):
            block = scorer.shares(rows, columns)
            block *= criterion.weight
            points += block
        return points

    def eligible(self, rows: Index, columns: Index) -> Bools:
        """Tell who passes every rule in a block."""
        allowed = np.ones((len(rows), len(columns)), dtype=np.bool_)
        for rule_mask in self.rule_masks:
            allowed &= rule_mask(rows, columns)
        return allowed

    def block(self, rows: Index, columns: Index) -> tuple[Floats, Bools]:
        """Compare some mentees with some mentors: their scores, and who passes every rule."""
        scores = np.empty((len(rows), len(columns)))
        eligible = np.empty(scores.shape, dtype=np.bool_)
        height, width = TILE
        for down in range(0, len(rows), height):
            for across in range(0, len(columns), width):
                tile = slice(down, down + height), slice(across, across + width)
                some = rows[tile[0]], columns[tile[1]]
                scores[tile], eligible[tile] = self.scores(*some), self.eligible(*some)
        return scores, eligible

    def rows(self, rows: Index) -> tuple[Floats, Bools]:
        """Compare some mentees with all mentors."""
        return self.block(rows, np.arange(len(self.mentors)))

    def broken_rules(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Name the rules that one pair breaks."""
        pair = np.array([mentee]), np.array([mentor])
        judged = zip(self.program.rules, self.rule_masks, strict=True)
        return tuple(rule.name for rule, rule_mask in judged if not rule_mask(*pair).all())
