"""The kinds of constraints of a person, and whom each of them rules out; plain data alone."""

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

MatchRow = Mapping[str, str]
"""A person as the matching library reads them: an id, and lists with commas by column."""
RulesOut = Callable[[Any, str, str], bool]


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
    if constraint.kind is ConstraintKind.NO_MORE:
        return {int(partner["id"]) for partner in partners}
    column, rules_out = RULES_OUT[constraint.kind]
    own = person[column]

    @cache  # many people have the same answers
    def is_ruled_out(answer: str) -> bool:
        return rules_out(constraint.value, own, answer)

    return {int(partner["id"]) for partner in partners if is_ruled_out(partner[column])}


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


def common(own: str, other: str) -> set[str]:
    """Return what two lists with commas have in common."""
    return set(filter(None, own.split(","))) & set(other.split(","))


def _is_elsewhere(value: None, own: str, other: str) -> bool:
    """Return whether two areas differ; who named none is not known to be far."""
    return own != other and "" not in (own, other)


def _has_too_few_times(least: int, own: str, other: str) -> bool:
    return len(common(own, other)) < least


def _has_no_other_language(codes: Collection[str], own: str, other: str) -> bool:
    return common(own, other) <= set(codes)


RULES_OUT: Mapping[ConstraintKind, tuple[str, RulesOut]] = {
    ConstraintKind.SAME_AREA: ("region", _is_elsewhere),
    ConstraintKind.MIN_COMMON_TIMES: ("availability", _has_too_few_times),
    ConstraintKind.WITHOUT_LANGUAGES: ("languages", _has_no_other_language),
}
COMBINE: Mapping[ConstraintKind, Callable[[list[Any]], Any]] = {
    ConstraintKind.NO_MORE: lambda values: None,
    ConstraintKind.SAME_AREA: lambda values: None,
    ConstraintKind.MIN_COMMON_TIMES: max,
    ConstraintKind.WITHOUT_LANGUAGES: lambda values: sorted(
        {code for codes in values for code in codes}
    ),
}
