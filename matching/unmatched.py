"""Why nobody: what left a person without a pair, as data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.answer import NOBODY, Answer
from matching.comparison import Comparison, blocks
from matching.encodings import Index
from matching.people import People
from matching.problem import Problem
from matching.rules import Rule

Bans = Iterable[tuple[int, int]]
Kind = Literal["nobody_there", "no_places", "none_allowed", "all_taken"]


@dataclass(frozen=True)
class RuleCount:
    """How many people of the other side pass one rule with somebody, whatever the others say."""

    rule: str
    title: str
    passing: int


@dataclass(frozen=True)
class Reason:
    """Why a person has nobody.

    Attributes
    ----------
    kind : {"nobody_there", "no_places", "none_allowed", "all_taken"}
        ``nobody_there``: the other side is empty. ``no_places``: this mentor takes nobody.
        ``none_allowed``: nobody passes every rule and ban. ``all_taken``: whoever passes is
        in another pair, and the round as a whole is better so.
    others : int
        People on the other side; of mentors, those with a place.
    allowed : int
        Of them, those who pass every rule and ban.
    banned : int
        Of them, those banned with this person.
    passing : tuple of RuleCount
        Of them, those who pass each rule taken alone.
    """

    kind: Kind
    others: int
    allowed: int
    banned: int
    passing: tuple[RuleCount, ...]

    @property
    def blocking(self) -> tuple[RuleCount, ...]:
        """The rules that leave nobody, each on its own."""
        return tuple(count for count in self.passing if count.passing == 0)


@dataclass(frozen=True)
class Unmatched:
    """Somebody without a pair, and why."""

    id: str
    name: str
    reason: Reason


def unmatched_mentees(
    comparison: Comparison, problem: Problem, answer: Answer, bans: Bans
) -> tuple[Unmatched, ...]:
    """Say why each mentee without a mentor has none, in order of id."""
    lonely = np.flatnonzero(answer.mentor_of == NOBODY)
    takes_some = problem.mentor_capacity > 0
    others = np.flatnonzero(takes_some)
    return _explained(
        comparison.mentees,
        comparison.program.rules,
        lonely,
        others=len(others),
        allowed=problem.eligible[np.ix_(lonely, others)].sum(axis=1),
        passing=[
            [row for block in blocks(lonely) for row in gate(block, others).sum(axis=1)]
            for gate in comparison.gates
        ],
        banned=Counter(mentee for mentee, mentor in bans if takes_some[mentor]),
    )


def unmatched_mentors(
    comparison: Comparison, problem: Problem, answer: Answer, bans: Bans
) -> tuple[Unmatched, ...]:
    """Say why each mentor without any mentee has none, in order of id."""
    mentees, mentors = problem.scores.shape
    lonely = np.setdiff1d(np.arange(mentors), answer.mentor_of)
    others = np.arange(mentees)
    return _explained(
        comparison.mentors,
        comparison.program.rules,
        lonely,
        others=mentees,
        allowed=problem.eligible[:, lonely].sum(axis=0),
        passing=[
            [column for block in blocks(lonely) for column in gate(others, block).sum(axis=0)]
            for gate in comparison.gates
        ],
        banned=Counter(mentor for _, mentor in bans),
    )


def _explained(
    people: People,
    rules: Sequence[Rule],
    lonely: Index,
    *,
    others: int,
    allowed: Index,
    passing: Sequence[Sequence[int]],
    banned: Counter[int],
) -> tuple[Unmatched, ...]:
    """Put the counts, all in the order of ``lonely``, to the people they are about."""
    return tuple(
        Unmatched(
            people.ids[person],
            people.names[person],
            Reason(
                kind=_kind(others, int(people.capacity[person]), int(allowed[place])),
                others=others,
                allowed=int(allowed[place]),
                banned=banned[person],
                passing=tuple(
                    RuleCount(rule.name, rule.title, int(counts[place]))
                    for rule, counts in zip(rules, passing, strict=True)
                ),
            ),
        )
        for place, person in enumerate(lonely.tolist())
    )


def _kind(others: int, places: int, allowed: int) -> Kind:
    if places == 0:
        return "no_places"
    if others == 0:
        return "nobody_there"
    return "all_taken" if allowed else "none_allowed"
