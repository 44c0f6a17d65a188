"""A mapping file: which column of a survey answers which question, and what answers mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

from mentorship import vocabulary
from mentorship.errors import NotPossibleError

QUESTIONS = frozenset(
    (
        *("email", "name", "role", "communities", "heritage", "languages", "area", "modes"),
        *("topics", "interests", "dislikes", "places", "phone", "hope", "not_with"),
        *("adult", "consent"),
    )
)
ANSWERED = QUESTIONS | {"days"}
ENGLISH = Locale("en")


@dataclass(frozen=True)
class SurveyMapping:
    """A checked mapping file. ``answers`` leads from a spelling, folded, to our codes."""

    timestamp_column: str
    timestamp_format: str
    zone: ZoneInfo
    privacy_notice: date
    columns: Mapping[str, str]
    availability: Mapping[str, str]
    answers: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def load(cls, path: Path) -> "SurveyMapping":
        try:
            entries = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise NotPossibleError(f"There is no mapping file {path}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise NotPossibleError(f"{path} cannot be read as TOML: {error}") from None
        try:
            return cls.from_entries(entries)
        except NotPossibleError as error:
            raise NotPossibleError(f"{path}: {error}") from None

    @classmethod
    def from_entries(cls, entries: Mapping[str, Any]) -> "SurveyMapping":
        columns = _section(entries, "columns", needed=QUESTIONS, allowed=QUESTIONS)
        parts = frozenset(vocabulary.PARTS)
        timestamp = _section(
            entries,
            "timestamp",
            needed=frozenset({"column", "format", "zone"}),
            allowed=frozenset({"column", "format", "zone"}),
        )
        answers = _section(entries, "answers", needed=frozenset(), allowed=ANSWERED)
        return cls(
            timestamp_column=timestamp["column"],
            timestamp_format=timestamp["format"],
            zone=_zone(timestamp["zone"]),
            privacy_notice=_day(entries.get("privacy_notice")),
            columns=columns,
            availability=_section(entries, "availability", needed=parts, allowed=parts),
            answers={question: _spellings(question, answers) for question in ANSWERED},
        )

    @property
    def needed_columns(self) -> list[str]:
        return [self.timestamp_column, *self.columns.values(), *self.availability.values()]


def fold(answer: str) -> str:
    return " ".join(answer.split()).casefold()


def _section(
    entries: Mapping[str, Any], name: str, *, needed: frozenset[str], allowed: frozenset[str]
) -> dict[str, Any]:
    section = entries.get(name, {})
    if not isinstance(section, dict):
        raise NotPossibleError(f"[{name}] is not a table.")
    if missing := sorted(needed - section.keys()):
        raise NotPossibleError(f"[{name}] does not say: {', '.join(missing)}.")
    if unknown := sorted(section.keys() - allowed):
        raise NotPossibleError(f"[{name}] has an unknown entry: {', '.join(unknown)}.")
    return section


def _day(said: object) -> date:
    if type(said) is not date:
        raise NotPossibleError("privacy_notice is not the day of the notice people agreed to.")
    return said


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotPossibleError(f"[timestamp] has an unknown zone: {name}.") from None


def _spellings(question: str, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Accept our own labels, and on top of them what the mapping file says."""
    known = {fold(label): (code,) for code, label in _labels(question).items()}
    return known | {fold(said): tuple(codes) for said, codes in answers.get(question, {}).items()}


def _labels(question: str) -> dict[str, str]:
    if question == "languages":
        return {code: vocabulary.language_name(code, ENGLISH) for code in vocabulary.LANGUAGES}
    if question == "area":
        return dict(vocabulary.AREA_NAMES)
    kinds: dict[str, vocabulary.Labels] = {
        "communities": vocabulary.COMMUNITIES,
        "modes": vocabulary.MODES,
        "topics": vocabulary.TOPICS,
        "interests": vocabulary.INTERESTS,
        "dislikes": vocabulary.DISLIKES,
    }
    return {code: str(label) for code, label in kinds.get(question, {}).items()}
