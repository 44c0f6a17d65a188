"""Read the words of a programme from a file (TOML) or a stored document, and check them."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mentorship.errors import ConfigurationError
from mentorship.programme.cadence import CadenceRule
from mentorship.programme.cadence_reading import read_rules
from mentorship.programme.programme import (
    CHOICE_LISTS,
    SITE_LANGUAGES,
    ChoiceList,
    LanguageGroup,
    Programme,
    Region,
    Texts,
)
from mentorship.text_cleaning import clean_text

SHIPPED = Path(__file__).with_name("los-angeles.toml")
# Codes with a meaning of their own in the question about the area.
RESERVED_CODES = frozenset({"online_only", "elsewhere"})
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
EMAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MAX_FILE_BYTES = 200_000
# The time that Python takes for a key grows with the square of its parts: half a minute for as
# many as a file can hold.
MAX_DOTS_IN_LINE = 1_000
MAX_NAME_CHARACTERS = 60
MAX_TEXT_CHARACTERS = 2_000
MAX_NOTICE_CHARACTERS = 15_000
MAX_AREAS = 400
MAX_CHOICES = 200
MAX_WEEKS_TO_MATCH = 52
TEXT_LIMITS = {
    "organizer": MAX_TEXT_CHARACTERS,
    "contact": MAX_TEXT_CHARACTERS,
    "tagline": MAX_NAME_CHARACTERS,
    "about": MAX_TEXT_CHARACTERS,
    "invitation": MAX_TEXT_CHARACTERS,
    "poster": 300,
    "time_needed": 200,
    "time_per_mentee": 200,
    "heritage_examples": 120,
    "notice": MAX_NOTICE_CHARACTERS,
    "safety_notice": 300,
    "emergency_steps": MAX_TEXT_CHARACTERS,
    "emergency_contacts": MAX_TEXT_CHARACTERS,
}
"""The most characters of each text that is given in every language."""

OPTIONAL_TEXTS = frozenset({"emergency_contacts"})
ADDED_LATER = ("cadence", "safety_notice", "emergency_steps", "emergency_contacts")
"""Entries that a document may lack which an earlier version has stored."""

# What a programme has to say itself; it may leave the rest as it is in the file of Los Angeles.
NEEDED_ENTRIES = frozenset({"name", "organizer", "contact", "regions"})
ENTRIES = (
    NEEDED_ENTRIES
    | TEXT_LIMITS.keys()
    | {"email", "phone", "zone", "weeks_to_match", "notice_date", "languages", "language_names"}
    | {"cadence"}
    | set(CHOICE_LISTS)
    | {f"former_{name}" for name in CHOICE_LISTS}
)


def load(path: Path) -> Programme:
    """Read a programme file; what it leaves out is as in the file of Los Angeles."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ConfigurationError(f"it has more than {MAX_FILE_BYTES:,} bytes.")
        return from_toml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The programme file {path} cannot be read: {error}") from None
    except ConfigurationError as error:
        raise ConfigurationError(f"The programme file {path}: {error}") from None


def from_toml(text: str, rest: Mapping[str, Any] | None = None) -> Programme:
    """Read a programme file; what it leaves out is as in ``rest``, else as in Los Angeles."""
    if any(line.count(".") > MAX_DOTS_IN_LINE for line in text.splitlines()):
        raise ConfigurationError(f"it has a line with more than {MAX_DOTS_IN_LINE:,} dots.")
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError alone: a number of many digits
        raise ConfigurationError(f"it cannot be read as TOML: {error}") from None
    others = dict(_shipped_entries() if rest is None else rest)
    for name in CHOICE_LISTS:
        if name in given:  # a list as a whole: one that it offers again is no former one
            others.pop(f"former_{name}", None)
    return from_entries({**others, **given})


@cache
def shipped() -> Programme:
    """Return the programme of Los Angeles."""
    return load(SHIPPED)


@cache
def _shipped_entries() -> Mapping[str, Any]:
    entries = tomllib.loads(SHIPPED.read_text("utf-8"))
    return {name: entry for name, entry in entries.items() if name not in NEEDED_ENTRIES}


def entries_added_later() -> dict[str, Any]:
    """Return what documents of earlier versions lack, as it is in Los Angeles."""
    return {name: _shipped_entries()[name] for name in ADDED_LATER}


