"""Workbooks are checked before they are parsed, and their sheets are read by title."""

import dataclasses
import datetime
import io
import zipfile

import openpyxl
import pytest

from matching.tables.limits import UPLOAD_LIMITS
from matching.tables.read_errors import ReadProblem, TableReadError
from matching.tables.xlsx import XlsxReader


def saved(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.fixture
def content():
    workbook = openpyxl.Workbook()
    workbook.active.title = "People"
    workbook.active.append(["id", 2.0, datetime.datetime(2026, 9, 30, 8, 5, 1)])
    workbook.create_sheet("Notes").append(["x"])
    return saved(workbook)


def test_sheets_with_cells_are_read_by_title(content):
    reader = XlsxReader(content, UPLOAD_LIMITS)
    assert reader.titles == ["People", "Notes"]
    assert list(reader.rows("People")) == [["id", "2", "2026-09-30T08:05:01"]]
    assert list(reader.rows("Notes")) == [["x"]]


def test_the_separator_of_day_and_time_can_be_chosen(content):
    (row,) = XlsxReader(content, UPLOAD_LIMITS).rows("People", datetime_separator=" ")
    assert row[2] == "2026-09-30 08:05:01"


def test_an_unknown_title_is_refused(content):
    with pytest.raises(TableReadError) as refusal:
        list(XlsxReader(content, UPLOAD_LIMITS).rows("Nobody"))
    assert refusal.value.problem is ReadProblem.UNKNOWN_SHEET


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        ({"max_zip_members": 3}, ReadProblem.TOO_MANY_ZIP_MEMBERS),
        ({"max_unpacked_bytes": 1000}, ReadProblem.UNPACKED_TOO_LARGE),
        ({"max_compression_ratio": 1, "min_suspicious_bytes": 1}, ReadProblem.TOO_COMPRESSED),
        ({"max_xml_elements": 20}, ReadProblem.TOO_MUCH_XML),
        ({"max_xml_depth": 2}, ReadProblem.TOO_MUCH_XML),
        ({"max_retained_elements": 20}, ReadProblem.TOO_MUCH_XML),
        ({"max_elements_per_item": 2}, ReadProblem.TOO_MUCH_XML),
    ],
)
def test_a_workbook_over_a_limit_is_refused(content, limit, problem):
    XlsxReader(content, UPLOAD_LIMITS)
    with pytest.raises(TableReadError) as refusal:
        XlsxReader(content, dataclasses.replace(UPLOAD_LIMITS, **limit))
    assert refusal.value.problem is problem


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("xl/vbaProject.bin", ReadProblem.MACROS),
        ("xl/externalLinks/externalLink1.xml", ReadProblem.EXTERNAL_LINKS),
        ("xl/workbook.bin", ReadProblem.OTHER_WORKBOOK),
        ("content.xml", ReadProblem.OTHER_WORKBOOK),
    ],
)
def test_a_workbook_that_is_more_than_cells_is_refused(content, part, problem):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, b"x")
    with pytest.raises(TableReadError) as refusal:
        XlsxReader(file.getvalue(), UPLOAD_LIMITS)
    assert refusal.value.problem is problem
