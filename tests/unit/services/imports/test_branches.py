"""Columns that ask other people the same question are found together with the first."""

import pytest
from flask import Flask

from mentorship.services.imports.guess_columns import guess_columns
from mentorship.services.imports.parsing.table import Table


@pytest.mark.parametrize(
    ("headers", "entry"),
    [
        (("Languages", "Languages"), ["Languages (A)", "Languages (B)"]),
        (("Languages you speak", "Languages you speak2"), None),
        (
            ("Languages (mentors)", "Languages (mentees)"),
            [
                {"column": "Languages (mentors)", "role": "mentor"},
                {"column": "Languages (mentees)", "role": "mentee"},
            ],
        ),
        (("Your languages", "Which idiomas?"), None),
    ],
)
def test_branches_of_a_question_are_read_together(
    app: Flask, headers: tuple[str, str], entry: object
) -> None:
    table = Table.of([list(headers), ["Spanish", ""], ["", "Korean"]])
    assert guess_columns(table) == {"languages": entry or list(headers)}


def test_a_second_column_that_the_same_people_filled_is_no_branch(app: Flask) -> None:
    table = Table.of([["Languages", "Idiomas de tu familia"], ["Spanish", "Nahuatl"]])
    assert guess_columns(table) == {"languages": "Languages"}


def test_what_mentors_share_and_mentees_learn_are_topics_by_role(app: Flask) -> None:
    headers = ["What could you share?", "What do you want to learn?"]
    table = Table.of([["Topics: " + header for header in headers], ["Storytelling", "Media"]])
    entry = guess_columns(table)["topics"]
    assert {item["role"] for item in entry if isinstance(item, dict)} == {"mentor", "mentee"}
