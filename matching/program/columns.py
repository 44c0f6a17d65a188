"""The columns that a programme uses, and how their cells are read."""

from collections.abc import Iterator

from matching.program.program import Program
from matching.scoring.criteria import Criterion
from matching.scoring.criterion_kinds.base import CriterionKind
from matching.scoring.criterion_kinds.equality import Same
from matching.scoring.rule_kinds import Different, RuleKind
from matching.scoring.rules import Rule
from matching.tables.people import People

SINGLE_ANSWER_KINDS = (Same, Different)


def has_column(people: People, column: str) -> bool:
    """Return whether a table has a column."""
    return column in (str(header).strip() for header in people.table.columns)


def answers(people: People, column: str, program: Program) -> list[tuple[str, ...]]:
    """Return each person's answers in a column: a list's items, or a single answer if not blank."""
    if is_single_answer(column, program):
        return [(answer,) if answer else () for answer in people.text(column)]
    return people.lists(column)


def scale_of(column: str, program: Program) -> tuple[str, ...]:
    """Return the ordinal scale of a column's answers, lowest first; empty if there is none."""
    for kind in _kinds(program):
        if column in _columns(kind) and (order := getattr(kind, "order", ())):
            return tuple(order)
    return ()


def used_columns(program: Program) -> tuple[str, ...]:
    """Return the columns of every rule and criterion, each once, in the programme's order."""
    return tuple(dict.fromkeys(column for kind in _kinds(program) for column in _columns(kind)))


def is_single_answer(column: str, program: Program) -> bool:
    """Return whether every rule and criterion reads a cell as one answer, even with commas."""
    using = [kind for kind in _kinds(program) if column in _columns(kind)]
    return bool(using) and all(
        isinstance(kind, SINGLE_ANSWER_KINDS) or hasattr(kind, "order") for kind in using
    )


def partner_columns(column: str, program: Program) -> set[str]:
    """Return the other side's columns that a column is compared with."""
    kinds = list(_kinds(program))
    partners = {kind.mentor for kind in kinds if kind.mentee == column}
    return partners | {kind.mentee for kind in kinds if kind.mentor == column}


def any_answers(column: str, program: Program) -> tuple[str, ...]:
    """Return the answers in a column that suit everybody."""
    return tuple(
        answer
        for entry in entries(program)
        if column in _columns(entry.kind)
        for answer in entry.any_answers
    )


def entries(program: Program) -> tuple[Rule | Criterion, ...]:
    """Return all rules, then all criteria."""
    return (*program.rules, *program.criteria)


def _kinds(program: Program) -> Iterator[RuleKind | CriterionKind]:
    yield from (entry.kind for entry in entries(program))


def _columns(kind: RuleKind | CriterionKind) -> tuple[str, str]:
    return kind.mentee, kind.mentor
