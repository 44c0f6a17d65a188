"""A table has headers, and records with the row numbers of the spreadsheet."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.table import MAX_SHOWN_CHARACTERS, Table, shortened


def test_blank_rows_keep_their_number_and_blank_columns_a_letter() -> None:
    table = Table.of([[], ["Name", "", "Role"], [], ["Ana", "1", "mentor"]])
    assert table.headers == ["Name", "B", "Role"]
    assert table.records == [(4, ["Ana", "1", "mentor"])]


def test_headers_that_look_the_same_are_told_apart_by_the_letter_of_their_column() -> None:
    assert Table.of([["Name", "Role", " Na\u200bme"], ["Ana"]]).headers == [
        "Name (A)",
        "Role",
        "Name (C)",
    ]


@pytest.mark.parametrize("tail", [["", "", "FALSE"], ["", "", "falso"], ["FALSE", "", "☐"]])
def test_rows_of_unchecked_boxes_alone_hold_nobody(tail: list[str]) -> None:
    table = Table.of([["Name", "Role", "Agrees"], ["Ana", "", "FALSE"], *[tail] * 40])
    assert table.records == [(2, ["Ana", "", "FALSE"])]


@pytest.mark.parametrize(
    "typed",
    [
        "What\u00a0should we call you?",
        "What should we call you?\u200b",
        "WHAT should we  call you?",
    ],
)
def test_a_header_is_found_by_how_it_looks(typed: str) -> None:
    assert Table([typed], []).find_columns("What should we call you?") == [0]


def test_a_sheet_without_a_filled_cell_is_refused() -> None:
    with pytest.raises(UserFacingError, match="no headers and no rows"):
        Table.of([[], ["", ""]])


def test_a_column_is_returned_without_blank_cells() -> None:
    table = Table(["A", "B"], [(2, ["x"]), (3, ["y", " 1 "]), (4, ["z", " "])])
    assert table.column("B") == ["1"]


def test_a_table_is_unchanged_after_a_json_round_trip() -> None:
    table = Table(["A"], [(2, ["x"])])
    assert Table.from_json(table.as_json()) == table


def test_long_texts_are_shortened_for_display() -> None:
    assert shortened("x" * MAX_SHOWN_CHARACTERS) == "x" * MAX_SHOWN_CHARACTERS
    assert shortened("x" * 1000) == "x" * (MAX_SHOWN_CHARACTERS - 1) + "…"
