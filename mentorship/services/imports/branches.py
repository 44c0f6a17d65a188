"""Find the columns in which a survey asks one question again, of other people.

A survey that asks mentors and mentees on different pages has each question twice. Google Forms
repeats the header, Microsoft Forms adds a number to it, and others name the role in it.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Protocol

from mentorship.services.imports.column_groups import is_question
from mentorship.services.imports.column_meanings import role_of, without_role
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.mapping import QUESTIONS_BY_ROLE
from mentorship.services.imports.parsing.table import Table, without_letter
from mentorship.text_cleaning import fold_text

NOT_BRANCHED = frozenset({"timestamp", "morning", "afternoon", "evening"})
NUMBER_AT_THE_END = re.compile(r"\s?\d{1,2}\Z")
MIN_ROWS_ANSWERED = 0.8


class BranchGuess(Protocol):
    """A guess which columns answer a question."""

    @property
    def question(self) -> str: ...

    @property
    def header(self) -> str: ...

    @property
    def sources(self) -> tuple[ColumnSource, ...]: ...


def with_branches(
    table: Table, chosen: BranchGuess, guesses: Sequence[BranchGuess], used: set[str]
) -> list[ColumnSource]:
    """Return the columns of a guess, and those that ask other people the same.

    The columns that are added are added to ``used`` too.
    """
    if chosen.question in NOT_BRANCHED:
        return list(chosen.sources)
    guessed = [guess for guess in guesses if guess.question == chosen.question]
    candidates = [(guess.header, guess.sources, True) for guess in guessed]
    candidates += [(header, (ColumnSource(header),), False) for header in table.headers]
    branches = [(chosen.header, chosen.sources)]
    for header, sources, is_guessed in candidates:
        columns = {source.column for source in sources}
        if not columns & used and _asks_again(
            table, chosen, header, sources, is_guessed=is_guessed
        ):
            used |= columns
            branches.append((header, sources))
    if len(branches) == 1:
        return list(chosen.sources)
    return [
        replace(source, role=source.role or _role(header, chosen.question))
        for header, sources in branches
        for source in sources
    ]


def _role(header: str, question: str) -> str:
    return "" if question == "role" else role_of(header, question)


def _asks_again(
    table: Table,
    chosen: BranchGuess,
    header: str,
    sources: tuple[ColumnSource, ...],
    *,
    is_guessed: bool,
) -> bool:
    if is_repeated_header(_plain(table, header), _plain(table, chosen.header)):
        return True
    role, chosen_role = _role(header, chosen.question), _role(chosen.header, chosen.question)
    if role != chosen_role and without_role(header) == without_role(chosen.header):
        return True
    if not is_guessed:
        return False
    if chosen.question in QUESTIONS_BY_ROLE and role and chosen_role:
        return role != chosen_role
    return _answered_in_turn(table, sources, chosen.sources)


def _plain(table: Table, header: str) -> str:
    place = table.headers.index(header) if header in table.headers else -1
    return fold_text(without_letter(header, place))


def is_repeated_header(header: str, first: str) -> bool:
    """Return whether a header repeats another one, perhaps with a number at the end.

    >>> is_repeated_header("languages you speak2", "languages you speak")
    True
    >>> is_repeated_header("q12", "q1")
    False
    """
    without_number = NUMBER_AT_THE_END.sub("", header)
    return bool(first) and (header == first or (without_number == first and is_question(first)))


def _answered_in_turn(
    table: Table, sources: Sequence[ColumnSource], others: Sequence[ColumnSource]
) -> bool:
    """Return whether nearly every row answers in one of two groups of columns, and none in both."""
    first, second = _answered_rows(table, sources), _answered_rows(table, others)
    answered = len(first | second)
    return (
        bool(first and second)
        and not first & second
        and (answered >= MIN_ROWS_ANSWERED * len(table.records))
    )


def _answered_rows(table: Table, sources: Sequence[ColumnSource]) -> Set[int]:
    places = [table.headers.index(source.column) for source in sources]
    return {
        number
        for number, cells in table.records
        if any(place < len(cells) and cells[place].strip() for place in places)
    }
