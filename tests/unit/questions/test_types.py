"""Question types: blank answers, formatting, validation and match columns."""

import pytest
from flask import Flask

from mentorship.questions import QUESTIONS, LanguagesQuestion, Question
from mentorship.roles import Role


def spoken(*languages: tuple[str, str]) -> list[dict[str, str]]:
    return [{"language": code, "comfort": comfort} for code, comfort in languages]


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("goals", "希望 🌉", "希望 🌉"),
        ("area", "koreatown", "Koreatown"),
        ("area", "online_only", "Online only"),
        ("area", "elsewhere", "Somewhere else"),
        ("modes", ["online", "in_person"], "In person, Online or by phone"),
        ("capacity", 3, "3"),
    ],
)
def test_an_answer_is_formatted_as_text(app: Flask, name: str, answer: object, words: str) -> None:
    assert QUESTIONS[name].in_words(answer) == words


def test_languages_are_shown_with_their_level() -> None:
    words = QUESTIONS["languages"].in_words(spoken(("zap", "fluent"), ("en", "learning")))
    assert words == "Zapotec (fluent), English (learning)"


def test_a_language_without_a_level_is_formatted_without_it() -> None:
    words = QUESTIONS["languages"].in_words(spoken(("zap", "fluent"), ("en", "")))
    assert words == "Zapotec (fluent), English"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_blank_answer_is_formatted_as_text(app: Flask, question: Question) -> None:
    assert isinstance(question.in_words(question.blank), str)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (spoken(), "at least one language"),
        (spoken(("en", "learning")), "at least one language"),
        (spoken(("es", "fluent"), ("es", "learning")), "twice"),
        (spoken(("es", "fluent"), ("en", "learning")), None),
    ],
)
def test_one_language_must_be_comfortable_and_none_repeated(
    answer: list[dict[str, str]], message: str | None
) -> None:
    problem = QUESTIONS["languages"].problem(answer)
    assert problem is None if message is None else message in str(problem)


def test_the_matching_compares_only_languages_spoken_comfortably() -> None:
    question = QUESTIONS["languages"]
    assert isinstance(question, LanguagesQuestion)
    answer = spoken(("ko", "fluent"), ("es", "comfortable"), ("en", "learning"))
    assert question.match_columns(answer) == {"languages": "ko,es"}


def test_the_matching_compares_parts_of_the_city_not_neighborhoods(app: Flask) -> None:
    assert QUESTIONS["area"].match_columns("koreatown") == {"region": "central"}
    assert QUESTIONS["area"].match_columns("online_only") == {"region": ""}
    assert QUESTIONS["area"].match_columns("elsewhere") == {"region": ""}


def test_mentors_and_mentees_see_different_labels() -> None:
    topics = QUESTIONS["topics"]
    assert topics.label_for(Role.MENTOR) != topics.label_for(Role.MENTEE)
    assert topics.short_label_for(Role.MENTOR) == "Can share"


def test_the_phone_is_required_without_an_email_address() -> None:
    phone = QUESTIONS["phone"]
    assert not phone.is_required_of(has_email=True)
    assert phone.is_required_of(has_email=False)
