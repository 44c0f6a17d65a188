"""One row of a survey: somebody who can be taken in, or the reason why not."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from mentorship.errors import NotPossibleError
from mentorship.models import Role
from mentorship.privacy.vault import normal_name
from mentorship.services.applications import Answers
from mentorship.services.imports.mapping import SurveyMapping, fold
from mentorship.text import tidy

FIRST_ROW = 2  # as a spreadsheet numbers them, below the headers
FREE_TEXT = {"name": 80, "heritage": 80, "phone": 60, "hope": 1000, "not_with": 500}
SEVERAL = ("communities", "topics", "interests", "dislikes")
MOST_PLACES = 5
MOST_LANGUAGES = 10


@dataclass(frozen=True)
class Candidate:
    """Somebody whose answers can be taken in."""

    row: int
    answered_at: datetime
    roles: tuple[Role, ...]
    email: str = field(repr=False)
    answers: Answers = field(repr=False)


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken in; the reason never repeats what the row says."""

    row: int
    reason: str
    takes_back: bool = False


class RefusedError(Exception):
    """A row cannot be taken in; the message is the reason."""


class NotAgreedError(RefusedError):
    """Somebody may not take part, or does not want to: what is known of them must go too."""


@dataclass(frozen=True)
class SurveyRow:
    """The cells of one row, by column."""

    number: int
    cells: Mapping[str, str] = field(repr=False)
    mapping: SurveyMapping = field(repr=False)
    crowded: bool = False

    def text(self, question: str) -> str:
        return tidy(self.cells[self.mapping.columns[question]])

    def codes(self, question: str) -> list[str]:
        return self.codes_in(self.mapping.columns[question], question)

    def codes_in(self, column: str, question: str) -> list[str]:
        """Return what the check boxes of a column mean, once each."""
        spellings = self.mapping.answers[question]
        cell = self.cells[column]
        whole = spellings.get(fold(cell))
        if whole is not None:
            return list(whole)
        said = [fold(part) for part in cell.split(",") if part.strip()]
        if any(part not in spellings for part in said):
            raise RefusedError(f"the mapping file does not know an answer in column “{column}”")
        return list(dict.fromkeys(code for part in said for code in spellings[part]))

    def says_yes(self, question: str) -> bool:
        return fold(self.text(question)) in self.mapping.answers[question]

    @property
    def answered_at(self) -> datetime:
        try:
            said = self.cells[self.mapping.timestamp_column].strip()
            naive = datetime.strptime(said, self.mapping.timestamp_format)
        except ValueError:
            column = self.mapping.timestamp_column
            raise RefusedError(f"the time in column “{column}” cannot be read") from None
        return naive.replace(tzinfo=self.mapping.zone)

    @property
    def email(self) -> str:
        address = normal_name(self.text("email"))
        if not address:
            raise RefusedError("has no email address, so nobody could tell them of a match")
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise RefusedError("has an email address that cannot be right") from None
        return address


def read_rows(path: Path, mapping: SurveyMapping) -> list[SurveyRow]:
    headers, *records = _read_csv(path)
    missing = [column for column in mapping.needed_columns if column not in headers]
    if missing:
        raise NotPossibleError(f"{path} has no column “{missing[0]}”, which the mapping names.")
    return [
        SurveyRow(number, _by_column(headers, cells), mapping, crowded=any(cells[len(headers) :]))
        for number, cells in enumerate(records, start=FIRST_ROW)
        if any(cells)
    ]


def _by_column(headers: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip_longest(headers, cells[: len(headers)], fillvalue=""))


def _read_csv(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise NotPossibleError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise NotPossibleError(f"{path} is not in UTF-8; save it as CSV UTF-8.") from None
    except (OSError, csv.Error) as error:
        raise NotPossibleError(f"{path} cannot be read as a CSV file: {error}.") from None
    if not records:
        raise NotPossibleError(f"{path} is empty.")
    return records


def understand(row: SurveyRow) -> Candidate | Refusal:
    try:
        if row.crowded:
            raise RefusedError("has more cells than there are columns")
        return Candidate(
            row=row.number,
            answered_at=row.answered_at,
            email=row.email,
            roles=_roles(row),
            answers=_answers(row),
        )
    except RefusedError as reason:
        return Refusal(row.number, str(reason), isinstance(reason, NotAgreedError))


def _roles(row: SurveyRow) -> tuple[Role, ...]:
    roles = tuple(Role(code) for code in row.codes("role"))
    if not roles:
        raise RefusedError("does not say whether to be a mentor or a mentee")
    return roles


def _answers(row: SurveyRow) -> Answers:
    if not row.says_yes("adult"):
        raise NotAgreedError("is under 18, or does not say")
    if not row.says_yes("consent"):
        raise NotAgreedError("did not agree to the privacy notice")
    profile: dict[str, Any] = {
        **{question: _short_enough(row, question) for question in FREE_TEXT},
        **{question: row.codes(question) for question in SEVERAL},
        "languages": [
            {"language": code, "comfort": "comfortable"} for code in row.codes("languages")
        ],
        "area": next(iter(row.codes("area")), ""),
        "modes": row.codes("modes"),
        "availability": [
            f"{day}_{part}"
            for part, column in row.mapping.availability.items()
            for day in row.codes_in(column, "days")
        ],
    }
    _require(profile)
    return Answers(profile=profile, places=_places(row), notice=row.mapping.privacy_notice)


def _short_enough(row: SurveyRow, question: str) -> str:
    text = row.text(question)
    if len(text) > FREE_TEXT[question]:
        column = row.mapping.columns[question]
        raise RefusedError(f"has more than {FREE_TEXT[question]} characters in column “{column}”")
    return text


def _require(profile: Mapping[str, Any]) -> None:
    for question, reason in (
        ("name", "does not say what to call them"),
        ("communities", "does not name a community"),
        ("languages", "does not name a language"),
        ("modes", "does not say how to meet"),
    ):
        if not profile[question]:
            raise RefusedError(reason)
    if len(profile["languages"]) > MOST_LANGUAGES:
        raise RefusedError(f"names more than {MOST_LANGUAGES} languages")


def _places(row: SurveyRow) -> int:
    said = row.text("places")
    spelled = row.mapping.answers["places"].get(fold(said), (said or "1",))[0]
    if not spelled.isdecimal() or not 1 <= int(spelled) <= MOST_PLACES:
        column = row.mapping.columns["places"]
        raise RefusedError(f"has no number from 1 to {MOST_PLACES} in column “{column}”")
    return int(spelled)