def from_entries(
    entries: Mapping[str, Any], languages_needed: Collection[str] = SITE_LANGUAGES
) -> Programme:
    """Return the programme of a document, checked.

    A language that is not needed has the text of the first one where the document lacks it: the
    site may have learned that language after the document was written.
    """
    if unknown := sorted(entries.keys() - ENTRIES):
        raise ConfigurationError(f"it has an unknown entry: {', '.join(unknown)}.")
    programme = _Reader(languages_needed).programme(entries)
    if programme.email and not EMAIL_ADDRESS.fullmatch(programme.email):
        raise ConfigurationError("email is not an address like hello@example.org.")
    _check_areas(programme.regions.values())
    _check_languages(programme)
    return programme


class _Reader:
    """Reads the entries of a document, with the languages in which each text is needed."""

    def __init__(self, languages_needed: Collection[str]) -> None:
        self._languages_needed = languages_needed

    def programme(self, entries: Mapping[str, Any]) -> Programme:
        texts: dict[str, Any] = {
            name: self._texts(_table(entries, name), name, maximum)
            for name, maximum in TEXT_LIMITS.items()
        }
        return Programme(
            name=_text(entries.get("name"), "name", MAX_NAME_CHARACTERS),
            email=_text(entries.get("email", ""), "email", MAX_NAME_CHARACTERS, optional=True),
            phone=_text(entries.get("phone", ""), "phone", MAX_NAME_CHARACTERS, optional=True),
            zone=_zone(entries.get("zone")),
            weeks_to_match=_weeks(entries.get("weeks_to_match")),
            notice_date=_day(entries.get("notice_date")),
            **texts,
            regions={
                code: self._region(code, entry)
                for code, entry in _table(entries, "regions").items()
            },
            choices={name: self._choice_list(entries, name) for name in CHOICE_LISTS},
            languages={
                code: self._language_group(code, entry)
                for code, entry in _table(entries, "languages").items()
            },
            language_names=self._labels(entries, "language_names", needed=False),
            cadence=self._cadence(_table(entries, "cadence")),
        )

    def _cadence(self, table: Mapping[str, Any]) -> dict[str, CadenceRule]:
        for code in table:
            _check_code(code, f"cadence.{code}")
        return read_rules(
            table, lambda labels, where: self._texts(labels, where, MAX_NAME_CHARACTERS)
        )

    def _texts(self, table: Mapping[str, Any], where: str, max_characters: int) -> Texts:
        if unknown := sorted(table.keys() - set(SITE_LANGUAGES)):
            raise ConfigurationError(
                f"[{where}] has an entry that is no language of the site: {', '.join(unknown)}."
            )
        first = table.get(SITE_LANGUAGES[0])
        return {
            language: _text(
                table.get(language, None if language in self._languages_needed else first),
                f"{where}.{language}",
                max_characters,
                optional=where in OPTIONAL_TEXTS,
            )
            for language in SITE_LANGUAGES
        }

    def _region(self, code: str, entry: Any) -> Region:
        where = f"regions.{code}"
        rest, labels = self._labelled(code, entry, where, {"areas", "former_areas"})
        return Region(labels, _areas(rest, "areas", where), _areas(rest, "former_areas", where))

    def _language_group(self, code: str, entry: Any) -> LanguageGroup:
        where = f"languages.{code}"
        rest, labels = self._labelled(code, entry, where, {"codes", "former_codes"})
        codes, former = (_codes(rest, name, where) for name in ("codes", "former_codes"))
        return LanguageGroup(labels, codes, former)

    def _labelled(
        self, code: str, entry: Any, where: str, others: set[str]
    ) -> tuple[Mapping[str, Any], Texts]:
        """Return a table whose entries are its name by language and some others."""
        _check_code(code, where)
        if not isinstance(entry, dict):
            raise ConfigurationError(f"{where} is not a table.")
        if unknown := sorted(entry.keys() - {*SITE_LANGUAGES, *others}):
            raise ConfigurationError(f"{where} has an unknown entry: {', '.join(unknown)}.")
        names = {language: entry[language] for language in SITE_LANGUAGES if language in entry}
        return entry, self._texts(names, where, MAX_NAME_CHARACTERS)

    def _choice_list(self, entries: Mapping[str, Any], name: str) -> ChoiceList:
        offered = self._labels(entries, name)
        former = self._labels(entries, f"former_{name}", needed=False)
        if not 1 <= len(offered) <= MAX_CHOICES:
            raise ConfigurationError(
                f"[{name}] has {len(offered)} choices; 1 to {MAX_CHOICES} are possible."
            )
        if len(former) > MAX_CHOICES:
            raise ConfigurationError(
                f"[{name}] would keep {len(former)} choices that are not offered any more; up to "
                f"{MAX_CHOICES} are possible."
            )
        if repeated := sorted(offered.keys() & former.keys()):
            raise ConfigurationError(f"[{name}] has a code twice: {', '.join(repeated)}.")
        return ChoiceList(offered, former)

    def _labels(
        self, entries: Mapping[str, Any], name: str, *, needed: bool = True
    ) -> dict[str, Texts]:
        labels = {}
        for code, entry in _table(entries, name, needed=needed).items():
            where = f"{name}.{code}"
            _check_code(code, where)
            if not isinstance(entry, dict):
                raise ConfigurationError(f"{where} is not a table.")
            labels[code] = self._texts(entry, where, MAX_NAME_CHARACTERS)
        return labels


