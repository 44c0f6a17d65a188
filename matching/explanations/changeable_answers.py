"""The answers that people could add, among those that the other side compares with them."""

from collections.abc import Iterator, Sequence

from matching.encoding.text import fold_text
from matching.program.columns import answers, any_answers, is_single_answer, partner_columns
from matching.program.program import Program
from matching.tables.list_cells import join_items, split_items
from matching.tables.people import People

ColumnAnswer = tuple[str, str]
"""A column, and an answer in it."""

Candidate = tuple[int, tuple[ColumnAnswer, ...]]
"""A person's position, and the answers added to theirs."""


class ChangeableAnswers:
    """The answers of one side in changeable columns, and those the other side compares with them.

    Parameters
    ----------
    program : Program
    columns : sequence of str
        The changeable columns.
    people, others : People
        The side that could change its answers, and the other side.
    """

    def __init__(
        self, program: Program, columns: Sequence[str], people: People, others: People
    ) -> None:
        self.people = people
        self._cells = {column: people.text(column) for column in columns}
        self._answers = {column: answers(people, column, program) for column in columns}
        self._is_single = {column: is_single_answer(column, program) for column in columns}
        self._useful = {column: _useful_answers(program, column, others) for column in columns}

    def options(self, person: int) -> Iterator[ColumnAnswer]:
        """Yield the useful answers that a person has not given."""
        for column, useful in self._useful.items():
            given = {fold_text(answer) for answer in self._answers[column][person]}
            yield from ((column, answer) for folded, answer in useful if folded not in given)

    def apply(self, candidates: Sequence[Candidate]) -> People:
        """Return one changed person for each candidate."""
        return self.people.with_answers(
            [(person, self._changed_cells(person, added)) for person, added in candidates]
        )

    def _changed_cells(self, person: int, added: Sequence[ColumnAnswer]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for column, answer in added:
            before = cells.get(column, self._cells[column][person])
            replaces = self._is_single[column] or not before
            cells[column] = answer if replaces else join_items((*split_items(before), answer))
        return cells


def _useful_answers(program: Program, column: str, others: People) -> list[tuple[str, str]]:
    """Return the others' answers in columns compared with this one: (folded, original), sorted.

    An answer that means "any" is no answer to add: it says what its giver takes.
    """
    means_any = set(map(fold_text, any_answers(column, program)))
    useful = {
        fold_text(answer): answer
        for partner in partner_columns(column, program)
        for person_answers in answers(others, partner, program)
        for answer in person_answers
        if fold_text(answer) not in means_any
    }
    return sorted(useful.items())
