"""The checked mapping of a sheet: which column answers which question, what answers mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mentorship import vocabulary
from mentorship.errors import UserFacingError
from mentorship.models import Role
from mentorship.questions import QUESTIONS, STEPS
from mentorship.services.imports.answer_labels import Codes, CodesByAnswer, codes_by_label
from mentorship.services.imports.column_sources import ColumnSource, sources_of
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
# Questions whose answers are codes; "days" is for the columns of the parts of the day, and
# "parts" for those of the days.
CODED_QUESTIONS = frozenset({"role", "adult", "consent", "days", "parts"}) | {
    name for name, question in QUESTIONS.items() if not question.is_free_text
}
PARTS_OF_DAY = frozenset(vocabulary.PARTS_OF_DAY)
# Somebody in both roles answers these twice.
QUESTIONS_BY_ROLE = frozenset(
    question.name for step in STEPS if not step.shared for question in step.questions
)
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

    ``sources`` holds the columns of each question; ``answers`` holds the codes of each answer, by
    question; ``default_role`` is the role of every row if no column holds it.
    """

    timestamp: Timestamp | None
    privacy_notice: date
    default_role: Codes
    sources: Mapping[str, tuple[ColumnSource, ...]]
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
            sources=_sources(entries, columns),
            answers={question: _codes_by_answer(question, answers) for question in CODED_QUESTIONS},
            leaves_out_unknown=entries.get("leave_out_unknown", False) is True,
        )

    @property
    def columns(self) -> dict[str, str]:
        """Return the first column of each question, by which messages name it."""
        return {
            question: sources[0].column for question, sources in self.sources.items() if sources
        }

    @property
    def needed_columns(self) -> list[str]:
        timestamp = [self.timestamp.column] if self.timestamp else []
        sources = [source.column for sources in self.sources.values() for source in sources]
        return list(dict.fromkeys([*timestamp, *sources]))

    @property
    def answer_sources(self) -> list[tuple[str, ColumnSource]]:
        """Return the columns whose answers are codes, each after the question of the codes."""
        return [
            (source.coded_as(question), source)
            for question, sources in self.sources.items()
            for source in sources
            if question in CODED_QUESTIONS
        ]

    def for_role(self, role: Role) -> "SurveyMapping":
        """Return the mapping for the answers in one role: its own columns, and those of all.

        Of a question that both roles share, the columns of the other role come last: some surveys
        ask whoever wants both in one branch alone.
        """
        return replace(
            self,
            sources={
                question: _sources_for_role(question, sources, role)
                for question, sources in self.sources.items()
            },
        )


def _sources_for_role(
    question: str, sources: tuple[ColumnSource, ...], role: Role
) -> tuple[ColumnSource, ...]:
    first = tuple(source for source in sources if source.role in ("", role.value))
    if question in QUESTIONS_BY_ROLE:
        return first
    return first + tuple(source for source in sources if source not in first)


def _sources(
    entries: Entries, columns: Mapping[str, object]
) -> dict[str, tuple[ColumnSource, ...]]:
    sources = {question: sources_of(question, entry) for question, entry in columns.items()}
    parts = _section(entries, "availability", allowed=PARTS_OF_DAY)
    times = [{"column": column, "part": part} for part, column in parts.items()]
    if times:
        by_part = sources_of("availability", times)
        sources["availability"] = by_part + sources.get("availability", ())
    return sources


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
    return {
        **codes_by_label(question),
        **{fold_text(answer): tuple(codes) for answer, codes in named.items()},
    }
