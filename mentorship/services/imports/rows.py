"""The rows of a survey, read with its mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import zip_longest

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.privacy.blind_index import normalize_name
from mentorship.services.imports.answer_labels import split_answers
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.text_cleaning import clean_text, fold_text

MAX_EMAIL_CHARACTERS = 254


class RefusedError(Exception):
    """A row cannot be imported; the message is the reason."""


class NotAgreedError(RefusedError):
    """Somebody may not take part, or does not agree: their earlier applications are withdrawn."""


@dataclass(frozen=True)
class SurveyRow:
    """The cells of one row, by column."""

    number: int
    cells: Mapping[str, str] = field(repr=False)
    mapping: SurveyMapping = field(repr=False)
    read_at: datetime
    has_extra_cells: bool = False

    def text(self, question: str) -> str:
        """Return the text of an answer; it is empty if no column answers the question."""
        column = self.mapping.columns.get(question)
        return clean_text(self.cells[column]) if column else ""

    def codes(self, question: str) -> list[str]:
        """Return the codes of the answers to a question; none if no column answers it."""
        column = self.mapping.columns.get(question)
        return self.codes_in(column, question) if column else []

    def codes_in(self, column: str, question: str) -> list[str]:
        """Return the codes of the checked boxes in a column, once each."""
        codes_by_answer = self.mapping.answers[question]
        cell = self.cells[column]
        whole_cell = codes_by_answer.get(fold_text(cell))
        if whole_cell is not None:
            return list(whole_cell)
        answers = [fold_text(answer) for answer in split_answers(cell, codes_by_answer)]
        if not self.mapping.leaves_out_unknown and not codes_by_answer.keys() >= set(answers):
            raise RefusedError(
                _(
                    "has an unknown answer in column “%(column)s”",
                    column=shortened(column),
                )
            )
        codes = (code for answer in answers for code in codes_by_answer.get(answer, ()))
        return list(dict.fromkeys(codes))

    def says_yes(self, question: str) -> bool:
        """Return whether an answer to a yes-no question means yes."""
        return bool(self.mapping.answers[question].get(fold_text(self.text(question))))

    @property
    def answered_at(self) -> datetime:
        """Return the time of the answer; without such a column, that of the upload."""
        timestamp = self.mapping.timestamp
        if timestamp is None:
            return self.read_at
        answered_at = timestamp.read(self.cells[timestamp.column])
        if answered_at is None:
            raise RefusedError(
                _(
                    "the time in column “%(column)s” cannot be read",
                    column=shortened(timestamp.column),
                )
            )
        return answered_at

    @property
    def email(self) -> str:
        address = normalize_name(self.text("email"))
        if not address:
            raise RefusedError(_("has no email address, so nobody could tell them of a match"))
        try:
            if len(address) > MAX_EMAIL_CHARACTERS:
                raise EmailNotValidError
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise RefusedError(_("has an email address that cannot be right")) from None
        return address


def survey_rows(table: Table, mapping: SurveyMapping, read_at: datetime) -> list[SurveyRow]:
    """Return the rows of a table; every column that the mapping names must be there."""
    missing = [column for column in mapping.needed_columns if column not in table.headers]
    if missing:
        raise UserFacingError(
            _(
                "The sheet has no column “%(column)s”, which the mapping names.",
                column=shortened(missing[0]),
            )
        )
    mapping = _with_date_order(mapping, table)
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


def _with_date_order(mapping: SurveyMapping, table: Table) -> SurveyMapping:
    if mapping.timestamp is None:
        return mapping
    cells = table.column(mapping.timestamp.column)
    return replace(mapping, timestamp=mapping.timestamp.in_order_of(cells))


def _by_column(headers: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip_longest(headers, cells[: len(headers)], fillvalue=""))
