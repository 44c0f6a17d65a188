"""Unknown answers are listed, those about consent first."""

from typing import Any

import pytest

from mentorship.services.imports import SurveyMapping
from mentorship.services.imports.unknown_answers import (
    MAX_LISTED_ANSWERS,
    common_words,
    list_unknown_answers,
)
from tests.unit.services.imports.survey import ENTRIES, rows_of


def test_answers_about_consent_are_always_listed_and_first() -> None:
    rows = rows_of({"languages": "Tagalog, Klingon"}, {"languages": "Klingon", "adult": "No"})
    mapping = SurveyMapping.from_entries({**ENTRIES, "answers": {}})
    unknown = list_unknown_answers(mapping, rows)
    assert [
        (answer.question, answer.text, answer.count, answer.guess) for answer in unknown.listed
    ] == [
        ("adult", "yes", 1, ("yes",)),
        ("adult", "No", 1, ()),
        ("consent", "I AGREE", 2, ("yes",)),
        ("languages", "Klingon", 2, None),
    ]


def test_the_most_frequent_answers_are_listed_up_to_a_limit() -> None:
    rows = rows_of(*({"languages": f"Language {number % 90}"} for number in range(100)))
    unknown = list_unknown_answers(SurveyMapping.from_entries({**ENTRIES, "answers": {}}), rows)
    assert len(unknown.listed) == MAX_LISTED_ANSWERS
    assert unknown.unlisted == 90 + 2 - MAX_LISTED_ANSWERS
    texts = {answer.text for answer in unknown.listed}
    assert {f"Language {number}" for number in range(10)} <= texts


def listed(*rows: dict[str, str], **entries: Any) -> list[tuple[str, str]]:
    """Return the listed answers but those about consent, each after its question."""
    mapping = SurveyMapping.from_entries({**ENTRIES, **entries, "answers": {}})
    unknown = list_unknown_answers(mapping, rows_of(*rows, **entries)).listed
    return [
        (item.question, item.text) for item in unknown if item.question not in ("adult", "consent")
    ]


@pytest.mark.parametrize("code", ["1", "2", "3.0", "\uff11"])
@pytest.mark.parametrize("question", ["communities", "languages", "topics", "area", "modes"])
def test_a_number_is_a_code_that_only_the_coordinator_knows(question: str, code: str) -> None:
    columns = {**ENTRIES["columns"], question: question}
    assert listed({question: code}, columns=columns) == [(question, code)]


def test_numbers_are_codes_of_roles_and_of_consent_too() -> None:
    columns = {**ENTRIES["columns"], "role": "role"}
    mapping = SurveyMapping.from_entries({**ENTRIES, "columns": columns, "answers": {}})
    rows = rows_of({"role": "1", "adult": "1", "consent": "2"}, columns=columns)
    asked = list_unknown_answers(mapping, rows).listed
    assert [(item.question, item.guess) for item in asked] == [
        ("adult", None),
        ("consent", None),
        ("role", None),
    ]


def test_a_number_of_places_is_understood_and_asked_of_mentors_alone() -> None:
    columns = {**ENTRIES["columns"], "role": "role", "capacity": "places"}
    rows = [
        {"role": "Mentor", "places": "2"},
        {"role": "Mentor", "places": "2.0"},
        {"role": "Mentor", "places": "a few"},
        {"role": "Mentee", "places": "N/A"},
        {"role": "Mentee", "places": "0"},
    ]
    assert listed(*rows, columns=columns) == [("capacity", "a few")]


def test_an_option_with_a_comma_is_listed_whole_and_then_understood_beside_another() -> None:
    columns = {**ENTRIES["columns"], "topics": "T"}
    option = "Tenant rights, housing and eviction"
    rows = ({"T": option}, {"T": f"{option}, Storytelling"})
    assert listed(*rows, columns=columns) == [("topics", option)]
    answers = {**ENTRIES["answers"], "topics": {option: ["healing"]}}
    first, second = rows_of(*rows, columns=columns, answers=answers)
    assert first.codes("topics") == ["healing"]
    assert second.codes("topics") == ["healing", "storytelling"]


def test_several_meanings_are_guessed_and_free_times_are_shown_with_the_guess() -> None:
    columns = {**ENTRIES["columns"], "availability": "W"}
    entries: dict[str, Any] = {**ENTRIES, "columns": columns, "answers": {}}
    rows = rows_of({"languages": "Spanish and English", "W": "Weekends"}, columns=columns)
    mapping = SurveyMapping.from_entries(entries)
    assert common_words(mapping, rows) == {"languages": {"Spanish and English": ["es", "en"]}}
    (times,) = (item for item in list_unknown_answers(mapping, rows).listed if item.column == "W")
    assert times.guess is not None
    assert len(times.guess) == 6
