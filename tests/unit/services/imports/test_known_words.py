"""The known words for guessing refer to existing questions and codes."""

from mentorship.services.imports.known_words import ANSWER_WORDS, HEADER_WORDS
from mentorship.services.imports.mapping import CODED_QUESTIONS, COLUMNS, ROLE_CODES
from mentorship.vocabulary import COMMUNITIES, DAYS, LANGUAGES, MODES, PARTS_OF_DAY


def test_known_words_refer_to_existing_questions_and_codes() -> None:
    assert set(HEADER_WORDS) == COLUMNS | {"timestamp", *PARTS_OF_DAY}
    codes = {
        "role": set(ROLE_CODES) - {"both"},
        "communities": set(COMMUNITIES),
        "languages": set(LANGUAGES),
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
