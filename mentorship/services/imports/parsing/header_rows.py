"""Find the rows that hold the headers of a sheet, which need not be the first.

SurveyMonkey writes options in a second row of headers. Qualtrics writes short names above the
questions, and a row of import ids below them. Others write a title above everything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from mentorship.services.imports.known_words import HEADER_WORDS, header_score
from mentorship.text_cleaning import clean_text, fold_text

Row = tuple[int, list[str]]
"""The number of a filled row, as a spreadsheet numbers it, and its cells."""

MAX_ROWS_TO_SEARCH = 10
MIN_QUESTIONS_IN_LATER_HEADER = 3
MIN_COLUMNS_BELOW_TITLE = 4
MIN_OPTIONS_BELOW_QUESTIONS = 2
IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"')
EMAIL_OR_DATE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,4}[-/.]\d{1,2}[-/.]\d.*", re.DOTALL)
NUMBER_OR_MARK = re.compile(r"[-+]?[\d.,]+|true|false", re.IGNORECASE)
MAX_SAMPLE_CHARACTERS = 300
# What SurveyMonkey writes below a question, beside the options.
TYPED_ANSWER = frozenset(
    {"response", "open-ended response", "respuesta", "respuesta abierta", "respuesta libre"}
)
OTHER_ANSWER = frozenset(
    {"other (please specify)", "otro (especifique)", "otro (por favor especifique)"}
)


@dataclass(frozen=True)
class HeaderRows:
    """The numbers of the first and the last row of headers; zero if there is none."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> "HeaderRows":
        """Return the rows that a text such as "1-2" names.

        >>> str(HeaderRows.parse("1-2")), HeaderRows.parse("3")
        ('1-2', HeaderRows(first=3, last=3))
        """
        first, _dash, last = text.partition("-")
        return cls(int(first), int(last or first))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def find_header_rows(filled: Sequence[Row]) -> HeaderRows:
    """Return the likeliest rows of headers among the first filled rows of a sheet."""
    top = filled[:MAX_ROWS_TO_SEARCH]
    for above, below in pairwise(top):
        if is_import_ids(below[1]):
            return HeaderRows(above[0], above[0])
        if _has_options_below(above[1], below[1]):
            return HeaderRows(above[0], below[0])
    number = _likeliest_row(top)
    return HeaderRows(number, number)


def joined_headers(rows: Sequence[Row], header: HeaderRows) -> list[str]:
    """Return the headers in one row, or in two as "Question [Option]"."""
    cells = [cells for number, cells in rows if header.first <= number <= header.last]
    if len(cells) < 2:
        return [clean_text(cell) for row in cells for cell in row]
    return list(_questions_with_options(cells[0], cells[-1]))


def is_import_ids(cells: Sequence[str]) -> bool:
    """Return whether a row holds the import ids of Qualtrics."""
    return any(map(IMPORT_ID.match, cells))


def _questions_with_options(questions: list[str], options: list[str]) -> Iterator[str]:
    question = ""
    for above, below in zip_longest(map(clean_text, questions), map(clean_text, options)):
        question = above or question
        if not below or not question:
            yield above or below or ""
        elif fold_text(below) in TYPED_ANSWER:
            yield question
        else:
            yield f"{question} [{below}]"


def _has_options_below(above: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether a row holds options of the questions in the row above it."""
    pairs = list(zip_longest(above, below, fillvalue=""))
    if any(_is_data(cell) or NUMBER_OR_MARK.fullmatch(cell.strip()) for cell in below):
        return False
    if {fold_text(cell[:MAX_SAMPLE_CHARACTERS]) for cell in below} & (TYPED_ANSWER | OTHER_ANSWER):
        return True
    further_options = sum(bool(option and not question) for question, option in pairs)
    return (
        further_options >= MIN_OPTIONS_BELOW_QUESTIONS
        and _question_count(above) >= MIN_OPTIONS_BELOW_QUESTIONS
        and any(question and not option for question, option in pairs)
    )


def _likeliest_row(top: Sequence[Row]) -> int:
    widest = max(_filled(cells) for _number, cells in top)
    wide = [row for row in top if not _is_title(row[1], widest)]
    first = wide[0]
    for row in wide:
        if any(map(_is_data, row[1])):
            break
        questions = _question_count(row[1])
        if questions >= MIN_QUESTIONS_IN_LATER_HEADER and questions > 2 * _question_count(first[1]):
            return row[0]
    return first[0]


def _is_title(cells: Sequence[str], widest: int) -> bool:
    return widest >= MIN_COLUMNS_BELOW_TITLE and 2 * _filled(cells) < widest


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_data(cell: str) -> bool:
    return EMAIL_OR_DATE.fullmatch(cell[:MAX_SAMPLE_CHARACTERS].strip()) is not None


def _question_count(cells: Sequence[str]) -> int:
    """Return how many questions the words of a row would be headers of."""
    return sum(
        any(header_score(question, cell) for cell in cells if cell) for question in HEADER_WORDS
    )
