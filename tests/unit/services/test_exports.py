"""Exports: no cell runs, text and dates survive a spreadsheet program, names only if asked for."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mentorship.services.exports import (
    Cell,
    Column,
    Sheet,
    csv_bytes,
    make_sheet,
    text_cell,
    xlsx_bytes,
)

HOSTILE = (
    "=1+1",
    "+1 213 555 0100",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\xa0=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    '=HYPERLINK("https://example.org";"here")',
    "=cmd|' /C calc'!A0",
)


@dataclass(frozen=True)
class Volunteer:
    code: str
    name: str
    since: date


VOLUNTEERS = [Volunteer("007", "Đặng Thị Lan", date(2026, 3, 4))]
COLUMNS: list[Column[Volunteer]] = [
    Column("Code", lambda volunteer: volunteer.code),
    Column("Name", lambda volunteer: volunteer.name, names_person=True),
    Column("Since", lambda volunteer: volunteer.since),
]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), "")))


def test_names_are_left_out_unless_they_are_asked_for() -> None:
    assert "Lan" not in csv_bytes(make_sheet("People", COLUMNS, VOLUNTEERS)).decode()
    with_names = make_sheet("People", COLUMNS, VOLUNTEERS, with_names=True)
    assert read_csv(csv_bytes(with_names)) == [
        ["Code", "Name", "Since"],
        ["'007", "Đặng Thị Lan", "2026-03-04"],
    ]


def test_a_csv_file_says_that_it_is_utf_8_and_ends_its_lines_as_excel_does() -> None:
    content = csv_bytes(Sheet("Words", [["ñ"], ["Ω"]]))
    assert content == b"\xef\xbb\xbf\xc3\xb1\r\n\xce\xa9\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_csv_file_is_run(text: str) -> None:
    assert text_cell(text).startswith("'")


@given(st.text(alphabet=st.sampled_from("=+-@＝;\t\n\r \",a1'")))
def test_no_text_is_run_where_the_list_separator_is_a_semicolon(text: str) -> None:
    content = csv_bytes(Sheet("Notes", [["id", "note", "id"], [1, text, 2]]))
    lines = content.decode("utf-8-sig").splitlines()
    cells = [cell for line in lines for cell in re.split("[;\t]", line)]  # quotes ignored
    cells += [cell for row in read_csv(content) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(' "').startswith(tuple("=+-@＝"))]


@pytest.mark.parametrize(
    "text",
    ["007", "123456789012345", "1e5", "1/2", "24/7", "3-4", "2026-01-02", "1.2.2026", "Mar 5"],
)
def test_text_that_excel_would_convert_stays_text(text: str) -> None:
    assert text_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["213-555-0100", "Ana", "Marisol 2", "12", "0", "2.5", "May", "10:30", "a, -b"]
)
def test_other_text_is_written_as_it_is(text: str) -> None:
    assert text_cell(text) == text


@pytest.mark.usefixtures("app")
def test_numbers_dates_and_times_are_written_as_such() -> None:
    moment = datetime(2026, 7, 1, 6, 30, 59, tzinfo=UTC)
    cells: list[Cell] = [-3, 0.5, date(2026, 1, 2), moment, None]
    rows: list[list[Cell]] = [["number", "share", "day", "time", "none"], cells]
    assert read_csv(csv_bytes(Sheet("", rows)))[1] == [
        *("-3", "0.5", "2026-01-02", "2026-06-30 23:30", ""),
    ]
    (_, written) = load_workbook(io.BytesIO(xlsx_bytes([Sheet("", rows)]))).active.values
    assert written == (
        *(-3, 0.5, datetime(2026, 1, 2), datetime(2026, 6, 30, 23, 30), None),
    )  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, "007", "2026-01-02"])
def test_a_workbook_keeps_text_as_text(text: str) -> None:
    workbook = load_workbook(io.BytesIO(xlsx_bytes([Sheet("Notes", [["note"], [text]])])))
    cell = workbook.active["A2"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.value == text.replace("\u200b", "").strip()


def test_sheets_have_distinct_titles_that_the_format_allows() -> None:
    titles = ["Spring 2027: all/new [draft] of the round", "", "Matches", "matches", "''"]
    workbook = load_workbook(io.BytesIO(xlsx_bytes([Sheet(title, [["a"]]) for title in titles])))
    assert workbook.sheetnames == [
        *("Spring 2027  all new  draft  of", "2", "Matches", "matches (4)", "5"),
    ]
