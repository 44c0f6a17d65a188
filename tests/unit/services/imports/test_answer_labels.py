"""The check boxes of a cell are split, and our own labels are known."""

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
def test_check_boxes_are_split_as_forms_join_them(cell: str, answers: list[str]) -> None:
    assert split_answers(cell) == answers


def test_labels_are_known_in_spanish(app: Flask) -> None:
    with force_locale("es"):
        assert answer_labels("languages")["ko"] == "coreano"
