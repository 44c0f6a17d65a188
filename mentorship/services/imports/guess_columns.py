"""Guess which column answers which question, by words in its header and by its cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mentorship import vocabulary
from mentorship.services.imports.answer_labels import (
    codes_by_label,
    split_answers,
    whole_number,
)
from mentorship.services.imports.damaged_cells import digits_of_number, is_error_value
from mentorship.services.imports.known_words import ANSWER_WORDS, HEADER_WORDS
from mentorship.services.imports.mapping import CODED_QUESTIONS
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.timestamps import look_like_timestamps
from mentorship.text_cleaning import fold_text

EMAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE_NUMBER = re.compile(r"[+(]?[\d\s().-]{7,20}")
NO_WORD = re.compile(r"[\W_]+")
MAX_SAMPLE_CELLS = 500
MAX_SAMPLE_CHARACTERS = 300
# The header and the cells of a column each get a score from 0 to 1.
MIN_HEADER_SCORE, SURE_HEADER_SCORE, MIN_CONTENT_SCORE = 0.4, 0.6, 0.6
# For these a sure header is enough, even if most answers are unknown.
SURE_BY_HEADER = CODED_QUESTIONS - {"capacity"} | vocabulary.PARTS_OF_DAY.keys()
# Many columns hold a yes or a number, so only the header can tell these apart.
HEADER_NEEDED = frozenset({"adult", "consent", "capacity", "phone"})


@dataclass(frozen=True)
class Column:
    """A sample of a column: its header, its cells, and the folded answers in them."""

    header: str
    cells: Sequence[str] = field(repr=False)
    answers: Sequence[str] = field(repr=False)

    @classmethod
    def of(cls, table: Table, header: str) -> "Column":
        # Cut, so that a very long cell costs no more time.
        cells = [cell[:MAX_SAMPLE_CHARACTERS] for cell in table.column(header)[:MAX_SAMPLE_CELLS]]
        answers = [fold_text(answer) for cell in cells for answer in split_answers(cell)]
        return cls(header, cells, answers)


Score = Callable[[Column], float]


@dataclass(frozen=True)
class Guess:
    """A score from 0 to 2: how likely a column answers a question."""

    score: float
    question: str
    column: str


def guess_columns(table: Table) -> dict[str, str]:
    """Return the likeliest column of each question, the surest first and no column twice."""
    content_scores = _content_scores()
    guesses = [
        _guess(question, column, content_scores.get(question))
        for column in (Column.of(table, header) for header in table.headers)
        for question in HEADER_WORDS
    ]
    chosen: dict[str, str] = {}
    for guess in sorted(guesses, key=lambda guess: -guess.score):
        available = guess.question not in chosen and guess.column not in chosen.values()
        if available and guess.score:
            chosen[guess.question] = guess.column
    return chosen


def _guess(question: str, column: Column, content_score: Score | None) -> Guess:
    by_header = header_score(question, column.header)
    if content_score is None:
        return Guess(2 * by_header, question, column.header)
    if not by_header and question in HEADER_NEEDED:
        return Guess(0, question, column.header)
    by_content = content_score(column)
    if (
        column.cells
        and by_content < MIN_CONTENT_SCORE
        and not (by_header >= SURE_HEADER_SCORE and question in SURE_BY_HEADER)
    ):
        return Guess(0, question, column.header)
    return Guess(by_header + by_content, question, column.header)


def header_score(question: str, header: str) -> float:
    """Return 1 for a header with the surest word for a question, less for a later one, or 0.

    >>> header_score("email", "Correo electrónico") > header_score("name", "Nombre completo") > 0
    True
    """
    spaced = f" {NO_WORD.sub(' ', fold_text(header[:MAX_SAMPLE_CHARACTERS]))} "
    words = HEADER_WORDS[question]
    for rank, word in enumerate(words):
        if f" {word} " in spaced:
            return 1 - (1 - MIN_HEADER_SCORE) * rank / len(words)
    return 0.0


def _content_scores() -> Mapping[str, Score]:
    """Return, by question, the function that scores the cells of a column."""
    return {
        **{question: _share_of_known_answers(question) for question in CODED_QUESTIONS - {"days"}},
        **dict.fromkeys(vocabulary.PARTS_OF_DAY, _share_of_known_answers("days")),
        "email": _share_of_cells(lambda cell: EMAIL_ADDRESS.fullmatch(cell) is not None),
        "phone": _share_of_cells(_is_like_a_telephone_number),
        "capacity": _share_of_cells(_is_like_a_number_of_places),
        "timestamp": lambda column: float(look_like_timestamps(column.cells)),
    }


def _is_like_a_number_of_places(cell: str) -> bool:
    """Return whether a cell is a number; whoever is no mentor may write 0, or any other."""
    return bool(whole_number(cell)) or fold_text(cell) in ANSWER_WORDS["capacity"]


def _is_like_a_telephone_number(cell: str) -> bool:
    """Return whether a cell is a telephone number, perhaps damaged by the spreadsheet."""
    is_damaged = is_error_value(cell) or digits_of_number(cell) != cell
    return is_damaged or PHONE_NUMBER.fullmatch(cell) is not None


def _share_of_cells(fits: Callable[[str], bool]) -> Score:
    return lambda column: _share(column.cells, fits)


def _share_of_known_answers(question: str) -> Score:
    answers = codes_by_label(question).keys() | ANSWER_WORDS.get(question, {}).keys()
    return lambda column: _share(column.answers, answers.__contains__)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0
