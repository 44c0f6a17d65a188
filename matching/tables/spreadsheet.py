"""Spreadsheet files, CSV or XLSX, as tables of text whose index is the row number."""

from collections.abc import Iterable, Iterator
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

NumberedRows = Iterable[tuple[int, list[str]]]


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
        The file cannot be read, holds nobody, has a row that does not fit the header, or exceeds
        `LOCAL_FILE_LIMITS`.
    """
    path = Path(path)
    try:
        return _table(_numbered_rows(path), path)
    except TableReadError as error:
        where = str(path) if error.row is None else f"{path}, row {error.row}"
        raise InvalidTableError(f"{where}: {error}") from None


def _numbered_rows(path: Path) -> NumberedRows:
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


def _csv_rows(content: bytes) -> NumberedRows:
    rows = csv_rows(decode(content, "utf-8-sig"))
    return enumerate(bounded_rows(rows, LOCAL_FILE_LIMITS), start=1)


def _xlsx_rows(content: bytes) -> NumberedRows:
    workbook = XlsxReader(content, LOCAL_FILE_LIMITS)
    return _fitted(bounded_rows(workbook.rows(workbook.titles[0]), LOCAL_FILE_LIMITS))


def _fitted(rows: Iterator[list[str]]) -> NumberedRows:
    """Cut or fill every row to the header's width; a workbook does not store trailing blanks."""
    header = without_trailing_blanks(next(rows, []))
    yield 1, header
    for number, row in enumerate(rows, start=2):
        cells = without_trailing_blanks(row)
        yield number, cells + [""] * (len(header) - len(cells))


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
    return pd.DataFrame([cells for _, cells in people], index=numbers, columns=header)
