"""Which columns a programme asks about, and how their cells are read."""

from collections.abc import Iterator

from matching.program.program import Program
from matching.scoring.criterion_kinds.equality import Same
from matching.scoring.rules import Different
from matching.tables.people import People

ONE_ANSWER = (Same, Different)


def has(people: People, column: str) -> bool:
    """Tell whether a table has a column."""
    return column in (str(header).strip() for header in people.table.columns)


def answers(people: People, column: str, program: Program) -> list[tuple[str, ...]]:
    """Give everybody's groups: the items of a list, or the one answer; nothing for a blank."""
    if has_one_answer(column, program):
        return [(answer,) if answer else () for answer in people.text(column)]
    return people.lists(column)


def scale_of(column: str, program: Program) -> tuple[str, ...]:
    """Give the order in which a programme puts a column's answers, lowest first, if any."""
    for kind in kinds(program):
        if column in _columns(kind) and (order := getattr(kind, "order", ())):
            return tuple(order)
    return ()


def used(program: Program) -> Iterator[str]:
    """Name the columns of every rule and criterion, some more than once."""
    for kind in kinds(program):
        yield from _columns(kind)


def kinds(program: Program) -> Iterator[object]:
    """Give the kind of every rule and criterion."""
    yield from (rule.kind for rule in program.rules)
    yield from (criterion.kind for criterion in program.criteria)


def _columns(kind: object) -> tuple[str, ...]:
    named = (getattr(kind, side, None) for side in ("mentee", "mentor"))
    return tuple(column for column in named if isinstance(column, str))


def has_one_answer(column: str, program: Program) -> bool:
    """Tell whether every rule and criterion takes a cell as one answer, commas and all."""
    using = [kind for kind in kinds(program) if column in _columns(kind)]
    return bool(using) and all(
        isinstance(kind, ONE_ANSWER) or hasattr(kind, "order") for kind in using
    )


def partner_columns(column: str, program: Program) -> set[str]:
    """Name the other side's columns that a column is compared with."""
    named = [columns for kind in kinds(program) if len(columns := _columns(kind)) == 2]
    forth = {theirs for own, theirs in named if own == column}
    return forth | {own for own, theirs in named if theirs == column}
