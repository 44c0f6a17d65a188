"""Headers say which day, which part of the day or which role a column is about."""

import pytest
from flask import Flask

from mentorship.services.imports.column_meanings import role_of, time_of, without_role


@pytest.mark.parametrize(
    ("option", "time"),
    [
        ("Mon", ("mon", "")),
        ("Saturday mornings", ("sat", "morning")),
        ("sábado por la tarde", ("sat", "afternoon")),
        ("in the evening", ("", "evening")),
        ("Monday 9-12", ("", "")),
        ("Monday or Tuesday", ("", "")),
        ("Sun safety", ("", "")),
    ],
)
def test_a_time_is_a_day_and_a_part_of_the_day_and_nothing_else(
    app: Flask, option: str, time: tuple[str, str]
) -> None:
    assert time_of(option) == time


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Mentors: your topics", "mentor"),
        ("Temas (aprendices)", "mentee"),
        ("Mentor or mentee?", ""),
        ("What can you teach?", "mentor"),
        ("¿Qué quieres aprender?", "mentee"),
        ("What you want to learn or share", ""),
    ],
)
def test_a_header_names_the_role_that_is_asked(header: str, role: str) -> None:
    assert role_of(header, "topics") == role


def test_two_branches_have_the_same_words_beside_their_role() -> None:
    assert without_role("Languages (for mentors)") == without_role("[Mentee] languages")
