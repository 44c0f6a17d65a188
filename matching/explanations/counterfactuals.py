"""The smallest change of somebody's own answers that would have given them a pair.

"Free on Saturday morning" can be asked of a person; another community cannot. So a programme says
which answers are changeable, and only these are tried: one more answer, then two together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations

import numpy as np

from matching.arrays import Index
from matching.encoding.text import same_text
from matching.pair_scores.pair_scores import PairScores, blocks
from matching.problem.integer_scale import FORBIDDEN, ScaledInts
from matching.problem.protocol import Pair
from matching.program.columns import answers, has_one_answer, partner_columns
from matching.program.program import Program
from matching.reoptimize.opportunity_costs import marginal_mentee_values, marginal_slot_values
from matching.solution.assignment import Assignment
from matching.tables.people import People

MAX_CHANGES_TRIED = 20_000
"""Changed answers of one side that are tried; two together only where there is room."""

Answered = tuple[str, str]
"""A column, and an answer in it."""

Tried = tuple[int, tuple[Answered, ...]]
"""A person, and what they would answer besides."""


@dataclass(frozen=True)
class Change:
    """What somebody could answer besides, and who would then be theirs.

    Attributes
    ----------
    answers : tuple of (str, str)
        Columns, and the answer that would be new in each.
    other_id, other_name : str
        With whom the round would then pair them.
    """

    answers: tuple[Answered, ...]
    other_id: str
    other_name: str


def changes_of_mentees(
    pair_scores: PairScores, assignment: Assignment, lonely: Index, banned: Iterable[Pair]
) -> dict[int, Change]:
    """Find the smallest change for each mentee without a mentor, where there is one.

    A changed mentee gets a mentor if the pair is worth more than what the round would lose by
    giving up the mentor's place; that is exact, and needs no new solution.
    """

    def worth(changed: People) -> Iterator[ScaledInts]:
        compared = pair_scores.for_people(changed, pair_scores.mentors)
        for rows in blocks(np.arange(len(changed))):
            yield assignment.scaled.values_from_scores(*compared.rows(rows))

    mentees, mentors, program = pair_scores.mentees, pair_scores.mentors, pair_scores.program
    questions = Questions(program, program.mentees.changeable, mentees, mentors)
    prices = cache(partial(marginal_slot_values, assignment.scaled, assignment.solution))
    return _smallest(questions, lonely, mentors, worth, prices, set(banned))


def changes_of_mentors(
    pair_scores: PairScores, assignment: Assignment, lonely: Index, banned: Iterable[Pair]
) -> dict[int, Change]:
    """Find the smallest change for each mentor without any mentee, where there is one."""

    def worth(changed: People) -> Iterator[ScaledInts]:
        compared = pair_scores.for_people(pair_scores.mentees, changed)
        everybody = np.arange(len(pair_scores.mentees))
        for rows in blocks(np.arange(len(changed))):
            block = compared.scores(everybody, rows), compared.eligible(everybody, rows)
            yield assignment.scaled.values_from_scores(*block).T

    mentees, mentors, program = pair_scores.mentees, pair_scores.mentors, pair_scores.program
    questions = Questions(program, program.mentors.changeable, mentors, mentees)
    prices = cache(partial(marginal_mentee_values, assignment.scaled, assignment.solution))
    turned = {(mentor, mentee) for mentee, mentor in banned}
    return _smallest(questions, lonely, mentees, worth, prices, turned)


class Questions:
    """What the people of one side have answered, and what the others would find of use."""

    def __init__(
        self, program: Program, columns: Sequence[str], people: People, others: People
    ) -> None:
        self.people = people
        self.cells = {column: people.text(column) for column in columns}
        self.own = {column: answers(people, column, program) for column in columns}
        self.alone = {column: has_one_answer(column, program) for column in columns}
        self.wanted = {column: _wanted(program, column, others) for column in columns}

    def options(self, person: int) -> Iterator[Answered]:
        """List what somebody could answer besides."""
        for column, wanted in self.wanted.items():
            own = {same_text(one) for one in self.own[column][person]}
            yield from ((column, one) for key, one in wanted if key not in own)

    def changed(self, tried: Sequence[Tried]) -> People:
        """Give people as they would be with other answers."""
        return self.people.answering(
            [(person, self._cells(person, added)) for person, added in tried]
        )

    def _cells(self, person: int, added: Sequence[Answered]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for column, one in added:
            before = cells.get(column, self.cells[column][person])
            cells[column] = one if self.alone[column] or not before else f"{before}, {one}"
        return cells


def _wanted(program: Program, column: str, others: People) -> list[tuple[str, str]]:
    """List what the others have answered where it is compared with a column, alphabetically."""
    found = {
        same_text(one): one
        for partner in partner_columns(column, program)
        for person in answers(others, partner, program)
        for one in person
    }
    return sorted(found.items())


def _smallest(
    questions: Questions,
    lonely: Index,
    others: People,
    worth: Callable[[People], Iterator[ScaledInts]],
    prices: Callable[[], ScaledInts],
    banned: set[Pair],
) -> dict[int, Change]:
    """Try one more answer of each, and then two of those whom one does not help."""
    people = lonely.tolist()
    options = {person: list(questions.options(person)) for person in people}
    found: dict[int, Change] = {}
    room = MAX_CHANGES_TRIED
    for together in (1, 2):
        tried = [
            (person, added)
            for person in people
            if person not in found
            for added in combinations(options[person], together)
        ][:room]
        room -= len(tried)
        if not tried:
            break
        gains = _gains(questions, tried, worth, prices(), banned)
        for person, (added, other) in _best(tried, gains).items():
            found[person] = Change(added, others.ids[other], others.names[other])
    return found


def _gains(
    questions: Questions,
    tried: Sequence[Tried],
    worth: Callable[[People], Iterator[ScaledInts]],
    prices: ScaledInts,
    banned: set[Pair],
) -> Iterator[tuple[int, int]]:
    """Say with whom each try would be paired, and what the round would gain by it."""
    rows = (row for block in worth(questions.changed(tried)) for row in block - prices)
    for (person, _), gains in zip(tried, rows, strict=True):
        gains[[other for one, other in banned if one == person]] = FORBIDDEN
        other = int(gains.argmax())
        yield int(gains[other]), other


def _best(
    tried: Sequence[Tried], gains: Iterator[tuple[int, int]]
) -> dict[int, tuple[tuple[Answered, ...], int]]:
    """Keep of each person the try by which the round gains most, if it gains at all."""
    best: dict[int, int] = {}
    found = {}
    for (person, added), (gain, other) in zip(tried, gains, strict=True):
        if gain > best.get(person, 0):
            best[person] = gain
            found[person] = added, other
    return found
