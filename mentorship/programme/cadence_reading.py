"""Read the rules of cadence from the entries of a programme, and check them."""

import enum
from collections.abc import Callable, Mapping, Set
from typing import Any, TypeVar

from mentorship.errors import ConfigurationError
from mentorship.programme.cadence import Anchor, CadenceRule, CheckInFlag, Concerns, Event, Period
from mentorship.text_cleaning import clean_text

MAX_RULES = 40
MAX_STAGES = 4
MAX_SOURCE_CHARACTERS = 200
ENTRIES = frozenset(
    {"concerns", "begins", "after", "every", "until", "met_by", "source", "flag", "active"}
)
ReadLabels = Callable[[Mapping[str, Any], str], Mapping[str, str]]
Choice = TypeVar("Choice", bound=enum.StrEnum)


def read_rules(table: Mapping[str, Any], read_labels: ReadLabels) -> dict[str, CadenceRule]:
    """Return the rules by code. ``read_labels`` reads the name of a rule in every language."""
    if len(table) > MAX_RULES:
        raise ConfigurationError(f"[cadence] has more than {MAX_RULES} rules.")
    if reserved := sorted(table.keys() & set(CheckInFlag)):
        raise ConfigurationError(f"[cadence] has a code that check-ins use: {', '.join(reserved)}.")
    known = {*Event, *table}
    return {
        code: _rule(f"cadence.{code}", entry, known, read_labels) for code, entry in table.items()
    }


def _rule(where: str, entry: Any, known_events: Set[str], read_labels: ReadLabels) -> CadenceRule:
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{where} is not a table.")
    labels = {name: text for name, text in entry.items() if name not in ENTRIES}
    after, every, until = _periods(where, entry)
    return CadenceRule(
        labels=read_labels(labels, where),
        concerns=_choice(entry, "concerns", where, Concerns),
        begins=_choice(entry, "begins", where, Anchor),
        after=after,
        every=every,
        until=until,
        met_by=_events(entry, where, known_events),
        source=_source(entry, where),
        is_flag=_is_true(entry, "flag", where, default=False),
        is_active=_is_true(entry, "active", where, default=True),
    )


def _periods(
    where: str, entry: Mapping[str, Any]
) -> tuple[Period | None, tuple[Period, ...], tuple[Period, ...]]:
    if ("after" in entry) == ("every" in entry):
        raise ConfigurationError(f"{where} needs either after or every.")
    if "after" in entry:
        if "until" in entry:
            raise ConfigurationError(f"{where}.until is for a rule with every.")
        return _period(entry["after"], f"{where}.after"), (), ()
    every, until = (_list_of_periods(entry, name, where) for name in ("every", "until"))
    if len(until) != len(every) - 1:
        raise ConfigurationError(f"{where}.until needs one period less than every.")
    if Period() in every:
        raise ConfigurationError(f"{where}.every is longer than no time.")
    return None, every, until


def _list_of_periods(entry: Mapping[str, Any], name: str, where: str) -> tuple[Period, ...]:
    periods = entry.get(name, [])
    if not isinstance(periods, list) or len(periods) > MAX_STAGES:
        raise ConfigurationError(f"{where}.{name} is not a list of up to {MAX_STAGES} periods.")
    return tuple(_period(text, f"{where}.{name}") for text in periods)


def _period(text: Any, where: str) -> Period:
    period = Period.parse(text)
    if period is None:
        raise ConfigurationError(f'{where} is not a period like "14 days" or "3 months".')
    return period


def _choice(entry: Mapping[str, Any], name: str, where: str, choices: type[Choice]) -> Choice:
    try:
        return choices(entry[name])
    except (KeyError, ValueError):
        known = ", ".join(choices)
        raise ConfigurationError(f"{where}.{name} is none of {known}.") from None


def _events(entry: Mapping[str, Any], where: str, known: Set[str]) -> tuple[str, ...]:
    events = entry.get("met_by", [])
    are_texts = isinstance(events, list) and all(isinstance(event, str) for event in events)
    if not are_texts or not known >= set(events):
        raise ConfigurationError(
            f"{where}.met_by is not a list of rules, or of {', '.join(Event)}."
        )
    return tuple(events)


def _source(entry: Mapping[str, Any], where: str) -> str:
    source = entry.get("source")
    text = " ".join(clean_text(source).split()) if isinstance(source, str) else ""
    if not 0 < len(text) <= MAX_SOURCE_CHARACTERS:
        raise ConfigurationError(
            f"{where}.source is missing, or has more than {MAX_SOURCE_CHARACTERS} characters."
        )
    return text


def _is_true(entry: Mapping[str, Any], name: str, where: str, *, default: bool) -> bool:
    value = entry.get(name, default)
    if type(value) is not bool:
        raise ConfigurationError(f"{where}.{name} is neither true nor false.")
    return value
