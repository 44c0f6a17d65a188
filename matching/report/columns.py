"""The columns by which people fall into groups, and the groups of everybody in each."""

from collections.abc import Iterator, Sequence

from matching.criteria import Same
from matching.encodings import same_text
from matching.errors import InvalidTableError
from matching.people import People
from matching.program import Program
from matching.rules import Different

MOST_GROUPS = 12
"""A column of the programme with more different answers is shown only to who asks for it."""

ONE_ANSWER = (Same, Different)


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
        for column in dict.fromkeys(_used(program))
        if 0 < _different(column, program, mentees, mentors) <= MOST_GROUPS
    )


def has(people: People, column: str) -> bool:
    """Tell whether a table has a column."""
    return column in (str(header).strip() for header in people.table.columns)


def answers(people: People, column: str, program: Program) -> list[tuple[str, ...]]:
    """Give everybody's groups: the items of a list, or the one answer; nothing for a blank."""
    if _has_one_answer(column, program):
        return [(answer,) if answer else () for answer in people.text(column)]
    return people.lists(column)


def scale_of(column: str, program: Program) -> tuple[str, ...]:
    """Give the order in which a programme puts a column's answers, lowest first, if any."""
    for kind in _kinds(program):
        if column in _columns(kind) and (order := getattr(kind, "order", ())):
            return tuple(order)
    return ()


def _used(program: Program) -> Iterator[str]:
    for kind in _kinds(program):
        yield from _columns(kind)


def _kinds(program: Program) -> Iterator[object]:
    yield from (rule.kind for rule in program.rules)
    yield from (criterion.kind for criterion in program.criteria)


def _columns(kind: object) -> tuple[str, ...]:
    named = (getattr(kind, side, None) for side in ("mentee", "mentor"))
    return tuple(column for column in named if isinstance(column, str))


def _has_one_answer(column: str, program: Program) -> bool:
    """Tell whether every rule and criterion takes a cell as one answer, commas and all."""
    using = [kind for kind in _kinds(program) if column in _columns(kind)]
    return bool(using) and all(
        isinstance(kind, ONE_ANSWER) or hasattr(kind, "order") for kind in using
    )


def _different(column: str, program: Program, *sides: People) -> int:
    return len(
        {
            same_text(answer)
            for people in sides
            if has(people, column)
            for person in answers(people, column, program)
            for answer in person
        }
    )
