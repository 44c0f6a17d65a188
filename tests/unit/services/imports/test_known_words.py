"""The known words for guessing refer to existing questions and codes."""

from dataclasses import replace

from flask import Flask

from mentorship.programme import ChoiceList, shipped
from mentorship.services.imports.known_words import ANSWER_WORDS, HEADER_WORDS, answer_words
from mentorship.services.imports.mapping import CODED_QUESTIONS, COLUMNS, ROLE_CODES
from mentorship.vocabulary import COMMUNITIES, DAYS, MODES, PARTS_OF_DAY
from tests.conftest import change_runtime


def test_known_words_refer_to_existing_questions_and_codes() -> None:
    assert set(HEADER_WORDS) == COLUMNS | {"timestamp", *PARTS_OF_DAY}
    codes = {
        "role": set(ROLE_CODES) - {"both"},
        "communities": set(COMMUNITIES),
        "languages": set(shipped().offered_languages),
        "modes": set(MODES),
        "days": set(DAYS),
        "parts": set(PARTS_OF_DAY),
        "capacity": set("12345"),
        "adult": {"yes"},
        "consent": {"yes"},
    }
    assert set(ANSWER_WORDS) == set(codes) <= CODED_QUESTIONS
    for question, words in ANSWER_WORDS.items():
        assert {code for meant in words.values() for code in meant} <= codes[question], question


def test_no_answer_is_guessed_that_the_programme_does_not_have(app: Flask) -> None:
    island = {"islander": {"en": "Islander", "es": "De las islas"}}
    choices = {**shipped().choices, "communities": ChoiceList(island, {})}
    change_runtime(app, programme_source=lambda: replace(shipped(), choices=choices))
    assert answer_words("communities") == {}
    assert answer_words("modes") == ANSWER_WORDS["modes"]
