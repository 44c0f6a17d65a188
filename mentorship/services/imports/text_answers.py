"""The free-text answers of a row: within their limits, and without what a spreadsheet damaged."""

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.questions import Question, TextQuestion
from mentorship.services.imports.damaged_cells import digits_of_number, is_error_value
from mentorship.services.imports.parsing.table import shortened
from mentorship.services.imports.rows import RefusedError, SurveyRow

# Whom somebody must not meet is never cut: the names at the end would be suggested to them.
NEVER_SHORTENED = frozenset({"excluded_people"})
MAX_WHOLE_TEXT_CHARACTERS = 5_000


def text_answer(row: SurveyRow, question: TextQuestion, notes: list[str]) -> str:
    """Return the text of an answer, and note what is shortened or left out of it."""
    text = row.text(question.name)
    if is_error_value(text):
        notes.append(
            _(
                "“%(column)s” is left out: the spreadsheet shows an error there",
                column=column_of(row, question),
            )
        )
        return ""
    if question.autocomplete == "tel":
        text = _telephone(row, question, text, notes)
    return within_limit(row, question, text, question, notes)


def _telephone(row: SurveyRow, question: TextQuestion, text: str, notes: list[str]) -> str:
    digits = digits_of_number(text)
    if digits is None:
        notes.append(
            _(
                "“%(column)s” is left out: the spreadsheet has rounded the number",
                column=column_of(row, question),
            )
        )
    elif digits != text:
        notes.append(
            _(
                "“%(column)s” is a number in the spreadsheet: check whether a digit is missing",
                column=column_of(row, question),
            )
        )
    return digits or ""


def within_limit(
    row: SurveyRow, question: TextQuestion, text: str, source: Question, notes: list[str]
) -> str:
    """Return a text as the answer to a question, and note in the column of its source a cut."""
    is_whole = question.name in NEVER_SHORTENED
    maximum = MAX_WHOLE_TEXT_CHARACTERS if is_whole else question.max_characters
    if len(text) <= maximum:
        return text
    if is_whole or question.import_refusal:
        raise RefusedError(
            _(
                "has more than %(maximum)s characters in column “%(column)s”",
                maximum=maximum,
                column=column_of(row, source),
            )
        )
    notes.append(
        ngettext(
            "“%(column)s” is shortened to %(num)s character",
            "“%(column)s” is shortened to %(num)s characters",
            maximum,
            column=column_of(row, source),
        )
    )
    return text[: maximum - 1].rstrip() + "…"


def column_of(row: SurveyRow, question: Question) -> str:
    """Return the header of the column of a question, as a note names it."""
    return shortened(row.mapping.columns[question.name])
