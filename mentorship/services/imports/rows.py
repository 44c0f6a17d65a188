"""The rows of a survey, as its mapping reads their cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.privacy.field_cipher import normalize_name
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.services.imports.spellings import fold, parts
from mentorship.text_cleaning import tidy


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
    read_at: datetime
    has_extra_cells: bool = False

    def text(self, question: str) -> str:
        """Return what somebody wrote; nothing if no column asks that question."""
        column = self.mapping.columns.get(question)
        return tidy(self.cells[column]) if column else ""

    def codes(self, question: str) -> list[str]:
        column = self.mapping.columns.get(question)
        return self.codes_in(column, question) if column else []

    def codes_in(self, column: str, question: str) -> list[str]:
        """Return what the check boxes of a column mean, once each."""
        spellings = self.mapping.answers[question]
        cell = self.cells[column]
        whole = spellings.get(fold(cell))
        if whole is not None:
            return list(whole)
        said = [fold(part) for part in parts(cell)]
        if not self.mapping.leaves_out_unknown and any(part not in spellings for part in said):
            raise RefusedError(
                _(
                    "has an unknown answer in column “%(column)s”",
                    column=shortened(column),
                )
            )
        return list(dict.fromkeys(code for part in said for code in spellings.get(part, ())))

    def says_yes(self, question: str) -> bool:
        return bool(self.mapping.answers[question].get(fold(self.text(question))))

    @property
    def answered_at(self) -> datetime:
        when = self.mapping.timestamp
        if when is None:
            return self.read_at
        try:
            naive = datetime.strptime(self.cells[when.column].strip(), when.format)
        except ValueError:
            raise RefusedError(
                _("the time in column “%(column)s” cannot be read", column=shortened(when.column))
            ) from None
        return naive.replace(tzinfo=when.zone)

    @property
    def email(self) -> str:
        address = normalize_name(self.text("email"))
        if not address:
            raise RefusedError(_("has no email address, so nobody could tell them of a match"))
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise RefusedError(_("has an email address that cannot be right")) from None
        return address


def survey_rows(table: Table, mapping: SurveyMapping, read_at: datetime) -> list[SurveyRow]:
    missing = [column for column in mapping.needed_columns if column not in table.headers]
    if missing:
        raise UserFacingError(
            _(
                "The sheet has no column “%(column)s”, which the mapping names.",
                column=shortened(missing[0]),
            )
        )
    return [
        SurveyRow(
            number=number,
            cells=_by_column(table.headers, cells),
            mapping=mapping,
            read_at=read_at,
            has_extra_cells=any(cells[len(table.headers) :]),
        )
        for number, cells in table.records
    ]


def _by_column(headers: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip_longest(headers, cells[: len(headers)], fillvalue=""))
