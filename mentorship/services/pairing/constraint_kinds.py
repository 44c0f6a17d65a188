"""The kinds of constraints of a person, and whom each of them rules out; plain data alone."""

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MatchRow = Mapping[str, str]
"""A person as the matching library reads them: an id, and lists with commas by column."""
RulesOut = Callable[[Any, MatchRow, MatchRow], bool]


class ConstraintKind(enum.StrEnum):
    """What a person's constraint asks of their partners; stored, so a code never changes."""

    NO_MORE = "no_more"
    SAME_AREA = "same_area"
    MIN_COMMON_TIMES = "min_common_times"
    WITHOUT_LANGUAGES = "without_languages"


@dataclass(frozen=True)
class Constraint:
    """A kind with its value: a number of times, or the codes of languages."""

    kind: ConstraintKind
    value: Any = field(default=None, repr=False)


def pairs_against(
    constraint: Constraint, person: MatchRow, partners: Iterable[MatchRow]
) -> set[int]:
    """Return the ids of the partners whom one constraint of a person rules out.

    Of somebody with several constraints, pass those that `combined` returns.

    >>> partners = [{"id": "7", "region": "central"}, {"id": "8", "region": "valley"}]
    >>> pairs_against(Constraint(ConstraintKind.SAME_AREA), {"region": "central"}, partners)
    {8}
    """
    rules_out = RULES_OUT[constraint.kind]
    return {
        int(partner["id"]) for partner in partners if rules_out(constraint.value, person, partner)
    }


def combined(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Return the same constraints, one of each kind.

    A language that does not count by one of them is no common language for another.

    >>> both = [Constraint(ConstraintKind.WITHOUT_LANGUAGES, [code]) for code in ("es", "en")]
    >>> [constraint.value for constraint in combined(both)]
    [['en', 'es']]
    """
    values: dict[ConstraintKind, list[Any]] = {}
    for constraint in constraints:
        values.setdefault(constraint.kind, []).append(constraint.value)
    return [Constraint(kind, COMBINE[kind](values[kind])) for kind in sorted(values)]


def items(row: MatchRow, column: str) -> set[str]:
    """Return the items of a list with commas."""
    return set(filter(None, row[column].split(",")))


def common(person: MatchRow, partner: MatchRow, column: str) -> set[str]:
    return items(person, column) & items(partner, column)


def _is_elsewhere(value: None, person: MatchRow, partner: MatchRow) -> bool:
    """Return whether two people are in different areas; who named none is not known to be far."""
    areas = {person["region"], partner["region"]}
    return "" not in areas and len(areas) > 1


def _has_too_few_times(least: int, person: MatchRow, partner: MatchRow) -> bool:
    return len(common(person, partner, "availability")) < least


def _has_no_other_language(codes: Collection[str], person: MatchRow, partner: MatchRow) -> bool:
    return common(person, partner, "languages") <= set(codes)


RULES_OUT: Mapping[ConstraintKind, RulesOut] = {
    ConstraintKind.NO_MORE: lambda value, person, partner: True,
    ConstraintKind.SAME_AREA: _is_elsewhere,
    ConstraintKind.MIN_COMMON_TIMES: _has_too_few_times,
    ConstraintKind.WITHOUT_LANGUAGES: _has_no_other_language,
}
COMBINE: Mapping[ConstraintKind, Callable[[list[Any]], Any]] = {
    ConstraintKind.NO_MORE: lambda values: None,
    ConstraintKind.SAME_AREA: lambda values: None,
    ConstraintKind.MIN_COMMON_TIMES: max,
    ConstraintKind.WITHOUT_LANGUAGES: lambda values: sorted(
        {code for codes in values for code in codes}
    ),
}
