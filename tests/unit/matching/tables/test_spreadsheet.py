"""Spreadsheets are read as they come, and refused by file and row where they cannot be."""

import dataclasses
import datetime
import zipfile

import openpyxl
import pytest

from matching import InvalidTableError
from matching.tables import spreadsheet
from matching.tables.limits import LOCAL_FILE_LIMITS
from matching.tables.spreadsheet import SHORT_ROWS, read_sheet


def read(tmp_path, content, name="people.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sheet(path)


def read_workbook(tmp_path, *rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(tmp_path / "people.xlsx")
    return read_sheet(tmp_path / "people.xlsx")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_csv_is_read(tmp_path, start, delimiter, end):
    lines = [delimiter.join(cells) for cells in (("id", "nam,e;"), ("Nguyễn", "b"))]
    text = end.join(lines).replace("nam,e;", '"nam,e;"') + end
    table = read(tmp_path, start + text.encode())
    assert table.columns.tolist() == ["id", "nam,e;"]
    assert table.to_numpy().tolist() == [["Nguyễn", "b"]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    table = read(tmp_path, 'id,x\na,"two\nlines"\n\n , \nb,2\n')
    assert table.index.tolist() == [2, 5]
    assert table["x"].tolist() == ["two\nlines", "2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_may_lack_blank_cells_at_their_end_or_have_more(tmp_path, delimiter):
    rows = ["id,x,y", "a,1,2", "b,1", "c", "d,,", "e,1,2,,", "f,,, ,"]
    table = read(tmp_path, "\n".join(rows).replace(",", delimiter))
    assert table.to_numpy().tolist() == [
        ["a", "1", "2"],
        ["b", "1", ""],
        ["c", "", ""],
        ["d", "", ""],
        ["e", "1", "2"],
        ["f", "", ""],
    ]
    assert table.attrs == {SHORT_ROWS: (3, 4)}


def test_headers_may_be_followed_by_blank_ones(tmp_path):
    assert read(tmp_path, "id,x,,\na,1,,\nb,2\n").to_numpy().tolist() == [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "row 1: the header is blank"),
        (b"\n\n", "row 1: the header is blank"),
        (b"id,x\n", "a header, but nobody below it"),
        (b"id,x\n,\n", "a header, but nobody below it"),
        (b"id,x\na,1\nb,,1\n", "row 3: 3 cells under 2 headers"),
        (b"id,x\na,1,2\n", "row 2: 3 cells under 2 headers; put a cell that contains"),
        (b'id,x\na,"open\nb,2\n', "row 2: not CSV"),
        (b'id,x\na,"b"c\n', "row 2: not CSV"),
        ("id,x\nJosé,1\n".encode("latin-1"), "not UTF-8; save it as CSV UTF-8"),
        ("id,x\na,1\n".encode("utf-16"), "not UTF-8; save it as CSV UTF-8"),
    ],
)
def test_a_broken_csv_is_refused_by_file_and_row(tmp_path, content, message):
    with pytest.raises(InvalidTableError, match=message) as refusal:
        read(tmp_path, content)
    assert str(refusal.value).startswith(str(tmp_path / "people.csv"))


@pytest.mark.parametrize("name", ["people.ods", "people", "people.xls"])
def test_another_kind_of_file_is_refused(tmp_path, name):
    with pytest.raises(InvalidTableError, match=r"neither \.csv nor \.xlsx"):
        read(tmp_path, "id\na\n", name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InvalidTableError, match=r"none\.csv: No such file"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(InvalidTableError, match=r"folder\.csv: Is a directory"):
        read_sheet(tmp_path / "folder.csv")


def test_a_workbook_gives_its_values_as_text(tmp_path):
    day = datetime.date(2026, 3, 1)
    table = read_workbook(
        tmp_path, ["id", "n", "x", "y"], ["a", 2.0, None, day], [], [7, 2.5, True, " "]
    )
    assert table.index.tolist() == [2, 4]
    assert table.to_numpy().tolist() == [
        ["a", "2", "", "2026-03-01T00:00:00"],
        ["7", "2.5", "True", ""],
    ]


def test_a_workbook_row_wider_than_its_header_is_refused(tmp_path):
    with pytest.raises(InvalidTableError, match="row 2: 2 cells under 1 header;"):
        read_workbook(tmp_path, ["id"], ["a", "b"])


def test_an_empty_workbook_is_refused(tmp_path):
    with pytest.raises(InvalidTableError, match="row 1: the header is blank"):
        read_workbook(tmp_path)


@pytest.mark.parametrize("content", [b"id,x\na,1\n", b"PK\x03\x04 and no more"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    with pytest.raises(InvalidTableError, match=r"not a readable \.xlsx workbook"):
        read(tmp_path, content, "people.xlsx")


def test_another_zip_file_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    with pytest.raises(InvalidTableError, match="not a readable"):
        read_sheet(tmp_path / "people.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_workbook_with_broken_parts_is_refused(tmp_path, part):
    read_workbook(tmp_path, ["id"], ["a"])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(tmp_path / "people.xlsx") as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<not xml" if name == part else old.read(name))
    with pytest.raises(InvalidTableError, match="not a readable"):
        read_sheet(broken)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    limits = dataclasses.replace(LOCAL_FILE_LIMITS, max_unpacked_bytes=1000)
    monkeypatch.setattr(spreadsheet, "LOCAL_FILE_LIMITS", limits)
    with pytest.raises(InvalidTableError, match="unpacks to more than 1,000 bytes"):
        read_workbook(tmp_path, ["id"], ["a"])


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ({"max_columns": 1}, r"people\.csv, row 1: more than 1 columns"),
        ({"max_rows": 1}, r"people\.csv, row 3: more than 1 rows"),
        ({"max_characters": 4}, r"people\.csv, row 2: more than 4 characters"),
        ({"max_file_bytes": 9}, r"people\.csv: larger than 9 bytes"),
    ],
)
def test_a_file_over_a_limit_is_refused_by_file_and_row(tmp_path, monkeypatch, limit, message):
    content = "id,x\na,1\nb,2\n"
    assert len(read(tmp_path, content)) == 2
    limits = dataclasses.replace(LOCAL_FILE_LIMITS, **limit)
    monkeypatch.setattr(spreadsheet, "LOCAL_FILE_LIMITS", limits)
    with pytest.raises(InvalidTableError, match=message):
        read(tmp_path, content)


def test_a_nul_character_is_refused_by_file_and_row(tmp_path):
    with pytest.raises(InvalidTableError, match=r"people\.csv, row 2: a NUL character"):
        read(tmp_path, "id,x\na,\x00\n")


def test_a_workbook_with_macros_is_refused(tmp_path):
    read_workbook(tmp_path, ["id"], ["a"])
    with zipfile.ZipFile(tmp_path / "people.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(InvalidTableError, match=r"people\.xlsx: a workbook with macros"):
        read_sheet(tmp_path / "people.xlsx")


def test_formats_are_recognized_by_their_start_whatever_the_name_says(tmp_path):
    with pytest.raises(InvalidTableError, match=r"people\.csv: a PDF, not a spreadsheet"):
        read(tmp_path, b"%PDF-1.7")
    with pytest.raises(InvalidTableError, match=r"people\.xlsx: a workbook in the old"):
        read(tmp_path, b"\xd0\xcf\x11\xe0", "people.xlsx")
