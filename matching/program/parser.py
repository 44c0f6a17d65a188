"""The entries of a programme file, one by one, each refused by its place and name.

Every function raises `ValueError` with a sentence that lacks only the name of the file.
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

K = TypeVar("K")
E = TypeVar("E", Rule, Criterion)
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


def _read_side(entry: Entry, known: tuple[str, ...]) -> Side:
    refuse_unknown("option", entry, known)
    return Side(
        id=read_option("id", text, _required(entry, "id")),
        name=read_option("name", texts, entry.get("name", [])),
        capacity=read_option("capacity", text, entry["capacity"]) if "capacity" in entry else None,
        changeable=read_option("changeable", texts, entry.get("changeable", [])),
    )


def read_entries(
    mapping: Mapping[str, object], what: str, read: Callable[[Entry], E]
) -> tuple[E, ...]:
    """Read all ``[[rule]]`` or ``[[criterion]]`` entries."""
    entries = mapping.get(what, [])
    if not isinstance(entries, list):
        raise ValueError(f"{what} is not a list of entries; write [[{what}]]")
    done = tuple(
        _read_entry(f"{what} {place}", entry, read) for place, entry in enumerate(entries, 1)
    )
    for name, times in Counter(one.name for one in done).items():
        if times > 1:
            raise ValueError(f"{times} entries of {what} are called {name!r}")
    return done


def _read_entry(where: str, entry: object, read: Callable[[Entry], E]) -> E:
    if not isinstance(entry, dict):
        raise ValueError(f"{where} is {entry!r}, not a table")
    try:
        return read(dict(entry))
    except ValueError as error:
        raise ValueError(f"{where} ({entry.get('name', 'without a name')}): {error}") from None


def read_rule(entry: Entry) -> Rule:
    """Read one ``[[rule]]``."""
    name, title = _take_name(entry)
    return Rule(name, title, _take_kind(entry, RULE_KINDS))


def read_criterion(entry: Entry) -> Criterion:
    """Read one ``[[criterion]]``."""
    name, title = _take_name(entry)
    weight = read_option("weight", partial(number, most=MAX_WEIGHT), _required(entry, "weight"))
    del entry["weight"]
    neutral = entry.pop("missing", None)
    return Criterion(
        name,
        title,
        weight,
        kind=_take_kind(entry, CRITERION_KINDS),
        missing=None if neutral is None else read_option("missing", share, neutral),
    )


def _take_name(entry: Entry) -> tuple[str, str]:
    name = read_option("name", text, _required(entry, "name"))
    title = read_option("title", text, entry.get("title", name.replace("_", " ")))
    del entry["name"]
    entry.pop("title", None)
    return name, title


def _take_kind(entry: Entry, kinds: Mapping[str, type[K]]) -> K:
    kind = read_option("kind", text, _required(entry, "kind"))
    del entry["kind"]
    refuse_unknown("kind", [kind], kinds)
    return read_options(kinds[kind], entry)


def _required(entry: Entry, option: str) -> object:
    if option not in entry:
        near = get_close_matches(option, entry, n=1)
        hint = f"; is {near[0]!r} a slip for it?" if near else ""
        raise ValueError(f"option {option!r} is missing{hint}")
    return entry[option]
