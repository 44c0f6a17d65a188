"""The timestamps of a sheet are parsed in the format that fits nearly all of them."""

import pytest

from mentorship.services.imports.timestamps import (
    MAX_TIMESTAMP_CHARACTERS,
    read_timestamp,
    timestamp_format,
    timestamp_order,
)


@pytest.mark.parametrize(
    ("cell", "order", "format_"),
    [
        ("9/30/2026 8:05:01", "month", "%m/%d/%Y %H:%M:%S"),
        ("9/3/2026", "month", "%m/%d/%Y"),
        ("30/9/2026 8:05", "day", "%d/%m/%Y %H:%M"),
        ("2026-09-30T08:05:01", "year", "%Y-%m-%dT%H:%M:%S"),
        ("2026-09-30 08:05:01", "year", "%Y-%m-%d %H:%M:%S"),
        ("9/30/2026 8:05:01 PM", "month", "%m/%d/%Y %I:%M:%S %p"),
        ("30.9.2026", "day", "%d.%m.%Y"),
    ],
)
def test_the_formats_of_spreadsheets_are_recognized(cell: str, order: str, format_: str) -> None:
    assert timestamp_order([cell] * 3) == order
    assert timestamp_format([cell, cell], order) == format_


@pytest.mark.parametrize("cell", ["yesterday", "2026", "213-555-0142", ""])
def test_text_that_is_not_a_timestamp_has_no_order(cell: str) -> None:
    assert timestamp_order([cell]) is None


def test_one_unreadable_cell_in_ten_is_ignored() -> None:
    assert timestamp_order(["9/30/2026"] * 9 + ["whenever"]) == "month"


def test_a_long_cell_is_no_timestamp_and_is_not_parsed() -> None:
    blanks = " " * (MAX_TIMESTAMP_CHARACTERS - len("9/3/202610:00"))
    assert read_timestamp(f"9/3/2026{blanks}10:00", "%m/%d/%Y %H:%M") is not None
    assert read_timestamp(f"9/3/2026{blanks} 10:00", "%m/%d/%Y %H:%M") is None
