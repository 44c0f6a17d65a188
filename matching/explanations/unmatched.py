"""Why nobody: what left a person without a pair."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.explanations.counterfactuals import Change, changes_of_mentees, changes_of_mentors
from matching.explanations.reasons import Kind, Reason, Rival, RuleCount, Unmatched
from matching.pair_scores.pair_scores import Comparison, blocks
from matching.problem.protocol import NOBODY, Pair
from matching.solution.assignment import Answer
from matching.tables.people import People

MOST_RIVALS = 3

Looked = tuple[Floats, Bools, list[Index]]
"""Of some people and all others: scores, eligibility, and how many others pass each rule."""


def unmatched_mentees(
    comparison: Comparison, answer: Answer, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Say why each mentee without a mentor has none, in order of id."""
    problem = answer.problem
    takes_some = problem.mentor_capacity > 0
    others = np.flatnonzero(takes_some)
    lonely = np.flatnonzero(answer.mentor_of == NOBODY)

    def look(block: Index) -> Looked:
        scores, eligible = problem.rows(block)
        passing = [gate(block, others).sum(axis=1) for gate in comparison.gates]
        return scores[:, others], eligible[:, others], passing

    view = _View(
        comparison, comparison.mentees, comparison.mentors, others, _weakest(answer)[others], look
    )
    banned = Counter(mentee for mentee, mentor in bans if takes_some[mentor])
    helped = _helped(changes_of_mentees, comparison, answer, lonely, bans)
    return tuple(view.explained(lonely, banned, helped))


def unmatched_mentors(
    comparison: Comparison, answer: Answer, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Say why each mentor without any mentee has none, in order of id."""
    problem = answer.problem
    others = np.arange(problem.shape[0])
    lonely = np.setdiff1d(np.arange(problem.shape[1]), answer.mentor_of)

    def look(block: Index) -> Looked:
        scores, eligible = problem.columns(block)
        passing = [gate(others, block).sum(axis=0) for gate in comparison.gates]
        return scores.T, eligible.T, passing

    taken_at = np.append(_weakest(answer), 0.0)[answer.mentor_of]
    view = _View(comparison, comparison.mentors, comparison.mentees, others, taken_at, look)
    banned = Counter(mentor for _, mentor in bans)
    free = lonely[problem.mentor_capacity[lonely] > 0]
    helped = _helped(changes_of_mentors, comparison, answer, free, bans)
    return tuple(view.explained(lonely, banned, helped))


def _helped(
    changes: Callable[[Comparison, Answer, Index, Iterable[Pair]], dict[int, Change]],
    comparison: Comparison,
    answer: Answer,
    lonely: Index,
    bans: Iterable[Pair],
) -> dict[int, Change]:
    """Look for changes that would help, but not in rounds too large to be held."""
    if not answer.market.kept or answer.gap or not min(len(lonely), *answer.problem.shape):
        return {}
    return changes(comparison, answer, lonely, bans)


def _weakest(answer: Answer) -> Floats:
    """Give the score of each mentor's weakest pair, 0 for none."""
    matched = np.flatnonzero(answer.mentor_of != NOBODY)
    mentors = answer.mentor_of[matched]
    weakest = np.full(answer.problem.shape[1], np.inf)
    np.minimum.at(weakest, mentors, answer.problem.scores_of(matched, mentors))
    weakest[np.isinf(weakest)] = 0.0
    return weakest


@dataclass(frozen=True, eq=False)
class _View:
    """The round as one side sees it: themselves, and the others who could take somebody."""

    comparison: Comparison
    people: People
    them: People
    others: Index
    taken_at: Floats
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
        rules = self.comparison.program.rules
        return tuple(
            RuleCount(rule.name, rule.title, count)
            for rule, count in zip(rules, counts, strict=True)
        )

    def _rivals(self, scores: Floats, eligible: Bools) -> tuple[Rival, ...]:
        allowed = np.flatnonzero(eligible)
        best = allowed[np.argsort(-scores[allowed], kind="stable")][:MOST_RIVALS]
        return tuple(
            Rival(
                id=self.them.ids[self.others[place]],
                name=self.them.names[self.others[place]],
                score=float(scores[place]),
                taken_at=float(self.taken_at[place]),
            )
            for place in best
        )
