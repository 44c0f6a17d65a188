"""Guess which column answers which question, by words in its header and by its cells."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentorship import vocabulary
from mentorship.services.imports.answer_labels import (
    codes_by_label,
    split_answers,
    whole_number,
)
from mentorship.services.imports.branches import with_branches
from mentorship.services.imports.column_groups import (
    ColumnGroup,
    adjacent_options,
    find_groups,
)
from mentorship.services.imports.column_meanings import (
    Samples,
    group_score,
    questions_of_headers,
    sources_of_group,
)
from mentorship.services.imports.column_sources import ColumnEntry, ColumnSource
from mentorship.services.imports.damaged_cells import digits_of_number, is_error_value
from mentorship.services.imports.known_words import HEADER_WORDS, answer_words, header_score
from mentorship.services.imports.mapping import CODED_QUESTIONS, COLUMNS
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.timestamps import look_like_timestamps
from mentorship.text_cleaning import fold_text

EMAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE_NUMBER = re.compile(r"[+(]?[\d\s().-]{7,20}")
MAX_SAMPLE_CELLS = 500
MAX_SAMPLE_CHARACTERS = 300
# The header and the cells of a column each get a score from 0 to 1.
SURE_HEADER_SCORE, MIN_CONTENT_SCORE = 0.6, 0.6
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
    """A score from 0 to 2: how likely some columns, of one header or stem, answer a question."""

    score: float
    question: str
    header: str
    sources: tuple[ColumnSource, ...]

    @property
    def columns(self) -> set[str]:
        return {source.column for source in self.sources}


def guess_columns(table: Table) -> dict[str, ColumnEntry]:
    """Return the likeliest columns of each question, the surest first and no column twice."""
    columns = [Column.of(table, header) for header in table.headers]
    content_scores = _content_scores()
    samples = Samples({column.header: column.cells for column in columns})
    groups = [guess for guess in _group_guesses(table, samples) if guess.score]
    # One box alone would be a surer guess than all boxes together.
    grouped = {(guess.question, header) for guess in groups for header in guess.columns}
    guesses = groups + [
        _guess(question, column, content_scores.get(question))
        for column in columns
        for question in HEADER_WORDS
        if (question, column.header) not in grouped
    ]
    guesses = sorted((guess for guess in guesses if guess.score), key=lambda guess: -guess.score)
    chosen: dict[str, Guess] = {}
    used: set[str] = set()
    for guess in guesses:
        if guess.question not in chosen and not guess.columns & used:
            chosen[guess.question] = guess
            used |= guess.columns
    return {
        question: columns_entry(with_branches(table, guess, guesses, used))
        for question, guess in chosen.items()
    }


def columns_entry(sources: Sequence[ColumnSource]) -> ColumnEntry:
    """Return the columns of a question as an entry of a mapping."""
    if len(sources) == 1 and isinstance(entry := sources[0].as_entry(), str):
        return entry
    return [source.as_entry() for source in sources]


def guess_groups(table: Table) -> list[tuple[ColumnSource, ...]]:
    """Return the columns that belong together, each group as those of its likeliest question."""
    samples = Samples({header: Column.of(table, header).cells for header in table.headers})
    best: dict[tuple[str, ...], Guess] = {}
    for guess in _group_guesses(table, samples):
        headers = tuple(source.column for source in guess.sources)
        if guess.score > (best[headers].score if headers in best else 0):
            best[headers] = guess
    return [guess.sources for guess in best.values()]


def _group_guesses(table: Table, samples: Samples) -> Iterator[Guess]:
    for group in column_groups(table, samples):
        for question in sorted(COLUMNS - {"adult", "consent"}):
            by_header = header_score(question, group.stem)
            score = group_score(samples, group, question, by_header)
            sources = tuple(sources_of_group(samples, group, question))
            if not all(source.part for source in sources):  # which have questions of their own
                yield Guess(score, question, group.stem, sources)


def column_groups(table: Table, samples: Samples) -> list[ColumnGroup]:
    """Return the groups of columns that have a question in common, and the runs of options."""
    groups = find_groups(table)
    grouped = {header for group in groups for header in group.options}
    alone = Samples({name: cells for name, cells in samples.items() if name not in grouped})
    questions = sorted(CODED_QUESTIONS & COLUMNS - {"adult", "consent", "capacity"})
    return [*groups, *adjacent_options(table.headers, questions_of_headers(alone, questions))]


def _guess(question: str, column: Column, content_score: Score | None) -> Guess:
    by_header = header_score(question, column.header)
    source = (ColumnSource(column.header),)
    if content_score is None:
        by_content = by_header if column.cells else 0
        return Guess(by_header + by_content, question, column.header, source)
    if not by_header and question in HEADER_NEEDED:
        return Guess(0, question, column.header, source)
    by_content = content_score(column)
    if (
        column.cells
        and by_content < MIN_CONTENT_SCORE
        and not (by_header >= SURE_HEADER_SCORE and question in SURE_BY_HEADER)
    ):
        return Guess(0, question, column.header, source)
    return Guess(by_header + by_content, question, column.header, source)


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
    return bool(whole_number(cell)) or fold_text(cell) in answer_words("capacity")


def _is_like_a_telephone_number(cell: str) -> bool:
    """Return whether a cell is a telephone number, perhaps damaged by the spreadsheet."""
    is_damaged = is_error_value(cell) or digits_of_number(cell) != cell
    return is_damaged or PHONE_NUMBER.fullmatch(cell) is not None


def _share_of_cells(fits: Callable[[str], bool]) -> Score:
    return lambda column: _share(column.cells, fits)


def _share_of_known_answers(question: str) -> Score:
    answers = codes_by_label(question).keys() | answer_words(question).keys()
    return lambda column: _share(column.answers, answers.__contains__)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0
