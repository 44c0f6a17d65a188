"""The checked mapping of a sheet: which column answers which question, what answers mean."""

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
from mentorship.services.imports.answer_labels import Codes, CodesByAnswer, codes_by_label
from mentorship.services.imports.date_text import DATE_ORDERS
from mentorship.services.imports.timestamps import Timestamp
from mentorship.text_cleaning import fold_text

Entries = Mapping[str, Any]
"""A mapping before it is checked, as a TOML file or the pages about an upload hold it."""

# What a sheet tells about a person besides the answers to the registry's questions.
PERSON_COLUMNS = frozenset(("email", "role", "adult", "consent"))
COLUMNS = PERSON_COLUMNS | QUESTIONS.keys()
REQUIRED_COLUMNS = frozenset(("email", "adult", "consent")) | {
    name for name, question in QUESTIONS.items() if question.import_required
}
# Questions whose answers are codes; "days" is for the columns of the parts of the day.
CODED_QUESTIONS = frozenset({"role", "adult", "consent", "days"}) | {
    name for name, question in QUESTIONS.items() if not question.is_free_text
}
PARTS_OF_DAY = frozenset(vocabulary.PARTS_OF_DAY)
ROLE_CODES: Mapping[str, Codes] = {
    "mentor": ("mentor",),
    "mentee": ("mentee",),
    "both": ("mentor", "mentee"),
}
MAX_MAPPING_BYTES = 1_000_000
TIMESTAMP_ENTRIES = frozenset({"column", "zone", "order", "format"})


@dataclass(frozen=True)
class SurveyMapping:
    """A checked mapping. Without a timestamp, the last row of each person counts.

    ``answers`` holds the codes of each answer, by question; ``default_role`` is the role of
    every row if no column holds it.
    """

    timestamp: Timestamp | None
    privacy_notice: date
    default_role: Codes
    columns: Mapping[str, str]
    availability: Mapping[str, str]
    answers: Mapping[str, CodesByAnswer]
    leaves_out_unknown: bool

    @classmethod
    def load(cls, path: Path) -> "SurveyMapping":
        try:
            if path.stat().st_size > MAX_MAPPING_BYTES:
                raise UserFacingError(f"{path} has more than {MAX_MAPPING_BYTES:,} bytes.")
            entries = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise UserFacingError(f"There is no mapping file {path}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise UserFacingError(f"{path} cannot be read as TOML: {error}") from None
        try:
            return cls.from_entries(entries)
        except UserFacingError as error:
            raise UserFacingError(f"{path}: {error}") from None

    @classmethod
    def from_entries(cls, entries: Entries) -> "SurveyMapping":
        columns = _section(entries, "columns", needed=REQUIRED_COLUMNS, allowed=COLUMNS)
        answers = _section(entries, "answers", allowed=CODED_QUESTIONS)
        return cls(
            timestamp=_timestamp(entries),
            privacy_notice=_privacy_notice(entries.get("privacy_notice")),
            default_role=_default_role(entries, columns),
            columns=columns,
            availability=_section(entries, "availability", allowed=PARTS_OF_DAY),
            answers={question: _codes_by_answer(question, answers) for question in CODED_QUESTIONS},
            leaves_out_unknown=entries.get("leave_out_unknown", False) is True,
        )

    @property
    def needed_columns(self) -> list[str]:
        timestamp = [self.timestamp.column] if self.timestamp else []
        return [*timestamp, *self.columns.values(), *self.availability.values()]

    @property
    def answer_columns(self) -> list[tuple[str, str]]:
        """Return the columns whose answers are codes, each after its question."""
        coded = [item for item in self.columns.items() if item[0] in CODED_QUESTIONS]
        return coded + [("days", column) for column in self.availability.values()]


def _section(
    entries: Entries,
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


def _timestamp(entries: Entries) -> Timestamp | None:
    if "timestamp" not in entries:
        return None
    section = _section(
        entries,
        "timestamp",
        needed=TIMESTAMP_ENTRIES - {"order", "format"},
        allowed=TIMESTAMP_ENTRIES,
    )
    order, format_ = section.get("order"), section.get("format")
    if order is not None and order not in DATE_ORDERS:
        raise UserFacingError(f"[timestamp] order is not one of {', '.join(DATE_ORDERS)}.")
    if format_ is not None and not isinstance(format_, str):
        raise UserFacingError("[timestamp] format is not a text.")
    return Timestamp(section["column"], _zone(section["zone"]), order, format_)


def _privacy_notice(day: object) -> date:
    if type(day) is not date:
        raise UserFacingError("privacy_notice is not the day of the notice people agreed to.")
    return day


def _default_role(entries: Entries, columns: Mapping[str, str]) -> Codes:
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


def _codes_by_answer(question: str, answers: Mapping[str, Any]) -> CodesByAnswer:
    """Return the codes of our labels, and of the answers that the mapping names."""
    named = answers.get(question, {})
    return codes_by_label(question) | {
        fold_text(answer): tuple(codes) for answer, codes in named.items()
    }
