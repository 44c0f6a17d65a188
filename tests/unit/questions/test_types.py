"""Each type of question: its blank answer, its words, its checks, its columns for the matching."""

import pytest

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
        ("modes", ["online", "in_person"], "In person, Online or by phone"),
        ("capacity", 3, "3"),
    ],
)
def test_an_answer_is_put_into_words(name: str, answer: object, words: str) -> None:
    assert QUESTIONS[name].in_words(answer) == words


def test_languages_are_told_honestly() -> None:
    words = QUESTIONS["languages"].in_words(spoken(("zap", "fluent"), ("en", "learning")))
    assert words == "Zapotec (fluent), English (learning)"


def test_a_language_without_a_known_level_has_words() -> None:
    words = QUESTIONS["languages"].in_words(spoken(("zap", "fluent"), ("en", "")))
    assert words == "Zapotec (fluent), English"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_blank_answer_has_words(question: Question) -> None:
    assert isinstance(question.in_words(question.blank), str)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (spoken(), "at least one language"),
        (spoken(("en", "learning")), "at least one language"),
        (spoken(("es", "fluent"), ("es", "learning")), "twice"),
        (spoken(("es", "fluent"), ("en", "learning")), None),
    ],
)
def test_one_language_is_spoken_comfortably_and_none_twice(
    answer: list[dict[str, str]], complaint: str | None
) -> None:
    problem = QUESTIONS["languages"].problem(answer)
    assert problem is None if complaint is None else complaint in str(problem)


def test_the_matching_compares_only_languages_spoken_comfortably() -> None:
    question = QUESTIONS["languages"]
    assert isinstance(question, LanguagesQuestion)
    answer = spoken(("ko", "fluent"), ("es", "comfortable"), ("en", "learning"))
    assert question.match_columns(answer) == {"languages": "ko,es"}


def test_the_matching_compares_parts_of_the_city_not_neighborhoods() -> None:
    assert QUESTIONS["area"].match_columns("koreatown") == {"region": "central"}
    assert QUESTIONS["area"].match_columns("online_only") == {"region": ""}


def test_mentors_read_a_question_in_words_of_their_own() -> None:
    topics = QUESTIONS["topics"]
    assert topics.label_for(Role.MENTOR) != topics.label_for(Role.MENTEE)
    assert topics.short_label_for(Role.MENTOR) == "Can share"


def test_a_way_to_reach_somebody_is_required_of_those_without_an_email_address() -> None:
    phone = QUESTIONS["phone"]
    assert not phone.is_required_of(has_email=True)
    assert phone.is_required_of(has_email=False)
