"""The other side as unmatched people see it: who would fit, who nearly would, and who is taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.explanations.counterfactuals import Change
from matching.explanations.near_misses import nearest
from matching.explanations.reasons import (
    NearMiss,
    Reason,
    ReasonKind,
    Rival,
    RuleCount,
    Unmatched,
)
from matching.pair_scores.pair_scores import split_into_blocks
from matching.program.program import Program
from matching.tables.people import People, Side

MAX_RIVALS = 3
MAX_NEAR_MISSES = 3
"""People named in one reason."""

BlockScores = tuple[Floats, Bools, Bools, list[Bools]]
"""Some people with all others: scores, eligibility, who is another person, who passes each rule."""


@dataclass(frozen=True, eq=False)
class OtherSide:
    """One side of the problem, and those of the other side who have capacity.

    Attributes
    ----------
    program : Program
    side : Side
        What the programme says of the columns of ``people``.
    people, other_people : People
        Both sides.
    others : numpy.ndarray of int
        Positions in ``other_people``.
    current_score : numpy.ndarray of float, shape (others,)
        The score of the weakest pair of each.
    is_free : numpy.ndarray of bool, shape (others,)
        Who could be in another pair without leaving one.
    floor : float
        The lowest score that a pair may have.
    score_block : callable
        Scores some people with all others.
    """

    program: Program
    side: Side
    people: People
    other_people: People
    others: Index
    current_score: Floats
    is_free: Bools
    floor: float
    score_block: Callable[[Index], BlockScores]

    def explain(
        self,
        unmatched: Index,
        banned: Mapping[int, Sequence[int]],
        changes: Mapping[int, Change],
    ) -> Iterator[Unmatched]:
        """Yield each unmatched person with the reason; ``banned`` has positions of other people."""
        for block in split_into_blocks(unmatched):
            scores, eligible, different, passing = self.score_block(block)
            for row, person in enumerate(block.tolist()):
                passed = np.array([mask[row] for mask in passing], dtype=np.bool_)
                bans = banned.get(person, ())
                reason = self._reason(person, scores[row], eligible[row], different[row], passed)
                near = self._near_misses(scores[row], passed, different[row], bans)
                yield Unmatched(
                    self.people.ids[person],
                    self.people.names[person],
                    replace(reason, banned=len(bans), near_misses=near, change=changes.get(person)),
                )

    def _reason(
        self, person: int, scores: Floats, eligible: Bools, different: Bools, passed: Bools
    ) -> Reason:
        others = int(different.sum())
        rivals = self._rivals(scores, eligible)
        return Reason(
            kind=self._kind(person, others, rivals),
            others=others,
            allowed=int(eligible.sum()),
            banned=0,
            passing=tuple(
                RuleCount(rule.name, rule.title, int((passes & different).sum()))
                for rule, passes in zip(self.program.rules, passed, strict=True)
            ),
            rivals=rivals,
        )

    def _kind(self, person: int, others: int, rivals: Sequence[Rival]) -> ReasonKind:
        if self.people.capacity[person] == 0:
            return "no_capacity"
        if others == 0:
            return "nobody_there"
        if not rivals:
            return "none_allowed"
        return "below_floor" if rivals[0].score < self.floor else "all_taken"

    def _rivals(self, scores: Floats, eligible: Bools) -> tuple[Rival, ...]:
        allowed = np.flatnonzero(eligible)
        best = allowed[np.argsort(-scores[allowed], kind="stable")][:MAX_RIVALS]
        return tuple(
            Rival(
                id=self.other_people.ids[self.others[column]],
                name=self.other_people.names[self.others[column]],
                score=float(scores[column]),
                current_score=float(self.current_score[column]),
                is_free=bool(self.is_free[column]),
            )
            for column in best
        )

    def _near_misses(
        self, scores: Floats, passed: Bools, different: Bools, banned: Sequence[int]
    ) -> tuple[NearMiss, ...]:
        candidates = different & ~np.isin(self.others, banned)
        near = nearest(self.program, scores, passed, candidates, self.is_free, self.side.changeable)
        return tuple(
            NearMiss(
                id=self.other_people.ids[self.others[column]],
                name=self.other_people.names[self.others[column]],
                score=float(scores[column]),
                rule=self.program.rules[rule].name,
                is_free=bool(self.is_free[column]),
            )
            for column, rule in near[:MAX_NEAR_MISSES]
        )
