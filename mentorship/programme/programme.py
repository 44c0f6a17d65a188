"""A programme file (TOML), checked: its texts by language, its regions and their areas."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from mentorship.errors import ConfigurationError

SHIPPED = Path(__file__).with_name("los-angeles.toml")
SITE_LANGUAGES = ("en", "es")
# Codes with a meaning of their own in the question about the area.
RESERVED_CODES = frozenset({"online_only", "elsewhere"})
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
EMAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MAX_FILE_BYTES = 200_000
MAX_NAME_CHARACTERS = 60
MAX_TEXT_CHARACTERS = 2_000
MAX_AREAS = 400
ENTRIES = frozenset({"name", "organizer", "contact", "email", "phone", "regions"})

Texts = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True)
class Region:
    """A part of the city: its name by language, and the names of its areas by code.

    Nobody can choose a former area any more, but it keeps its name for those who have.
    """

    labels: Texts
    areas: Mapping[str, str]
    former_areas: Mapping[str, str]


@dataclass(frozen=True)
class Programme:
    """A programme: its name, who runs it, how to reach them, and where people meet."""

    name: str
    organizer: Texts
    contact: Texts
    email: str
    phone: str
    regions: Mapping[str, Region]

    @classmethod
    def load(cls, path: Path) -> "Programme":
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                raise ConfigurationError(f"it has more than {MAX_FILE_BYTES:,} bytes.")
            return _programme(tomllib.loads(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise ConfigurationError(f"The programme file {path} cannot be read: {error}") from None
        except ConfigurationError as error:
            raise ConfigurationError(f"The programme file {path}: {error}") from None

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """The names of all areas by code, former ones too."""
        return {
            code: name
            for region in self.regions.values()
            for code, name in chain(region.areas.items(), region.former_areas.items())
        }

    @property
    def names(self) -> list[str]:
        """The names of the programme, its regions and its areas."""
        labels = (region.labels.values() for region in self.regions.values())
        return [self.name, *chain.from_iterable(labels), *self.area_names.values()]

    @cached_property
    def _region_of(self) -> Mapping[str, str]:
        return {
            area: code
            for code, region in self.regions.items()
            for area in chain(region.areas, region.former_areas)
        }

    def region_of(self, area: str) -> str:
        """Return the code of the region that an area is in; "" for an area in none."""
        return self._region_of.get(area, "")

    def region_name(self, code: str, language: str) -> str:
        return self.regions[code].labels[language] if code in self.regions else code


@cache
def shipped() -> Programme:
    """Return the programme of Los Angeles."""
    return Programme.load(SHIPPED)


def _programme(entries: Mapping[str, Any]) -> Programme:
    if unknown := sorted(entries.keys() - ENTRIES):
        raise ConfigurationError(f"it has an unknown entry: {', '.join(unknown)}.")
    programme = Programme(
        name=_text(entries.get("name"), "name", MAX_NAME_CHARACTERS),
        organizer=_texts(entries, "organizer"),
        contact=_texts(entries, "contact"),
        email=_text(entries.get("email", ""), "email", MAX_NAME_CHARACTERS, optional=True),
        phone=_text(entries.get("phone", ""), "phone", MAX_NAME_CHARACTERS, optional=True),
        regions={code: _region(code, entry) for code, entry in _table(entries, "regions").items()},
    )
    if programme.email and not EMAIL_ADDRESS.fullmatch(programme.email):
        raise ConfigurationError("email is not an address like hello@example.org.")
    _check_areas(programme.regions.values())
    return programme


def _region(code: str, entry: Any) -> Region:
    where = f"regions.{code}"
    _check_code(code, where)
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{where} is not a table.")
    if unknown := sorted(entry.keys() - {*SITE_LANGUAGES, "areas", "former_areas"}):
        raise ConfigurationError(f"{where} has an unknown entry: {', '.join(unknown)}.")
    return Region(
        labels={
            language: _text(entry.get(language), f"{where}.{language}", MAX_NAME_CHARACTERS)
            for language in SITE_LANGUAGES
        },
        areas=_areas(entry, "areas", where),
        former_areas=_areas(entry, "former_areas", where),
    )


def _areas(entry: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    areas = {}
    for code, area in _table(entry, name, needed=False).items():
        _check_code(code, f"{where}.{name}.{code}")
        areas[code] = _text(area, f"{where}.{name}.{code}", MAX_NAME_CHARACTERS)
    return areas


def _check_areas(regions: Iterable[Region]) -> None:
    codes = [code for region in regions for code in (*region.areas, *region.former_areas)]
    if not 1 <= len(codes) <= MAX_AREAS:
        raise ConfigurationError(f"it has {len(codes)} areas; 1 to {MAX_AREAS} are possible.")
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise ConfigurationError(f"an area is in two places: {', '.join(repeated)}.")


def _check_code(code: str, where: str) -> None:
    if not CODE.fullmatch(code) or code in RESERVED_CODES:
        raise ConfigurationError(
            f"{where} is no code: it has up to 40 small letters, digits and _, begins with a "
            f"letter, and is not {' or '.join(sorted(RESERVED_CODES))}."
        )


def _table(entries: Mapping[str, Any], name: str, *, needed: bool = True) -> dict[str, Any]:
    table = entries.get(name, None if needed else {})
    if not isinstance(table, dict):
        raise ConfigurationError(f"[{name}] is missing, or is not a table.")
    return table


def _texts(entries: Mapping[str, Any], name: str) -> dict[str, str]:
    table = _table(entries, name)
    if unknown := sorted(table.keys() - set(SITE_LANGUAGES)):
        raise ConfigurationError(
            f"[{name}] has an entry that is no language of the site: {', '.join(unknown)}."
        )
    return {
        language: _text(table.get(language), f"{name}.{language}", MAX_TEXT_CHARACTERS)
        for language in SITE_LANGUAGES
    }


def _text(value: Any, where: str, max_characters: int, *, optional: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or optional):
        raise ConfigurationError(f"{where} is missing, or is not a text.")
    if len(value) > max_characters:
        raise ConfigurationError(f"{where} has more than {max_characters} characters.")
    return value.strip()
