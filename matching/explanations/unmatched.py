"""Why nobody: what left a person without a pair."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.explanations.counterfactuals import Change, changes_of_mentees, changes_of_mentors
from matching.explanations.reasons import Kind, Reason, Rival, RuleCount, Unmatched
from matching.pair_scores.pair_scores import PairScores, blocks
from matching.problem.protocol import UNMATCHED, Pair
from matching.solution.assignment import Assignment
from matching.tables.people import People

MAX_RIVALS = 3

Looked = tuple[Floats, Bools, list[Index]]
"""Of some people and all others: scores, eligibility, and how many others pass each rule."""


def unmatched_mentees(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Say why each mentee without a mentor has none, in order of id."""
    problem = assignment.problem
    takes_some = problem.mentor_capacity > 0
    others = np.flatnonzero(takes_some)
    lonely = np.flatnonzero(assignment.mentor_of == UNMATCHED)

    def look(block: Index) -> Looked:
        scores, eligible = problem.rows(block)
        passing = [rule_mask(block, others).sum(axis=1) for rule_mask in pair_scores.rule_masks]
        return scores[:, others], eligible[:, others], passing

    view = _View(
        pair_scores,
        pair_scores.mentees,
        pair_scores.mentors,
        others,
        _weakest(assignment)[others],
        look,
    )
    banned = Counter(mentee for mentee, mentor in bans if takes_some[mentor])
    helped = _counterfactuals(changes_of_mentees, pair_scores, assignment, lonely, bans)
    return tuple(view.explained(lonely, banned, helped))


def unmatched_mentors(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Say why each mentor without any mentee has none, in order of id."""
    problem = assignment.problem
    others = np.arange(problem.shape[0])
    lonely = np.setdiff1d(np.arange(problem.shape[1]), assignment.mentor_of)

    def look(block: Index) -> Looked:
        scores, eligible = problem.columns(block)
        passing = [rule_mask(others, block).sum(axis=0) for rule_mask in pair_scores.rule_masks]
        return scores.T, eligible.T, passing

    current_score = np.append(_weakest(assignment), 0.0)[assignment.mentor_of]
    view = _View(pair_scores, pair_scores.mentors, pair_scores.mentees, others, current_score, look)
    banned = Counter(mentor for _, mentor in bans)
    free = lonely[problem.mentor_capacity[lonely] > 0]
    helped = _counterfactuals(changes_of_mentors, pair_scores, assignment, free, bans)
    return tuple(view.explained(lonely, banned, helped))


def _counterfactuals(
    changes: Callable[[PairScores, Assignment, Index, Iterable[Pair]], dict[int, Change]],
    pair_scores: PairScores,
    assignment: Assignment,
    lonely: Index,
    bans: Iterable[Pair],
) -> dict[int, Change]:
    """Look for changes that would help, but not in rounds too large to be held."""
    if (
        not assignment.scaled.is_dense
        or assignment.gap
        or not min(len(lonely), *assignment.problem.shape)
    ):
        return {}
    return changes(pair_scores, assignment, lonely, bans)


def _weakest(assignment: Assignment) -> Floats:
    """Give the score of each mentor's weakest pair, 0 for none."""
    matched = np.flatnonzero(assignment.mentor_of != UNMATCHED)
    mentors = assignment.mentor_of[matched]
    weakest = np.full(assignment.problem.shape[1], np.inf)
    np.minimum.at(weakest, mentors, assignment.problem.scores_of(matched, mentors))
    weakest[np.isinf(weakest)] = 0.0
    return weakest


@dataclass(frozen=True, eq=False)
class _View:
    """The round as one side sees it: themselves, and the others who could take somebody."""

    pair_scores: PairScores
    people: People
    them: People
    others: Index
    current_score: Floats
    look: Callable[[Index], Looked]

    def explained(
        self, lonely: Index, banned: Mapping[int, int], helped: Mapping[int, Change]
    ) -> Iterator[Unmatched]:
        """Say of everybody in turn why they are without a pair."""
        for block in blocks(lonely):
            scores, eligible, passing = self.look(block)
            for place, person in enumerate(block.tolist()):
                allowed = int(eligible[place].sum())
                yield Unmatched(
                    self.people.ids[person],
                    self.people.names[person],
                    Reason(
                        kind=self._kind(person, allowed),
                        others=len(self.others),
                        allowed=allowed,
                        banned=banned.get(person, 0),
                        passing=self._passing([int(counts[place]) for counts in passing]),
                        rivals=self._rivals(scores[place], eligible[place]),
                        change=helped.get(person),
                    ),
                )

    def _kind(self, person: int, allowed: int) -> Kind:
        if self.people.capacity[person] == 0:
            return "no_places"
        if len(self.others) == 0:
            return "nobody_there"
        return "all_taken" if allowed else "none_allowed"

    def _passing(self, counts: list[int]) -> tuple[RuleCount, ...]:
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
                id=self.them.ids[self.others[place]],
                name=self.them.names[self.others[place]],
                score=float(scores[place]),
                current_score=float(self.current_score[place]),
            )
            for place in best
        )
