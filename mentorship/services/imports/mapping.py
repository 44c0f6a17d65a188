"""How a sheet is read, checked: which column answers which question, and what answers mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mentorship import vocabulary
from mentorship.errors import UserFacingError
from mentorship.questions import QUESTIONS
from mentorship.services.imports.spellings import Codes, Spellings, own_spellings
from mentorship.text_cleaning import fold_text

# What a sheet says of a person besides the answers to the registry's questions.
PERSON_COLUMNS = frozenset(("email", "role", "adult", "consent"))
COLUMNS = PERSON_COLUMNS | QUESTIONS.keys()
NECESSARY = frozenset(("email", "adult", "consent")) | {
    name for name, question in QUESTIONS.items() if question.import_required
}
# Columns whose cells are put into codes; "days" are the cells of a column for a part of the day.
CODED = frozenset({"role", "adult", "consent", "days"}) | {
    name for name, question in QUESTIONS.items() if not question.is_free_text
}
PARTS = frozenset(vocabulary.PARTS)
ROLE_CODES: Mapping[str, Codes] = {
    "mentor": ("mentor",),
    "mentee": ("mentee",),
    "both": ("mentor", "mentee"),
}
WHEN = frozenset({"column", "format", "zone"})


@dataclass(frozen=True)
class Timestamp:
    """The column that says when somebody answered."""

    column: str
    format: str
    zone: ZoneInfo


@dataclass(frozen=True)
class SurveyMapping:
    """A checked mapping. ``answers`` leads from a spelling, folded, to our codes.

    Without a timestamp, rows count in their order; ``default_role`` is the role of every row
    where no column says it.
    """

    timestamp: Timestamp | None
    privacy_notice: date
    default_role: Codes
    columns: Mapping[str, str]
    availability: Mapping[str, str]
    answers: Mapping[str, Spellings]
    leaves_out_unknown: bool

    @classmethod
    def load(cls, path: Path) -> "SurveyMapping":
        try:
            entries = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise UserFacingError(f"There is no mapping file {path}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UserFacingError(f"{path} cannot be read as TOML: {error}") from None
        try:
            return cls.from_entries(entries)
        except UserFacingError as error:
            raise UserFacingError(f"{path}: {error}") from None

    @classmethod
    def from_entries(cls, entries: Mapping[str, Any]) -> "SurveyMapping":
        columns = _section(entries, "columns", needed=NECESSARY, allowed=COLUMNS)
        answers = _section(entries, "answers", allowed=CODED)
        return cls(
            timestamp=_timestamp(entries),
            privacy_notice=_day(entries.get("privacy_notice")),
            default_role=_default_role(entries, columns),
            columns=columns,
            availability=_section(entries, "availability", allowed=PARTS),
            answers={question: _spellings(question, answers) for question in CODED},
            leaves_out_unknown=entries.get("leave_out_unknown", False) is True,
        )

    @property
    def needed_columns(self) -> list[str]:
        when = [self.timestamp.column] if self.timestamp else []
        return [*when, *self.columns.values(), *self.availability.values()]

    @property
    def answer_columns(self) -> list[tuple[str, str]]:
        """Return the columns whose cells are codes of ours, each after its question."""
        asked = [(question, self.columns[question]) for question in self.columns]
        coded = [(question, column) for question, column in asked if question in CODED]
        return coded + [("days", column) for column in self.availability.values()]


def _section(
    entries: Mapping[str, Any],
    name: str,
    *,
    allowed: frozenset[str],
    needed: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    section = entries.get(name, {})
    if not isinstance(section, dict):
        raise UserFacingError(f"[{name}] is not a table.")
    if missing := sorted(needed - section.keys()):
        raise UserFacingError(f"[{name}] does not say: {', '.join(missing)}.")
    if unknown := sorted(section.keys() - allowed):
        raise UserFacingError(f"[{name}] has an unknown entry: {', '.join(unknown)}.")
    return section


def _timestamp(entries: Mapping[str, Any]) -> Timestamp | None:
    if "timestamp" not in entries:
        return None
    said = _section(entries, "timestamp", needed=WHEN, allowed=WHEN)
    return Timestamp(said["column"], said["format"], _zone(said["zone"]))


def _day(said: object) -> date:
    if type(said) is not date:
        raise UserFacingError("privacy_notice is not the day of the notice people agreed to.")
    return said


def _default_role(entries: Mapping[str, Any], columns: Mapping[str, str]) -> Codes:
    if "role" in columns:
        return ()
    if entries.get("role") not in ROLE_CODES:
        raise UserFacingError(
            f"[columns] does not say: role; or role = one of {', '.join(ROLE_CODES)}."
        )
    return ROLE_CODES[entries["role"]]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UserFacingError(f"[timestamp] has an unknown zone: {name}.") from None


def _spellings(question: str, answers: Mapping[str, Any]) -> Spellings:
    """Accept our own labels, and on top of them what the mapping says."""
    said = answers.get(question, {})
    return own_spellings(question) | {fold_text(one): tuple(codes) for one, codes in said.items()}
