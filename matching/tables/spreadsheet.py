"""Spreadsheets as they come, CSV or XLSX, to tables of text whose index is the row number."""

import csv
import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from matching.errors import InvalidTableError

DELIMITERS = ",;\t"
LARGEST_WORKBOOK = 500_000_000
"""Bytes that a workbook may unpack to: a small file can hide far more than memory holds."""

BROKEN_WORKBOOK = (
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl lets through from the layers below when a file is not the workbook it claims."""

NumberedRows = Iterable[tuple[int, Sequence[str]]]


def read_sheet(path: str | Path) -> pd.DataFrame:
    """Read the first sheet of a file, every cell as text.

    Parameters
    ----------
    path : str or Path
        A .csv file (UTF-8; comma, semicolon or tab) or an .xlsx file (values, not formulas).

    Returns
    -------
    pandas.DataFrame
        The first row gives the columns; the index holds the row numbers that a spreadsheet
        shows, from 2. Rows that are blank throughout are left out.

    Raises
    ------
    InvalidTableError
        The file cannot be read, holds nobody, or has a row that does not fit the header.
    """
    path = Path(path)
    readers = {".csv": _csv_rows, ".xlsx": _workbook_rows}
    if path.suffix.lower() not in readers:
        raise InvalidTableError(f"{path}: neither .csv nor .xlsx")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidTableError(f"{path}: {error.strerror}") from None
    if not content:
        raise InvalidTableError(f"{path}: the file is empty")
    return _table(readers[path.suffix.lower()](content, path), path)


def _table(numbered: NumberedRows, path: Path) -> pd.DataFrame:
    rows = [(number, cells) for number, cells in numbered if any(map(str.strip, cells))]
    if not rows or rows[0][0] != 1:
        raise InvalidTableError(f"{path}, row 1: the header is blank")
    if len(rows) == 1:
        raise InvalidTableError(f"{path}: a header, but nobody below it")
    (_, header), *people = rows
    for number, cells in people:
        if len(cells) != len(header):
            raise InvalidTableError(
                f"{path}, row {number}: {len(cells)} cells under {len(header)} headers"
            )
    numbers = [number for number, _ in people]
    return pd.DataFrame([cells for _, cells in people], index=numbers, columns=list(header))


def _csv_rows(content: bytes, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidTableError(f"{path}: not UTF-8; save it as CSV UTF-8") from None
    number = 0
    try:
        for number, cells in enumerate(_records(text, _delimiter(text)), start=1):
            yield number, cells
    except csv.Error as error:
        raise InvalidTableError(f"{path}, row {number + 1}: not CSV: {error}") from None


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Split text into records; strictly, for a stray quote would swallow people in silence."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """Take the delimiter that stands most often in the header, outside of quotes."""
    header = re.split(r"[\r\n]", re.sub(r'"[^"]*"', "", text), maxsplit=1)[0]
    return max(DELIMITERS, key=header.count)


def _workbook_rows(content: bytes, path: Path) -> NumberedRows:
    try:
        _refuse_bomb(content, path)
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            return list(_fitted(_first_sheet(content)))
    except BROKEN_WORKBOOK as error:
        raise InvalidTableError(f"{path}: not a readable .xlsx workbook: {error}") from None


def _refuse_bomb(content: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_WORKBOOK:
            raise InvalidTableError(f"{path}: unpacks to more than {LARGEST_WORKBOOK:,} bytes")


def _first_sheet(content: bytes) -> Iterator[list[str]]:
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # some programs write a size that is not the sheet's
        for row in sheet.iter_rows(values_only=True):
            yield [_cell_text(value) for value in row]
    finally:
        workbook.close()


def _fitted(rows: Iterator[list[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Cut or fill every row to the header's width; a workbook does not store blank ends."""
    header = _without_blank_end(next(rows, []))
    yield 1, header
    for number, row in enumerate(rows, start=2):
        cells = _without_blank_end(row)
        yield number, cells + [""] * (len(header) - len(cells))


def _without_blank_end(cells: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(cells, start=1) if cell.strip()]
    return cells[: max(filled, default=0)]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
