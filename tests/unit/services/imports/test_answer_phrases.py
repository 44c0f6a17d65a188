"""An answer that says several things is understood if every part of it is known."""

import pytest

from mentorship.services.imports.answer_labels import codes_by_label
from mentorship.services.imports.answer_phrases import codes_of_phrase
from mentorship.services.imports.known_words import ANSWER_WORDS
from mentorship.text_cleaning import fold_text

pytestmark = pytest.mark.usefixtures("app")
WORKDAYS = "mon tue wed thu fri"


def codes_of(question: str, answer: str) -> str | None:
    questions = ("days", "languages", "modes", "role", "topics")
    known = {name: {**ANSWER_WORDS.get(name, {}), **codes_by_label(name)} for name in questions}
    codes = codes_of_phrase(question, fold_text(answer), known)
    return None if codes is None else " ".join(codes)


@pytest.mark.parametrize(
    ("question", "answer", "codes"),
    [
        ("languages", "Spanish and English", "es en"),
        ("languages", "English/Spanish", "en es"),
        ("languages", "español e inglés", "es en"),
        ("languages", "Korean + Thai & English", "ko th en"),
        ("role", "Mentor & mentee", "mentor mentee"),
        ("modes", "In person or online", "in_person online"),
        ("topics", "Storytelling and public speaking", "storytelling public_speaking"),
        ("days", "Mon\u2013Fri", WORKDAYS),
        ("days", "Monday through Thursday", "mon tue wed thu"),
        ("days", "de lunes a viernes", WORKDAYS),
        ("days", "Fri-Mon", "mon fri sat sun"),
        ("days", "Mon Wed Fri", "mon wed fri"),
        ("days", "weekdays & Sat", f"{WORKDAYS} sat"),
        ("availability", "Saturday mornings and afternoons", "sat_morning sat_afternoon"),
        ("availability", "Monday and Wednesday evenings", "mon_evening wed_evening"),
        ("availability", "fines de semana por la tarde", "sat_afternoon sun_afternoon"),
    ],
)
def test_a_phrase_of_known_parts_is_understood(question: str, answer: str, codes: str) -> None:
    assert codes_of(question, answer) == codes


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("languages", "English and no Spanish"),
        ("languages", "Spanish, some English"),
        ("role", "mentor or mentee"),
        ("days", "not Monday"),
        ("days", "Monday-Friday except Tuesday"),
        ("availability", "weekends and evenings"),
        ("availability", "Monday evenings and Saturday"),
        ("availability", "I work nights"),
        ("area", "Koreatown and Chinatown"),
        ("languages", "Spanish and English " * 20),
    ],
)
def test_a_phrase_with_an_unknown_or_unclear_part_is_not_guessed(
    question: str, answer: str
) -> None:
    assert codes_of(question, answer) is None


@pytest.mark.parametrize(("answer", "count"), [("any day", 21), ("weekends", 6), ("evenings", 7)])
def test_whole_days_and_parts_of_days_are_many_times(answer: str, count: int) -> None:
    assert len((codes_of("availability", answer) or "").split()) == count
