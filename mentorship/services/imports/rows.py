"""The rows of a survey, read with its mapping."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.models import Role
from mentorship.privacy.email_addresses import is_email_address, mailbox_key
from mentorship.questions import QUESTIONS
from mentorship.services.imports.answer_labels import known_parts, split_answers
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.text_cleaning import fold_text


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

    def for_role(self, role: Role) -> "SurveyRow":
        """Return the row as the answers of a person in one role."""
        return replace(self, mapping=self.mapping.for_role(role))

    def texts(self, question: str) -> list[str]:
        """Return what the columns of a question hold, without blanks and repetitions."""
        sources = self.mapping.sources.get(question, ())
        texts = (source.answer_in(self.cells[source.column]) for source in sources)
        return list(dict.fromkeys(text for text in texts if text))

    def text(self, question: str) -> str:
        """Return the text of an answer; it is empty if no column answers the question.

        Of several columns the first filled one counts, but paragraphs are joined.
        """
        texts = self.texts(question)
        is_paragraph = getattr(QUESTIONS.get(question), "paragraph_rows", 0)
        return "\n".join(texts if is_paragraph else texts[:1])

    def codes(self, question: str) -> list[str]:
        """Return the codes of the answers to a question; none if no column answers it."""
        codes = (
            code
            for source in self.mapping.sources.get(question, ())
            for code in source.times(self.codes_in(source, source.coded_as(question)))
        )
        return list(dict.fromkeys(codes))

    def codes_in(self, source: ColumnSource, question: str) -> list[str]:
        """Return the codes of the checked boxes in a column, once each."""
        codes_by_answer = self.mapping.answers[question]
        cell = source.answer_in(self.cells[source.column])
        whole_cell = codes_by_answer.get(fold_text(cell))
        if whole_cell is not None:
            return list(whole_cell)
        answers = [fold_text(text) for text in self.answers_in(source, cell, codes_by_answer)]
        if self.mapping.leaves_out_unknown and cell != source.option:
            # What is known of a longer answer is not left out with it.
            answers = [fold_text(part) for part in known_parts(cell, codes_by_answer)]
        elif not (self.mapping.leaves_out_unknown or codes_by_answer.keys() >= set(answers)):
            raise RefusedError(
                _(
                    "has an unknown answer in column “%(column)s”",
                    column=shortened(source.column),
                )
            )
        codes = (code for answer in answers for code in codes_by_answer.get(answer, ()))
        return list(dict.fromkeys(codes))

    @staticmethod
    def answers_in(source: ColumnSource, cell: str, known: Collection[str]) -> list[str]:
        """Return the answers of a cell; the option of a column is never split."""
        return [cell] if cell and cell == source.option else split_answers(cell, known)

    def says_yes(self, question: str) -> bool:
        """Return whether the answers to a yes-no question mean yes, all of them."""
        codes_by_answer = self.mapping.answers[question]
        texts = self.texts(question)
        return bool(texts) and all(codes_by_answer.get(fold_text(text)) for text in texts)

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
    places = {column: _place(table, column) for column in mapping.needed_columns}
    mapping = _with_date_order(mapping, table)
    return [
        SurveyRow(
            number=number,
            cells={
                column: cells[place] if place < len(cells) else ""
                for column, place in places.items()
            },
            mapping=mapping,
            read_at=read_at,
            has_extra_cells=any(cells[len(table.headers) :]),
        )
        for number, cells in table.records
    ]


def _place(table: Table, column: str) -> int:
    places = table.find_columns(column)
    if len(places) == 1:
        return places[0]
    alike = [table.headers[place] for place in places or table.repeated(column)]
    if alike:
        raise UserFacingError(
            _(
                "Two columns have the header “%(column)s”, so the mapping must say which: "
                "“%(first)s” or “%(second)s”.",
                column=shortened(column),
                first=shortened(alike[0]),
                second=shortened(alike[1]),
            )
        )
    raise UserFacingError(
        _(
            "The sheet has no column “%(column)s”, which the mapping names.",
            column=shortened(column),
        )
    )


def _with_date_order(mapping: SurveyMapping, table: Table) -> SurveyMapping:
    if mapping.timestamp is None:
        return mapping
    header = table.headers[_place(table, mapping.timestamp.column)]
    return replace(mapping, timestamp=mapping.timestamp.in_order_of(table.column(header)))
