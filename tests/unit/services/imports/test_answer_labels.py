"""Cells with several answers are split, and labels are translated."""

import pytest
from flask import Flask
from flask_babel import force_locale

from mentorship.services.imports.answer_labels import (
    answer_labels,
    known_parts,
    split_answers,
    whole_number,
)


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        ("A, B", ["A", "B"]),
        ("A;B;", ["A", "B"]),
        ("A\nB", ["A", "B"]),
        ("中文、日本語", ["中文", "日本語"]),
        ("Chinese (Mandarin, Cantonese), Thai", ["Chinese (Mandarin, Cantonese)", "Thai"]),
        (" , ", []),
    ],
)
def test_a_cell_is_split_into_its_answers(cell: str, answers: list[str]) -> None:
    assert split_answers(cell) == answers


def test_labels_are_translated_to_spanish(app: Flask) -> None:
    with force_locale("es"):
        assert answer_labels("languages")["ko"] == "coreano"


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        ("Rights, housing, Art", ["Rights, housing", "Art"]),
        ("Art;Rights , HOUSING", ["Art", "Rights , HOUSING"]),
        ("Rights, housing and eviction;Law;", ["Rights, housing and eviction", "Law"]),
        ("Law;Rights, law", ["Law", "Rights", "law"]),
        ("Rights, housing, law", ["Rights, housing, law"]),
        ("Rights, law", ["Rights", "law"]),
    ],
)
def test_the_longest_known_answer_is_not_split(cell: str, answers: list[str]) -> None:
    known = ("rights", "law", "rights, housing", "rights , housing", "rights, housing, law")
    assert split_answers(cell, known) == answers


def test_the_known_parts_of_an_unknown_option_are_not_left_out_with_it() -> None:
    assert known_parts("Law, family; Art", ("law", "art")) == ["Law", "Art"]


@pytest.mark.parametrize(
    ("text", "digits"),
    [("2", "2"), ("2.0", "2"), ("2,00", "2"), ("\uff12", "2"), ("0", "0"), ("2.5", ""), ("II", "")],
)
def test_a_whole_number_may_have_a_decimal_point(text: str, digits: str) -> None:
    assert whole_number(text) == digits
