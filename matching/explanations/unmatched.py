"""Why people are unmatched."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.explanations.counterfactuals import Change, changes_of_mentees, changes_of_mentors
from matching.explanations.reasons import Reason, ReasonKind, Rival, RuleCount, Unmatched
from matching.pair_scores.pair_scores import PairScores, split_into_blocks
from matching.problem.protocol import UNMATCHED, Pair
from matching.solution.assignment import Assignment
from matching.tables.people import People

MAX_RIVALS = 3
"""Rivals named in one reason."""

BlockScores = tuple[Floats, Bools, Index, list[Index]]
"""Some people with all others: scores, eligibility, and how many others there are apart from
themselves, and of these pass each rule."""


def unmatched_mentees(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Return each mentee without a mentor, with the reason, in order of id."""
    problem = assignment.problem
    has_capacity = problem.mentor_capacity > 0
    others = np.flatnonzero(has_capacity)
    unmatched = np.flatnonzero(assignment.mentor_of == UNMATCHED)

    def score_block(block: Index) -> BlockScores:
        scores, eligible = problem.rows(block)
        different = pair_scores.shared_ids.differ(block, others)
        passing = [(mask(block, others) & different).sum(axis=1) for mask in pair_scores.rule_masks]
        return scores[:, others], eligible[:, others], different.sum(axis=1), passing

    side = _SideView(
        pair_scores,
        pair_scores.mentees,
        pair_scores.mentors,
        others,
        _weakest_scores(assignment)[others],
        score_block,
    )
    banned = Counter(mentee for mentee, mentor in bans if has_capacity[mentor])
    changes = _counterfactuals(changes_of_mentees, pair_scores, assignment, unmatched, bans)
    return tuple(side.explain(unmatched, banned, changes))


def unmatched_mentors(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Return each mentor without any mentee, with the reason, in order of id."""
    problem = assignment.problem
    others = np.arange(problem.shape[0])
    unmatched = np.setdiff1d(np.arange(problem.shape[1]), assignment.mentor_of)

    def score_block(block: Index) -> BlockScores:
        scores, eligible = problem.columns(block)
        different = pair_scores.shared_ids.differ(others, block)
        passing = [(mask(others, block) & different).sum(axis=0) for mask in pair_scores.rule_masks]
        return scores.T, eligible.T, different.sum(axis=0), passing

    # UNMATCHED is −1, so that an unmatched mentee gets the 0 appended at the end.
    current_score = np.append(_weakest_scores(assignment), 0.0)[assignment.mentor_of]
    side = _SideView(
        pair_scores, pair_scores.mentors, pair_scores.mentees, others, current_score, score_block
    )
    banned = Counter(mentor for _, mentor in bans)
    with_capacity = unmatched[problem.mentor_capacity[unmatched] > 0]
    changes = _counterfactuals(changes_of_mentors, pair_scores, assignment, with_capacity, bans)
    return tuple(side.explain(unmatched, banned, changes))


def _counterfactuals(
    find_changes: Callable[[PairScores, Assignment, Index, Iterable[Pair]], dict[int, Change]],
    pair_scores: PairScores,
    assignment: Assignment,
    unmatched: Index,
    bans: Iterable[Pair],
) -> dict[int, Change]:
    """Return helpful changes; none for a problem too large for memory or not proven optimal."""
    if (
        not assignment.scaled.is_dense
        or assignment.gap
        or not min(len(unmatched), *assignment.problem.shape)
    ):
        return {}
    return find_changes(pair_scores, assignment, unmatched, bans)


def _weakest_scores(assignment: Assignment) -> Floats:
    """Return the score of each mentor's weakest pair, 0 without any."""
    matched = np.flatnonzero(assignment.mentor_of != UNMATCHED)
    mentors = assignment.mentor_of[matched]
    weakest = np.full(assignment.problem.shape[1], np.inf)
    np.minimum.at(weakest, mentors, assignment.problem.scores_of(matched, mentors))
    weakest[np.isinf(weakest)] = 0.0
    return weakest


@dataclass(frozen=True, eq=False)
class _SideView:
    """One side of the problem, and those of the other side who have capacity.

    Attributes
    ----------
    people, other_people : People
        Both sides.
    others : numpy.ndarray of int
        Positions in ``other_people``.
    current_score : numpy.ndarray of float, shape (others,)
        The score of the weakest pair of each.
    score_block : callable
        Scores some people with all others.
    """

    pair_scores: PairScores
    people: People
    other_people: People
    others: Index
    current_score: Floats
    score_block: Callable[[Index], BlockScores]

    def explain(
        self, unmatched: Index, banned: Mapping[int, int], changes: Mapping[int, Change]
    ) -> Iterator[Unmatched]:
        """Yield each unmatched person with the reason."""
        for block in split_into_blocks(unmatched):
            scores, eligible, others, passing = self.score_block(block)
            for row, person in enumerate(block.tolist()):
                allowed = int(eligible[row].sum())
                yield Unmatched(
                    self.people.ids[person],
                    self.people.names[person],
                    Reason(
                        kind=self._kind(person, int(others[row]), allowed),
                        others=int(others[row]),
                        allowed=allowed,
                        banned=banned.get(person, 0),
                        passing=self._rule_counts([int(counts[row]) for counts in passing]),
                        rivals=self._rivals(scores[row], eligible[row]),
                        change=changes.get(person),
                    ),
                )

    def _kind(self, person: int, others: int, allowed: int) -> ReasonKind:
        if self.people.capacity[person] == 0:
            return "no_capacity"
        if others == 0:
            return "nobody_there"
        return "all_taken" if allowed else "none_allowed"

    def _rule_counts(self, counts: list[int]) -> tuple[RuleCount, ...]:
        rules = self.pair_scores.program.rules
        return tuple(
            RuleCount(rule.name, rule.title, count)
            for rule, count in zip(rules, counts, strict=True)
        )

    def _rivals(self, scores: Floats, eligible: Bools) -> tuple[Rival, ...]:
        allowed = np.flatnonzero(eligible)
        best = allowed[np.argsort(-scores[allowed], kind="stable")][:MAX_RIVALS]
        return tuple(
            Rival(
                id=self.other_people.ids[self.others[column]],
                name=self.other_people.names[self.others[column]],
                score=float(scores[column]),
                current_score=float(self.current_score[column]),
            )
            for column in best
        )
