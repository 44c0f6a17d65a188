"""The cells of a column are read by what the column is about."""

import pytest

from mentorship.services.imports.column_sources import MAX_MARK_CHARACTERS, ColumnSource


@pytest.mark.parametrize(
    ("column", "cell", "answer"),
    [
        ("Languages [Thai]", "VERDADERO", "Thai"),
        ("Languages [Thai]", "1.0", "Thai"),
        ("Languages [Thai]", "✔", "Thai"),
        ("Languages [Thai]", " THAI ", "Thai"),
        ("Free? [Monday - Morning]", "Morning", "Thai"),
        ("Languages [Thai]", "Not Selected", ""),
        ("Languages [Thai]", "☐", ""),
        ("Languages [Thai]", "99", "99"),
        ("Languages [Thai]", "x" * (MAX_MARK_CHARACTERS + 1), "x" * (MAX_MARK_CHARACTERS + 1)),
    ],
)
def test_a_mark_stands_for_the_option_and_anything_else_for_itself(
    column: str, cell: str, answer: str
) -> None:
    assert ColumnSource(column, option="Thai").answer_in(cell) == answer


def test_a_no_in_a_column_about_a_day_is_no_time() -> None:
    assert ColumnSource("Monday", day="mon").answer_in("No") == ""
    assert ColumnSource("Consent").answer_in("No") == "No"
