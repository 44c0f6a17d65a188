"""The rules and criteria that the page of settings offers, and how it changes those of a programme.

A programme may have come from a file. What the page does not offer of it stays as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.services.pairing.library_adapter.programs import standard_program

Entry = Mapping[str, Any]
RULE, CRITERION = "rule", "criterion"
PROTECTED_RULES = ("oneself", "cross_community")
"""Nobody mentors themselves, and everybody meets another community: what the programme is for."""


def standard_entries(what: str) -> dict[str, Entry]:
    """Return the rules or criteria that the page offers, by name."""
    return {entry["name"]: entry for entry in standard_program()[what]}


def entries(program: Mapping[str, Any], what: str) -> dict[str, Entry]:
    """Return the rules or criteria of a programme, by name."""
    return {entry["name"]: entry for entry in program.get(what, ())}


def other_entries(program: Mapping[str, Any], what: str) -> dict[str, Entry]:
    """Return what the page cannot change: another name, or the same name for something else."""
    return {
        name: entry
        for name, entry in entries(program, what).items()
        if not _is_offered(entry, what)
    }


def offered(program: Mapping[str, Any], what: str) -> list[str]:
    """Return the names that the page offers for a programme, in its order."""
    others = other_entries(program, what)
    return [name for name in standard_entries(what) if name not in others]


def weights(program: Mapping[str, Any]) -> dict[str, float]:
    """Return the points of each criterion that the page offers; 0 for one that does not count."""
    own = entries(program, CRITERION)
    return {
        name: float(own[name]["weight"]) if name in own else 0.0
        for name in offered(program, CRITERION)
    }


def with_choices(
    program: Mapping[str, Any], points: Mapping[str, float], rules: Iterable[str]
) -> dict[str, Any]:
    """Return a programme with other points, and with these of the rules that can be chosen.

    A criterion of 0 points is left out, so that no explanation mentions what did not count.
    """
    own_rules, own_criteria = entries(program, RULE), entries(program, CRITERION)
    chosen = {*rules, *PROTECTED_RULES}
    return {
        **program,
        RULE: [
            own_rules.get(name, entry)
            for name, entry in _in_order(program, RULE)
            if name in chosen or not _is_offered(entry, RULE)
        ],
        CRITERION: [
            {**own_criteria.get(name, entry), "weight": points.get(name, entry["weight"])}
            for name, entry in _in_order(program, CRITERION)
            if points.get(name, entry["weight"]) > 0
        ],
    }


def _in_order(program: Mapping[str, Any], what: str) -> Iterable[tuple[str, Entry]]:
    """Return what the page offers, and then what else the programme has."""
    others = other_entries(program, what)
    standard = {name: entry for name, entry in standard_entries(what).items() if name not in others}
    return {**standard, **others}.items()


def chosen_rules(program: Mapping[str, Any]) -> list[str]:
    """Return the rules of a programme that the page offers to switch off."""
    own = entries(program, RULE)
    return [name for name in switchable_rules(program) if name in own]


def switchable_rules(program: Mapping[str, Any]) -> list[str]:
    return [name for name in offered(program, RULE) if name not in PROTECTED_RULES]


def _is_offered(entry: Entry, what: str) -> bool:
    standard = standard_entries(what).get(entry["name"])
    return standard is not None and _compares(entry) == _compares(standard)


def _compares(entry: Entry) -> tuple[str, str, str]:
    """Return how an entry compares which columns; any other option of it may differ."""
    column = entry.get("column", "")
    return entry["kind"], entry.get("mentee", column), entry.get("mentor", column)
