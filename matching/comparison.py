"""The people of one round made ready to be compared, by every rule and criterion at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.criteria import Scorer
from matching.encodings import Bools, Floats, Index
from matching.people import People
from matching.program import Program
from matching.progress import Progress
from matching.rules import Gate

BLOCK = 512
"""Mentees compared at a time: enough for BLAS to run at full speed, few enough for memory."""


def blocks(people: Index, size: int = BLOCK) -> Iterator[Index]:
    """Cut an index into pieces.

    >>> [piece.tolist() for piece in blocks(np.arange(5), size=2)]
    [[0, 1], [2, 3], [4]]
    """
    for start in range(0, len(people), size):
        yield people[start : start + size]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both sides, encoded once.

    Attributes
    ----------
    program : Program
        What is compared.
    mentees, mentors : People
        Who is.
    gates : tuple of Gate
        The programme's rules, in its order.
    scorers : tuple of Scorer
        The programme's criteria, in its order.
    """

    program: Program
    mentees: People
    mentors: People
    gates: tuple[Gate, ...]
    scorers: tuple[Scorer, ...]

    @classmethod
    def of(cls, program: Program, mentees: People, mentors: People) -> "Comparison":
        """Encode the people for every rule and criterion of a programme."""
        return cls(
            program=program,
            mentees=mentees,
            mentors=mentors,
            gates=tuple(rule.kind.prepare(mentees, mentors) for rule in program.rules),
            scorers=tuple(one.kind.prepare(mentees, mentors) for one in program.criteria),
        )

    def scores(self, rows: Index, columns: Index) -> Floats:
        """Add up the points of a block."""
        points = np.zeros((len(rows), len(columns)))
        for criterion, scorer in zip(self.program.criteria, self.scorers, strict=True):
            points += criterion.weight * scorer.shares(rows, columns)
        return points

    def eligible(self, rows: Index, columns: Index) -> Bools:
        """Tell who passes every rule in a block."""
        allowed = np.ones((len(rows), len(columns)), dtype=np.bool_)
        for gate in self.gates:
            allowed &= gate(rows, columns)
        return allowed

    def matrices(self, progress: Progress) -> tuple[Floats, Bools]:
        """Compare everybody with everybody, block by block."""
        rows, columns = np.arange(len(self.mentees)), np.arange(len(self.mentors))
        scores = np.empty((len(rows), len(columns)))
        eligible = np.empty((len(rows), len(columns)), dtype=np.bool_)
        for block in blocks(rows):
            progress("scoring", int(block[0]), len(rows))
            scores[block] = self.scores(block, columns)
            eligible[block] = self.eligible(block, columns)
        return scores, eligible

    def broken_rules(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Name the rules that one pair breaks."""
        pair = np.array([mentee]), np.array([mentor])
        judged = zip(self.program.rules, self.gates, strict=True)
        return tuple(rule.name for rule, gate in judged if not gate(*pair).all())
