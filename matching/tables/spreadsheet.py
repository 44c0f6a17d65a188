"""Spreadsheet files, CSV or XLSX, as tables of text whose index is the row number."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from matching.errors import InvalidTableError
from matching.tables.charset import decode
from matching.tables.csv_text import csv_rows
from matching.tables.file_format import check_format
from matching.tables.limits import LOCAL_FILE_LIMITS
from matching.tables.read_errors import TableReadError
from matching.tables.rows import bounded_rows, without_trailing_blanks
from matching.tables.xlsx import XlsxReader

SHORT_ROWS = "short_rows"
"""The key, among the attributes of a table, of the rows that ended before the last header."""


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
        shows, from 2. Rows that are blank throughout are left out. Cells that a row lacks at its
        end are blank; of a .csv file, ``attrs["short_rows"]`` lists such rows.

    Raises
    ------
    InvalidTableError
        The file cannot be read, holds nobody, has a row with filled cells beyond the header, or
        exceeds `LOCAL_FILE_LIMITS`.
    """
    path = Path(path)
    try:
        return _table(_rows(path), path)
    except TableReadError as error:
        where = str(path) if error.row is None else f"{path}, row {error.row}"
        raise InvalidTableError(f"{where}: {error}") from None


def _rows(path: Path) -> Iterator[list[str]]:
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    read = readers.get(path.suffix.lower())
    if read is None:
        raise InvalidTableError(f"{path}: neither .csv nor .xlsx")
    try:
        with path.open("rb") as file:
            content = file.read(LOCAL_FILE_LIMITS.max_file_bytes + 1)
    except OSError as error:
        raise InvalidTableError(f"{path}: {error.strerror}") from None
    check_format(content, LOCAL_FILE_LIMITS)
    return read(content)


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    return bounded_rows(csv_rows(decode(content, "utf-8-sig")), LOCAL_FILE_LIMITS)


def _xlsx_rows(content: bytes) -> Iterator[list[str]]:
    workbook = XlsxReader(content, LOCAL_FILE_LIMITS)
    return bounded_rows(workbook.rows(workbook.titles[0]), LOCAL_FILE_LIMITS)


def _table(rows: Iterator[list[str]], path: Path) -> pd.DataFrame:
    header = without_trailing_blanks(next(rows, []))
    if not header:
        raise InvalidTableError(f"{path}, row 1: the header is blank")
    people, short_rows = {}, []
    for number, row in enumerate(rows, start=2):
        if cells := without_trailing_blanks(row):
            people[number] = _fitted(cells, header, f"{path}, row {number}")
            if len(row) < len(header):
                short_rows.append(number)
    if not people:
        raise InvalidTableError(f"{path}: a header, but nobody below it")
    table = pd.DataFrame([*people.values()], index=[*people], columns=header)
    if path.suffix.lower() == ".csv":  # a workbook never stores the blanks at the end of a row
        table.attrs[SHORT_ROWS] = tuple(short_rows)
    return table


def _fitted(cells: list[str], header: Sequence[str], where: str) -> list[str]:
    """Fill a row with blanks to the header's width: many programs leave out its last blanks."""
    if len(cells) > len(header):
        headers = "1 header" if len(header) == 1 else f"{len(header)} headers"
        raise InvalidTableError(
            f"{where}: {len(cells)} cells under {headers}; "
            "put a cell that contains the separator of the file in quotes"
        )
    return cells + [""] * (len(header) - len(cells))
