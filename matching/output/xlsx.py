"""A workbook whose bytes depend on nothing but its cells, and whose texts are never formulas."""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

Row = Sequence[str | float]

LONG_AGO = datetime.datetime(2000, 1, 1)
WIDEST = 60
LONGEST_TEXT = 32_767
"""Characters that a cell of the format can hold."""


def workbook_bytes(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Build an .xlsx file of named sheets, each with its header as the first row.

    Headers stay in sight, columns are as wide as their cells, and no time of day is stored.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        _fill(workbook.create_sheet(title), rows)
    packed = io.BytesIO()
    workbook.save(packed)
    return _without_times(packed.getvalue(), workbook)


def _fill(sheet: Worksheet, rows: Sequence[Row]) -> None:
    sheet.freeze_panes = "A2"
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        widest = max(len(str(value)) for value in cells)
        sheet.column_dimensions[get_column_letter(column)].width = min(widest + 2, WIDEST)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _cell(sheet: Worksheet, value: str | float) -> Cell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT])
    cell.data_type = "s"  # openpyxl would make a formula of a text that begins with "="
    return cell


def _without_times(packed: bytes, workbook: Workbook) -> bytes:
    """Pack again with one fixed time in the properties and on every entry."""
    workbook.properties.created = workbook.properties.modified = LONG_AGO
    properties = tostring(workbook.properties.to_tree())
    repacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(repacked, "w") as new:
        for name in old.namelist():
            content = properties if name == "docProps/core.xml" else old.read(name)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return repacked.getvalue()
