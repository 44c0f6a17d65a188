"""Reproducible Excel workbooks: bytes depend only on the cells, and text is never a formula."""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

Cell = str | float | datetime.date | datetime.datetime | None
Row = Sequence[Cell]

FIXED_TIME = datetime.datetime(2000, 1, 1)
"""Creation time in every workbook."""

MAX_COLUMN_WIDTH = 60
"""Width of a column, in characters."""

MAX_CELL_LENGTH = 32_767
"""Characters that the format allows in a cell."""


def workbook_bytes(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Return an .xlsx file of named sheets, each with its header as the first row.

    Headers are frozen, columns are as wide as their cells, and no actual time is stored.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        _fill(workbook.create_sheet(title), rows)
    packed = io.BytesIO()
    workbook.save(packed)
    return _with_fixed_times(packed.getvalue(), workbook)


def _fill(sheet: Worksheet, rows: Sequence[Row]) -> None:
    sheet.freeze_panes = "A2"
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        width = max(0 if value is None else len(str(value)) for value in cells)
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, MAX_COLUMN_WIDTH)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _cell(sheet: Worksheet, value: Cell) -> SheetCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # its stubs know no date
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_CELL_LENGTH])
    cell.data_type = "s"  # otherwise openpyxl makes a formula of text that begins with "="
    cell.number_format = FORMAT_TEXT  # nor does whoever edits the cell
    return cell


def _with_fixed_times(packed: bytes, workbook: Workbook) -> bytes:
    """Return the same archive with one fixed time in its properties and on every entry."""
    workbook.properties.created = workbook.properties.modified = FIXED_TIME
    properties = tostring(workbook.properties.to_tree())
    repacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(repacked, "w") as new:
        for name in old.namelist():
            content = properties if name == "docProps/core.xml" else old.read(name)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return repacked.getvalue()