def _areas(entry: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    areas = {}
    for code, area in _table(entry, name, needed=False).items():
        _check_code(code, f"{where}.{name}.{code}")
        areas[code] = _text(area, f"{where}.{name}.{code}", MAX_NAME_CHARACTERS)
    return areas


def _codes(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    codes = entry.get(name, [])
    if not isinstance(codes, list) or len(codes) > MAX_CHOICES:
        raise ConfigurationError(f"{where}.{name} is not a list of up to {MAX_CHOICES} codes.")
    for code in codes:
        _check_code(code, f"{where}.{name}")
    return tuple(codes)


def _check_areas(regions: Iterable[Region]) -> None:
    codes = [code for region in regions for code in (*region.areas, *region.former_areas)]
    if not 1 <= len(codes) <= MAX_AREAS:
        raise ConfigurationError(f"it has {len(codes)} areas; 1 to {MAX_AREAS} are possible.")
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise ConfigurationError(f"an area is in two places: {', '.join(repeated)}.")


def _check_languages(programme: Programme) -> None:
    if not programme.offered_languages:
        raise ConfigurationError("[languages] offers none.")
    codes = list(chain(programme.offered_languages, programme.former_languages))
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise ConfigurationError(f"a language is in two places: {', '.join(repeated)}.")


def _check_code(code: Any, where: str) -> None:
    if not isinstance(code, str) or not CODE.fullmatch(code) or code in RESERVED_CODES:
        raise ConfigurationError(
            f"{where} is no code: it has up to 40 small letters, digits and _, begins with a "
            f"letter, and is not {' or '.join(sorted(RESERVED_CODES))}."
        )


def _table(entries: Mapping[str, Any], name: str, *, needed: bool = True) -> dict[str, Any]:
    table = entries.get(name, None if needed else {})
    if not isinstance(table, dict):
        raise ConfigurationError(f"[{name}] is missing, or is not a table.")
    return table


def _text(value: Any, where: str, max_characters: int, *, optional: bool = False) -> str:
    """Return a text without what nobody sees: a file can escape any character."""
    text = clean_text(value) if isinstance(value, str) else None
    if text is None or not (text or optional):
        raise ConfigurationError(f"{where} is missing, or is not a text.")
    if len(text) > max_characters:
        raise ConfigurationError(f"{where} has more than {max_characters} characters.")
    # Names are in subjects of emails, which are one line.
    return " ".join(text.split()) if max_characters <= MAX_NAME_CHARACTERS else text


def _zone(name: Any) -> str:
    try:
        return ZoneInfo(name).key
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        raise ConfigurationError("zone is no time zone like America/Los_Angeles.") from None


def _weeks(number: Any) -> int:
    if type(number) is not int or not 1 <= number <= MAX_WEEKS_TO_MATCH:
        raise ConfigurationError(
            f"weeks_to_match is not a whole number from 1 to {MAX_WEEKS_TO_MATCH}."
        )
    return number


def _day(day: Any) -> date:
    try:
        return day if type(day) is date else date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ConfigurationError("notice_date is not a day like 2026-11-26.") from None
