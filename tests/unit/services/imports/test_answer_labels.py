"""Cells with several answers are split, and labels are translated."""

import pytest
from flask import Flask
from flask_babel import force_locale

from mentorship.services.imports.answer_labels import answer_labels, split_answers


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
