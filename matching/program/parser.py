"""The parser of a programme file's entries; an error names the entry and the option.

Every function raises `ValueError` with a message that lacks only the name of the file.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from matching.scoring.criteria import CRITERION_KINDS, Criterion
from matching.scoring.options import (
    number,
    read_option,
    read_options,
    refuse_unknown,
    share,
    text,
    texts,
)
from matching.scoring.rules import RULE_KINDS, Rule
from matching.tables.people import Side

Kind = TypeVar("Kind")
Parsed = TypeVar("Parsed", Rule, Criterion)
Entry = dict[str, object]

MAX_WEIGHT = 1e9


def read_side(mapping: Mapping[str, object], side: str) -> Side:
    """Read ``[mentees]`` or ``[mentors]``."""
    entry = mapping.get(side)
    if not isinstance(entry, dict):
        raise ValueError(f"[{side}] is missing")
    try:
        return _read_side(
            entry, ("id", "name", "changeable", *(["capacity"] if side == "mentors" else []))
        )
    except ValueError as error:
        raise ValueError(f"[{side}]: {error}") from None


def _read_side(entry: Entry, allowed: tuple[str, ...]) -> Side:
    refuse_unknown("option", entry, allowed)
    return Side(
        id=read_option("id", text, _required(entry, "id")),
        name=read_option("name", texts, entry.get("name", [])),
        capacity=read_option("capacity", text, entry["capacity"]) if "capacity" in entry else None,
        changeable=read_option("changeable", texts, entry.get("changeable", [])),
    )


def read_entries(
    mapping: Mapping[str, object], what: str, read: Callable[[Entry], Parsed]
) -> tuple[Parsed, ...]:
    """Read all ``[[rule]]`` or ``[[criterion]]`` entries."""
    entries = mapping.get(what, [])
    if not isinstance(entries, list):
        raise ValueError(f"{what} is not a list of entries; write [[{what}]]")
    parsed = tuple(
        _read_entry(f"{what} {number_}", entry, read) for number_, entry in enumerate(entries, 1)
    )
    for name, count in Counter(entry.name for entry in parsed).items():
        if count > 1:
            raise ValueError(f"{count} entries of {what} are called {name!r}")
    return parsed


def _read_entry(label: str, entry: object, read: Callable[[Entry], Parsed]) -> Parsed:
    if not isinstance(entry, dict):
        raise ValueError(f"{label} is {entry!r}, not a table")
    try:
        return read(dict(entry))
    except ValueError as error:
        raise ValueError(f"{label} ({entry.get('name', 'without a name')}): {error}") from None


def read_rule(entry: Entry) -> Rule:
    """Read one ``[[rule]]``; the entry is consumed."""
    name, title = _pop_name(entry)
    any_answers = _pop_any(entry)
    return Rule(name, title, _pop_kind(entry, RULE_KINDS), any_answers)


def read_criterion(entry: Entry) -> Criterion:
    """Read one ``[[criterion]]``; the entry is consumed."""
    name, title = _pop_name(entry)
    weight = read_option("weight", partial(number, maximum=MAX_WEIGHT), _required(entry, "weight"))
    del entry["weight"]
    missing, any_answers = entry.pop("missing", None), _pop_any(entry)
    return Criterion(
        name,
        title,
        weight,
        kind=_pop_kind(entry, CRITERION_KINDS),
        missing=None if missing is None else read_option("missing", share, missing),
        any_answers=any_answers,
    )


def _pop_name(entry: Entry) -> tuple[str, str]:
    name = read_option("name", text, _required(entry, "name"))
    title = read_option("title", text, entry.get("title", name.replace("_", " ")))
    del entry["name"]
    entry.pop("title", None)
    return name, title


def _pop_any(entry: Entry) -> tuple[str, ...]:
    return read_option("any", texts, entry.pop("any", []))


def _pop_kind(entry: Entry, kinds: Mapping[str, type[Kind]]) -> Kind:
    kind = read_option("kind", text, _required(entry, "kind"))
    del entry["kind"]
    refuse_unknown("kind", [kind], kinds)
    return read_options(kinds[kind], entry)


def _required(entry: Entry, option: str) -> object:
    if option not in entry:
        similar = get_close_matches(option, entry, n=1)
        hint = f"; is {similar[0]!r} a slip for it?" if similar else ""
        raise ValueError(f"option {option!r} is missing{hint}")
    return entry[option]
