"""Tables as CSV and XLSX files that a spreadsheet program opens as they are meant, and never runs.

An export is a list of columns and the rows to fill them from. Columns that name a person are left
out unless they are asked for. Whoever serves an export records it (`services/audit.py`).

Excel guesses what the cells of a CSV file are. Text that it would run as a formula, or turn into a
number or a date, gets an apostrophe in front, which says "text" to every spreadsheet program. An
XLSX file stores the kind of each cell, so nothing is added there.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from flask_babel.speaklater import LazyString

from mentorship.runtime import current_runtime
from mentorship.text_cleaning import clean_text

Row = TypeVar("Row")
Cell = str | float | date | datetime | None

MAX_SHEET_TITLE_LENGTH = 31
FORBIDDEN_IN_SHEET_TITLES = re.compile(r"[\[\]:*?/\\]")

# Characters that begin a formula, and those that a spreadsheet program takes for them: full-width
# and small forms, and the minus sign.
FORMULA_STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
# Where the list separator is a semicolon, as with decimal commas, Excel splits at semicolons that
# belong to a cell: what comes after a semicolon, a tab or a line break can be a cell too.
FORMULA = re.compile(rf'((?:^|[;\t\n])[\s"]*)(?=[{FORMULA_STARTS}])')
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre|octubre"
    "|noviembre|dic(?:iembre)?)"
)
# What Excel would show otherwise than it was written.
READ_AS_NUMBER_OR_DATE = re.compile(
    r"0\d[\d.,]*"  # 007
    r"|\d{12,}"  # 2.1E+11
    r"|\d+(?:[.,]\d*)?e\d+"  # 1e5
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{1,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{4}|\d{4}[/-]\d{1,2}"
    rf"|\d{{1,4}}[ /-]?{MONTH}(?:[ /-]?\d{{1,4}})?|{MONTH}[ /-]?\d{{1,4}}(?:, ?\d{{4}})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its header, and its cell in each row.

    ``names_person`` marks what says who somebody is: a name, an address, a telephone number.
    """

    header: str | LazyString
    cell: Callable[[Row], Cell]
    names_person: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table whose first row is its header; its title is the tab of a workbook."""

    title: str
    rows: Sequence[Sequence[Cell]]


def make_sheet(
    title: str, columns: Sequence[Column[Row]], rows: Iterable[Row], *, with_names: bool = False
) -> Sheet:
    """Fill a sheet from rows; columns that name a person only ``with_names``."""
    chosen = [column for column in columns if with_names or not column.names_person]
    header = [str(column.header) for column in chosen]
    return Sheet(title, [header, *([column.cell(row) for column in chosen] for row in rows)])


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a sheet as CSV: UTF-8 with a byte order mark, lines that end in CR LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [_csv_cell(cell) for cell in row] for row in sheet.rows
    )
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as a workbook: text stays text, dates are dates."""
    from matching.output.xlsx import workbook_bytes  # openpyxl is slow to import

    return workbook_bytes(
        {
            title: [[_xlsx_cell(cell) for cell in row] for row in sheet.rows]
            for title, sheet in _with_distinct_titles(sheets).items()
        }
    )


def text_cell(text: str) -> str:
    r"""Return a text as a cell of a CSV file, so that it is shown as it was written.

    >>> text_cell("=1+1"), text_cell("007"), text_cell("Ana; @sum"), text_cell("Ana, 2")
    ("'=1+1", "'007", "Ana; '@sum", 'Ana, 2')
    """
    cleaned = clean_text(text)
    if READ_AS_NUMBER_OR_DATE.fullmatch(cleaned):
        return f"'{cleaned}"
    return FORMULA.sub(r"\1'", cleaned)


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return _local_time(cell).isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return text_cell(cell)
    return "" if cell is None else str(cell)


def _xlsx_cell(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return _local_time(cell).replace(second=0, microsecond=0)
    return clean_text(cell) if isinstance(cell, str) else cell


def _local_time(moment: datetime) -> datetime:
    """Return a time as people's clocks show it; a spreadsheet knows no time zones."""
    return moment.astimezone(current_runtime().programme.time_zone).replace(tzinfo=None)


def _with_distinct_titles(sheets: Sequence[Sheet]) -> Mapping[str, Sheet]:
    """Name sheets within the limits of the format, which allows each title once."""
    titled: dict[str, Sheet] = {}
    for number, sheet in enumerate(sheets, start=1):
        title = FORBIDDEN_IN_SHEET_TITLES.sub(" ", clean_text(sheet.title)).strip(" '")
        title = title[:MAX_SHEET_TITLE_LENGTH].rstrip(" '") or str(number)
        if title.casefold() in (other.casefold() for other in titled):
            suffix = f" ({number})"
            title = title[: MAX_SHEET_TITLE_LENGTH - len(suffix)] + suffix
        titled[title] = sheet
    return titled
