"""The columns by which people fall into groups, and the groups of everybody in each."""

from collections.abc import Sequence

from matching.encoding.text import same_text
from matching.errors import InvalidTableError
from matching.program.columns import answers, has, used
from matching.program.program import Program
from matching.tables.people import People

MAX_GROUPS = 12
"""A column of the programme with more different answers is shown only to who asks for it."""


def chosen_columns(
    asked: Sequence[str], program: Program, mentees: People, mentors: People
) -> tuple[str, ...]:
    """Give the columns asked for, or else those of the programme that have few groups.

    Raises
    ------
    InvalidTableError
        A column is in neither table.
    """
    for column in asked:
        if not any(has(side, column) for side in (mentees, mentors)):
            raise InvalidTableError(f"no column {column!r} in {mentees.source} or {mentors.source}")
    return tuple(dict.fromkeys(asked)) or tuple(
        column
        for column in dict.fromkeys(used(program))
        if 0 < _different(column, program, mentees, mentors) <= MAX_GROUPS
    )


def _different(column: str, program: Program, *sides: People) -> int:
    return len(
        {
            same_text(assignment)
            for people in sides
            if has(people, column)
            for person in answers(people, column, program)
            for assignment in person
        }
    )
