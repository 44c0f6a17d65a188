"""The rows of a survey, read with its mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.privacy.email_addresses import is_email_address, mailbox_key
from mentorship.services.imports.answer_labels import split_answers
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.services.imports.timestamps import read_timestamp
from mentorship.text_cleaning import clean_text, fold_text


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
        answers = [fold_text(answer) for answer in split_answers(cell)]
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
        naive = read_timestamp(self.cells[timestamp.column].strip(), timestamp.format)
        if naive is None:
            raise RefusedError(
                _(
                    "the time in column “%(column)s” cannot be read",
                    column=shortened(timestamp.column),
                )
            )
        return naive.replace(tzinfo=timestamp.zone)

    @property
    def email(self) -> str:
        """The address as it was typed."""
        address = self.text("email")
        if not address:
            raise RefusedError(_("has no email address, so nobody could tell them of a match"))
        if not is_email_address(address):
            raise RefusedError(_("has an email address that cannot be right"))
        return address

    @property
    def mailbox(self) -> str:
        """What is equal for every spelling of one address, to tell people apart by."""
        return mailbox_key(self.email)


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
