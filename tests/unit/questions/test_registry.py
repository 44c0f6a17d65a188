"""The registry holds together: names, roles, required answers and what the matching sees."""

import tomllib

import pytest

from mentorship.config import ROOT
from mentorship.questions import (
    QUESTIONS,
    STEPS,
    TextQuestion,
    Visibility,
    blank_answers,
    match_columns,
    questions_for,
    steps_for,
)
from mentorship.roles import Role

PROGRAM = tomllib.loads((ROOT / "matching/programs/cross-community.toml").read_text("utf-8"))


def test_no_question_and_no_step_shares_its_name() -> None:
    asked = [question.name for step in STEPS for question in step.questions]
    assert len(asked) == len(set(asked)) == len(QUESTIONS)
    assert len({step.name for step in STEPS}) == len(STEPS)


def test_only_mentors_are_asked_for_their_capacity() -> None:
    assert "capacity" in {question.name for question in questions_for(Role.MENTOR)}
    assert "capacity" not in {question.name for question in questions_for(Role.MENTEE)}
    assert len(steps_for(Role.MENTOR)) == len(steps_for(Role.MENTEE)) + 1


def test_optional_questions_say_so() -> None:
    unsaid = [
        question.name
        for question in QUESTIONS.values()
        if question.required is None and "optional" not in str(question.label)
    ]
    assert unsaid == []


def test_who_is_to_be_avoided_is_for_coordinators_alone() -> None:
    assert QUESTIONS["excluded_people"].visibility is Visibility.COORDINATORS


def test_the_phone_is_shown_only_after_both_have_agreed() -> None:
    assert QUESTIONS["phone"].visibility is Visibility.AGREED


def test_no_free_text_reaches_the_matching() -> None:
    secret = "7 secret words"
    answers = blank_answers() | {
        name: secret for name, question in QUESTIONS.items() if isinstance(question, TextQuestion)
    }
    assert secret not in match_columns(answers).values()


@pytest.mark.parametrize("entry", [*PROGRAM["rule"], *PROGRAM["criterion"]])
def test_every_column_of_the_programme_comes_from_a_question(entry: dict[str, object]) -> None:
    assert entry["column"] in {"person", *match_columns(blank_answers())}


def test_in_person_needs_a_neighborhood() -> None:
    (location,) = (step for step in STEPS if step.name == "location")
    contradiction = location.problem({"area": "online_only", "modes": ["in_person"]})
    assert contradiction is not None
    assert contradiction[0] == "modes"
    assert location.problem({"area": "koreatown", "modes": ["in_person"]}) is None
