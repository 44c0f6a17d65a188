"""Write the words of a programme as a document: to store it, or as a file (TOML)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentorship.programme.cadence import CadenceRule
from mentorship.programme.programme import CHOICE_LISTS, LanguageGroup, Programme, Region
from mentorship.programme.reading import TEXT_LIMITS

Entries = dict[str, Any]
"""A document of plain data."""


def to_entries(programme: Programme) -> Entries:
    """Return a document of plain data; `from_entries` reads it."""
    return {
        "name": programme.name,
        "email": programme.email,
        "phone": programme.phone,
        "zone": programme.zone,
        "weeks_to_match": programme.weeks_to_match,
        "notice_date": programme.notice_date.isoformat(),
        **{name: dict(getattr(programme, name)) for name in TEXT_LIMITS},
        "regions": {code: _region(region) for code, region in programme.regions.items()},
        **_choices(programme),
        "languages": {code: _group(group) for code, group in programme.languages.items()},
        "language_names": {code: dict(names) for code, names in programme.language_names.items()},
        "cadence": {code: _rule(rule) for code, rule in programme.cadence.items()},
    }


def _region(region: Region) -> Entries:
    return {
        **region.labels,
        "areas": dict(region.areas),
        "former_areas": dict(region.former_areas),
    }


def _group(group: LanguageGroup) -> Entries:
    codes, former = list(group.codes), list(group.former_codes)
    return {**group.labels, "codes": codes, "former_codes": former}


def _rule(rule: CadenceRule) -> Entries:
    entries = {
        **rule.labels,
        "concerns": rule.concerns.value,
        "begins": rule.begins.value,
        "after": None if rule.after is None else str(rule.after),
        "every": [str(period) for period in rule.every],
        "until": [str(period) for period in rule.until],
        "met_by": list(rule.met_by),
        "source": rule.source,
        "flag": rule.is_flag,
        "active": rule.is_active,
    }
    return {name: entry for name, entry in entries.items() if entry not in (None, [])}


def _choices(programme: Programme) -> Entries:
    tables: Entries = {}
    for name in CHOICE_LISTS:
        choices = programme.choices[name]
        tables[name] = {code: dict(texts) for code, texts in choices.offered.items()}
        tables[f"former_{name}"] = {code: dict(texts) for code, texts in choices.former.items()}
    return tables


def to_toml(programme: Programme) -> str:
    """Return the file of a programme; `from_toml` reads it.

    >>> from mentorship.programme import from_toml, shipped
    >>> from_toml(to_toml(shipped())) == shipped()
    True
    """
    return "\n".join(_table_lines((), to_entries(programme))).strip() + "\n"


def _table_lines(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    tables = {name: entry for name, entry in table.items() if isinstance(entry, dict)}
    if path:
        yield f"\n[{'.'.join(path)}]"
    for name, value in table.items():
        if name not in tables:
            yield f"{name} = {_value(value)}"
    for name, entry in tables.items():
        yield from _table_lines((*path, name), entry)


def _value(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        lines = (value_in_line(line)[1:-1] for line in value.split("\n"))
        return '"""\n' + "\n".join(lines) + '"""'
    return value_in_line(value)


def value_in_line(value: Any) -> str:
    """Return a text, a number or a list as TOML writes it.

    Its basic strings are those of JSON, but that DEL is escaped too.
    """
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
