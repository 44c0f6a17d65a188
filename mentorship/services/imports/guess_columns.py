"""Guessing which column answers which question: by words of its header, and by what it holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mentorship import vocabulary
from mentorship.services.imports.known_words import ANSWER_WORDS, HEADER_WORDS
from mentorship.services.imports.mapping import ANSWERED
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.spellings import own_spellings, parts
from mentorship.services.imports.timestamps import timestamp_order
from mentorship.text_cleaning import fold_text

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NUMBER = re.compile(r"[+(]?[\d\s().-]{7,20}")
NO_WORDS = re.compile(r"[\W_]+")
ENOUGH = 500
LONGEST_LOOKED_AT = 300
# A header speaks for a question by a whole point at most; so does what stands below it.
LEAST_HEADER, SURE_HEADER, LEAST_CONTENT = 0.4, 0.6, 0.6
# For these a sure header is enough, however people spell their answers.
OWN_SPELLINGS = ANSWERED - {"places"} | vocabulary.PARTS.keys()
# Any yes would do for these, so only the header can tell them apart.
BY_HEADER = frozenset({"adult", "consent", "places", "phone"})
PLACES = frozenset("12345")


@dataclass(frozen=True)
class Column:
    """A column: its header, what stands below it, and that again as check boxes, folded."""

    header: str
    cells: Sequence[str] = field(repr=False)
    answers: Sequence[str] = field(repr=False)

    @classmethod
    def of(cls, table: Table, header: str) -> "Column":
        # Of a long cell the beginning tells as much, and a hostile one costs no more.
        cells = [cell[:LONGEST_LOOKED_AT] for cell in table.column(header)[:ENOUGH]]
        return cls(header, cells, [fold_text(part) for cell in cells for part in parts(cell)])


Score = Callable[[Column], float]


@dataclass(frozen=True)
class Guess:
    """How well a column seems to answer a question."""

    score: float
    question: str
    column: str


def guess_columns(table: Table) -> dict[str, str]:
    """Give questions their likeliest columns, the surest first and no column twice."""
    looks_like = _content_scores()
    guesses = [
        _guess(question, column, looks_like.get(question))
        for column in (Column.of(table, header) for header in table.headers)
        for question in HEADER_WORDS
    ]
    chosen: dict[str, str] = {}
    for guess in sorted(guesses, key=lambda guess: -guess.score):
        free = guess.question not in chosen and guess.column not in chosen.values()
        if free and guess.score:
            chosen[guess.question] = guess.column
    return chosen


def _guess(question: str, column: Column, looks_like: Score | None) -> Guess:
    by_header = header_score(question, column.header)
    if looks_like is None:
        return Guess(2 * by_header, question, column.header)
    if not by_header and question in BY_HEADER:
        return Guess(0, question, column.header)
    by_content = looks_like(column)
    if (
        column.cells
        and by_content < LEAST_CONTENT
        and not (by_header >= SURE_HEADER and question in OWN_SPELLINGS)
    ):
        return Guess(0, question, column.header)
    return Guess(by_header + by_content, question, column.header)


def header_score(question: str, header: str) -> float:
    """Score the words of a header, from 1 for the surest down to a little for the last.

    >>> header_score("email", "Correo electrónico") > header_score("name", "Nombre completo") > 0
    True
    """
    said = f" {NO_WORDS.sub(' ', fold_text(header))} "
    words = HEADER_WORDS[question]
    for place, word in enumerate(words):
        if f" {word} " in said:
            return 1 - (1 - LEAST_HEADER) * place / len(words)
    return 0.0


def _content_scores() -> Mapping[str, Score]:
    """Return, by question, what tells which share of a column looks like answers to it."""
    return {
        **{question: _knows(question) for question in ANSWERED - {"days", "places"}},
        **dict.fromkeys(vocabulary.PARTS, _knows("days")),
        "email": _cells_that(lambda cell: ADDRESS.fullmatch(cell) is not None),
        "phone": _cells_that(lambda cell: NUMBER.fullmatch(cell) is not None),
        "places": _cells_that(
            lambda cell: cell in PLACES or fold_text(cell) in ANSWER_WORDS["places"]
        ),
        "timestamp": lambda column: 1.0 if timestamp_order(column.cells) else 0.0,
    }


def _cells_that(fit: Callable[[str], bool]) -> Score:
    return lambda column: _share(column.cells, fit)


def _knows(question: str) -> Score:
    known = own_spellings(question).keys() | ANSWER_WORDS.get(question, {}).keys()
    return lambda column: _share(column.answers, known.__contains__)


def _share(said: Sequence[str], fit: Callable[[str], bool]) -> float:
    return sum(map(fit, said)) / len(said) if said else 0.0
