"""Counterfactuals: the smallest change of somebody's answers that would have got them a pair.

A person can be asked for another free morning, but not for another community. So a programme says
which columns are changeable, and only these are tried: one more answer, then two together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations

import numpy as np

from matching.arrays import Index
from matching.explanations.changeable_answers import Candidate, ChangeableAnswers, ColumnAnswer
from matching.pair_scores.pair_scores import PairScores, split_into_blocks
from matching.problem.integer_scale import FORBIDDEN, ScaledInts
from matching.problem.protocol import Pair
from matching.reoptimize.opportunity_costs import marginal_mentee_values, marginal_slot_values
from matching.solution.assignment import Assignment
from matching.tables.people import People

MAX_CANDIDATES = 20_000
"""Changes that are tried for the people of one side, single ones before double ones."""

PairValues = Callable[[People], Iterator[ScaledInts]]
"""Yields, in blocks of rows, the value of each changed person's pair with each other person."""


@dataclass(frozen=True)
class Change:
    """Answers that somebody could add, and the person they would then be paired with.

    Attributes
    ----------
    answers : tuple of (str, str)
        Columns, and the answer added to each.
    other_id, other_name : str
        The person of the other side.
    """

    answers: tuple[ColumnAnswer, ...]
    other_id: str
    other_name: str


def changes_of_mentees(
    pair_scores: PairScores, assignment: Assignment, unmatched: Index, banned: Iterable[Pair]
) -> dict[int, Change]:
    """Return the smallest helpful change for each unmatched mentee that has one.

    Parameters
    ----------
    pair_scores : PairScores
    assignment : Assignment
        An optimum.
    unmatched : numpy.ndarray of int
        The mentees to try.
    banned : iterable of (int, int)
        Pairs that must not be suggested.

    Notes
    -----
    A changed mentee gets a mentor if their pair is worth more than a unit of the mentor's capacity
    is worth to the others. This is exact, and needs no new solution.
    """

    def pair_values(changed: People) -> Iterator[ScaledInts]:
        changed_scores = pair_scores.for_people(changed, pair_scores.mentors)
        for rows in split_into_blocks(np.arange(len(changed))):
            yield assignment.scaled.values_from_scores(*changed_scores.rows(rows))

    mentees, mentors, program = pair_scores.mentees, pair_scores.mentors, pair_scores.program
    changeable = ChangeableAnswers(program, program.mentees.changeable, mentees, mentors)
    prices = cache(partial(marginal_slot_values, assignment.scaled, assignment.solution))
    return _smallest_changes(changeable, unmatched, mentors, pair_values, prices, set(banned))


def changes_of_mentors(
    pair_scores: PairScores, assignment: Assignment, unmatched: Index, banned: Iterable[Pair]
) -> dict[int, Change]:
    """Return the smallest helpful change for each unmatched mentor that has one.

    Parameters are those of `changes_of_mentees`.
    """

    def pair_values(changed: People) -> Iterator[ScaledInts]:
        changed_scores = pair_scores.for_people(pair_scores.mentees, changed)
        mentees = np.arange(len(pair_scores.mentees))
        for rows in split_into_blocks(np.arange(len(changed))):
            block = changed_scores.scores(mentees, rows), changed_scores.eligible(mentees, rows)
            yield assignment.scaled.values_from_scores(*block).T

    mentees, mentors, program = pair_scores.mentees, pair_scores.mentors, pair_scores.program
    changeable = ChangeableAnswers(program, program.mentors.changeable, mentors, mentees)
    prices = cache(partial(marginal_mentee_values, assignment.scaled, assignment.solution))
    transposed = {(mentor, mentee) for mentee, mentor in banned}
    return _smallest_changes(changeable, unmatched, mentees, pair_values, prices, transposed)


def _smallest_changes(
    changeable: ChangeableAnswers,
    unmatched: Index,
    others: People,
    pair_values: PairValues,
    prices: Callable[[], ScaledInts],
    banned: set[Pair],
) -> dict[int, Change]:
    """Try one more answer for each person, then two for those whom one does not help."""
    people = unmatched.tolist()
    options = {person: list(changeable.options(person)) for person in people}
    changes: dict[int, Change] = {}
    remaining = MAX_CANDIDATES
    for size in (1, 2):
        candidates = [
            (person, added)
            for person in people
            if person not in changes
            for added in combinations(options[person], size)
        ][:remaining]
        remaining -= len(candidates)
        if not candidates:
            break
        gains = _gains(changeable, candidates, pair_values, prices(), banned)
        for person, (added, other) in _best_candidates(candidates, gains).items():
            changes[person] = Change(added, others.ids[other], others.names[other])
    return changes


def _gains(
    changeable: ChangeableAnswers,
    candidates: Sequence[Candidate],
    pair_values: PairValues,
    prices: ScaledInts,
    banned: set[Pair],
) -> Iterator[tuple[int, int]]:
    """Yield, for each candidate, the largest gain of the total and with whom."""
    rows = (row for block in pair_values(changeable.apply(candidates)) for row in block - prices)
    for (person, _), gains in zip(candidates, rows, strict=True):
        gains[[other for banned_person, other in banned if banned_person == person]] = FORBIDDEN
        other = int(gains.argmax())
        yield int(gains[other]), other


def _best_candidates(
    candidates: Sequence[Candidate], gains: Iterator[tuple[int, int]]
) -> dict[int, tuple[tuple[ColumnAnswer, ...], int]]:
    """Return each person's candidate with the largest positive gain, and with whom."""
    best_gains: dict[int, int] = {}
    best = {}
    for (person, added), (gain, other) in zip(candidates, gains, strict=True):
        if gain > best_gains.get(person, 0):
            best_gains[person] = gain
            best[person] = added, other
    return best
