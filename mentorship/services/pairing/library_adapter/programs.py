"""Programme files of the matching library: the one that comes along, and checking any other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matching
from mentorship import vocabulary
from mentorship.questions import QUESTIONS, blank_answers, match_columns
from mentorship.questions.types import ChoiceQuestion, LanguagesQuestion, MultipleChoiceQuestion

if TYPE_CHECKING:
    import pandas as pd

STANDARD = "cross-community"
ID_COLUMNS = ("id", "person")
"""Columns of every table beside those of the questions: an application, and whose it is."""


@cache
def standard_program() -> Mapping[str, Any]:
    """Return the programme file that comes with the library, parsed; nobody may change it.

    It is read without the library, whose import takes a second.
    """
    folder = Path(matching.__file__).parent / "programs"
    return tomllib.loads((folder / f"{STANDARD}.toml").read_text("utf-8"))


def columns() -> tuple[str, ...]:
    """Return the columns that a programme can compare."""
    return (*ID_COLUMNS, *match_columns(blank_answers()))


def program_error(program: Mapping[str, Any]) -> str:
    """Return what is wrong with the entries of a programme, as the library says it; or ""."""
    try:
        matching.Program.from_mapping(program, source="")
    except matching.InvalidProgramError as error:
        return str(error).removeprefix(": ")
    return ""


def unreadable_answer(program: Mapping[str, Any]) -> str:
    """Return which answer that people can give a programme cannot read; "" if it reads them all.

    Some kinds know certain answers alone, such as the levels of a scale.
    """
    from matching.pair_scores.pair_scores import PairScores
    from matching.tables.people import People

    table, parsed = invented_answers(), matching.Program.from_mapping(program)
    sides = (("mentees", parsed.mentees), ("mentors", parsed.mentors))
    try:
        PairScores.of(parsed, *(People.from_table(table, side, name) for name, side in sides))
    except matching.InvalidTableError as error:
        return str(error)
    return ""


def invented_answers() -> pd.DataFrame:
    """Return a table of invented people who, together, give every answer that can be given."""
    import pandas as pd

    answers: dict[str, list[str]] = {column: [""] for column in columns()}
    for question in QUESTIONS.values():
        for given in _possible_answers(question):
            for column, text in question.match_columns(given).items():
                answers[column].append(text)
    rows = list(zip_longest(*answers.values(), fillvalue=""))
    table = pd.DataFrame(rows, columns=list(answers), dtype=str)
    ids = [str(number) for number in range(len(rows))]
    return table.assign(id=ids, person=ids, capacity=["1"] * len(rows))


def _possible_answers(question: object) -> Iterator[Any]:
    match question:
        case ChoiceQuestion():
            yield from (*question.choices(), *question.former_choices())
        case MultipleChoiceQuestion():
            yield from ([code] for code in (*question.choices(), *question.former_choices()))
        case LanguagesQuestion():
            comfort = next(iter(vocabulary.COMFORTABLE))
            for code in (*question.choices(), *question.former_choices()):
                yield [{"language": code, "comfort": comfort}]
