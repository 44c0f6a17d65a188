"""The columns by which the report groups people."""

from collections.abc import Sequence

from matching.encoding.text import fold_text
from matching.errors import InvalidTableError
from matching.program.columns import answers, has_column, used_columns
from matching.program.program import Program
from matching.tables.people import People

MAX_GROUPS = 12
"""Different answers in a column; one with more is shown only if it is requested."""


def choose_columns(
    requested: Sequence[str], program: Program, mentees: People, mentors: People
) -> tuple[str, ...]:
    """Return the requested columns, or by default the programme's columns with few groups.

    Raises
    ------
    InvalidTableError
        A column is in neither table.
    """
    for column in requested:
        if not any(has_column(side, column) for side in (mentees, mentors)):
            raise InvalidTableError(f"no column {column!r} in {mentees.source} or {mentors.source}")
    return tuple(dict.fromkeys(requested)) or tuple(
        column
        for column in used_columns(program)
        if 0 < _group_count(column, program, mentees, mentors) <= MAX_GROUPS
    )


def _group_count(column: str, program: Program, *sides: People) -> int:
    return len(
        {
            fold_text(answer)
            for people in sides
            if has_column(people, column)
            for person_answers in answers(people, column, program)
            for answer in person_answers
        }
    )
