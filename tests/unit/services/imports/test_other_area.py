"""A neighborhood outside the programme's list keeps its name when a sheet is imported."""

from typing import Any

import pytest

from mentorship.services.imports import Candidate
from mentorship.services.imports.candidates import parse_row
from tests.unit.services.imports.survey import ENTRIES, rows_of

COLUMNS = {**ENTRIES["columns"], "area": "Where", "other_area": "Elsewhere"}
ANSWERS = {**ENTRIES["answers"], "area": {"Pasadena, near the park": ["elsewhere"], "?": []}}
LEFT_OUT = "“Elsewhere” is left out: a neighborhood of the list is chosen"


def location(where: str, elsewhere: str) -> tuple[Any, Any, tuple[str, ...]]:
    (row,) = rows_of({"Where": where, "Elsewhere": elsewhere}, columns=COLUMNS, answers=ANSWERS)
    candidate = parse_row(row)
    assert isinstance(candidate, Candidate)
    answers = candidate.submission.answers
    return answers["area"], answers["other_area"], candidate.notes


@pytest.mark.parametrize(
    ("where", "elsewhere", "expected"),
    [
        ("Pasadena, near the park", "", ("elsewhere", "Pasadena, near the park", ())),
        ("Pasadena, near the park", "Altadena", ("elsewhere", "Altadena", ())),
        ("", "Altadena", ("elsewhere", "Altadena", ())),
        ("?", "Altadena", ("elsewhere", "Altadena", ())),
        ("Somewhere else", "Altadena", ("elsewhere", "Altadena", ())),
        ("Koreatown", "", ("koreatown", "", ())),
        ("Koreatown", "Altadena", ("koreatown", "", (LEFT_OUT,))),
        ("", "", ("", "", ())),
    ],
)
def test_area_and_other_area_agree(where: str, elsewhere: str, expected: tuple[Any, ...]) -> None:
    assert location(where, elsewhere) == expected


def test_a_long_name_is_shortened_with_a_note_about_its_column() -> None:
    long = "Pasadena " * 10
    answers = {**ANSWERS, "area": {long: ["elsewhere"]}}
    (row,) = rows_of(
        {"Where": long}, columns={**ENTRIES["columns"], "area": "Where"}, answers=answers
    )
    candidate = parse_row(row)
    assert isinstance(candidate, Candidate)
    assert len(candidate.submission.answers["other_area"]) <= 60
    assert candidate.notes == ("“Where” is shortened to 60 characters",)


def test_a_sheet_that_asks_for_the_area_answers_for_another_area_too() -> None:
    (row,) = rows_of({"Where": "Koreatown"}, columns={**ENTRIES["columns"], "area": "Where"})
    candidate = parse_row(row)
    assert isinstance(candidate, Candidate)
    assert {"area", "other_area"} <= candidate.answered
