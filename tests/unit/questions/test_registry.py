"""The question registry is consistent: names, roles, required answers and match columns."""

import tomllib

import pytest
from flask import Flask

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


def test_names_of_questions_and_of_steps_are_unique() -> None:
    names = [question.name for step in STEPS for question in step.questions]
    assert len(names) == len(set(names)) == len(QUESTIONS)
    assert len({step.name for step in STEPS}) == len(STEPS)


def test_only_mentors_are_asked_for_their_capacity() -> None:
    assert "capacity" in {question.name for question in questions_for(Role.MENTOR)}
    assert "capacity" not in {question.name for question in questions_for(Role.MENTEE)}
    assert len(steps_for(Role.MENTOR)) == len(steps_for(Role.MENTEE)) + 1


def test_optional_questions_are_labelled_optional() -> None:
    unlabelled = [
        question.name
        for question in QUESTIONS.values()
        if question.required is None and "optional" not in str(question.label)
    ]
    assert unlabelled == []


def test_only_coordinators_see_excluded_people() -> None:
    assert QUESTIONS["excluded_people"].visibility is Visibility.COORDINATORS


def test_phone_and_neighborhood_are_shown_only_after_both_have_agreed() -> None:
    assert QUESTIONS["phone"].visibility is Visibility.AGREED
    assert QUESTIONS["area"].visibility is Visibility.AGREED


def test_no_free_text_reaches_the_matching(app: Flask) -> None:
    free_text = "7 secret words"
    answers = blank_answers() | {
        name: free_text
        for name, question in QUESTIONS.items()
        if isinstance(question, TextQuestion)
    }
    assert free_text not in match_columns(answers).values()


@pytest.mark.parametrize("entry", [*PROGRAM["rule"], *PROGRAM["criterion"]])
def test_every_column_of_the_programme_comes_from_a_question(
    app: Flask, entry: dict[str, object]
) -> None:
    assert entry["column"] in {"person", *match_columns(blank_answers())}


@pytest.mark.parametrize(
    ("area", "other_area", "modes", "wrong"),
    [
        ("koreatown", "", ["in_person"], None),
        ("elsewhere", "Pasadena", ["in_person", "online"], None),
        ("online_only", "", ["online"], None),
        ("online_only", "", ["in_person"], "modes"),
        ("elsewhere", "", ["online"], "other_area"),
        ("koreatown", "Pasadena", ["in_person"], "area"),
        ("online_only", "Pasadena", ["online"], "area"),
    ],
)
def test_a_place_that_contradicts_another_answer_is_an_error(
    app: Flask, area: str, other_area: str, modes: list[str], wrong: str | None
) -> None:
    (location,) = (step for step in STEPS if step.name == "location")
    answers = {"area": area, "other_area": other_area, "modes": modes}
    problem = location.problem(answers)
    assert (problem and problem[0]) == wrong
