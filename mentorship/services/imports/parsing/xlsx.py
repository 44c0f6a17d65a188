"""The cells of an .xlsx workbook, once it is known to be no more than that.

A workbook is a zip of XML, so a small file can unpack to more than memory holds, its table of
contents can lie, and what is inside can reach beyond it. All of it is checked, and unpacked under
our own count, before anything parses it.
"""

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from flask_babel import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.xml_limits import Outline, PartOutline, TooMuchError

MOST_PARTS = 500
MOST_UNPACKED = 40 * 1024 * 1024
MOST_TIMES_SMALLER = 200
SMALL = 1024 * 1024
CHUNK = 64 * 1024
PLAIN_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (
    AttributeError,
    EOFError,
    ExpatError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What comes through from the layers below when a file is not the workbook it claims to be."""


class Sheets:
    """The sheets of a workbook that hold cells, by title."""

    def __init__(self, content: bytes) -> None:
        try:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                self._workbook = _opened(content)
            self.titles = [sheet.title for sheet in self._workbook.worksheets]
        except BROKEN:
            raise _broken() from None
        if not self.titles:
            raise _broken()

    def rows(self, title: str) -> Iterator[list[str]]:
        try:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                yield from self._rows(title)
        except BROKEN:
            raise _broken() from None

    def _rows(self, title: str) -> Iterator[list[str]]:
        sheet = self._workbook[title]
        sheet.reset_dimensions()  # the size that is written there need not be the sheet's
        for row in sheet.iter_rows(values_only=True):
            yield [_cell_text(value) for value in row]


def _broken() -> UserFacingError:
    return UserFacingError(
        _("We cannot read this as an Excel workbook. Save it again as .xlsx or CSV.")
    )


def _opened(content: bytes) -> Workbook:
    unpacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        _refuse_bomb(parts, len(content))
        _refuse_what_is_no_plain_sheet({part.filename for part in parts})
        _unpack(archive, unpacked)
    return load_workbook(unpacked, read_only=True, data_only=True, keep_links=False)


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    claimed = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or claimed > MOST_UNPACKED
        or claimed > max(SMALL, packed * MOST_TIMES_SMALLER)
    ):
        raise _too_much()
    if len({part.filename for part in parts}) < len(parts):
        raise _broken()
    if any(part.flag_bits & 1 or part.compress_type not in PLAIN_PACKING for part in parts):
        raise _broken()


def _too_much() -> UserFacingError:
    return UserFacingError(
        _("This workbook is far too large once it is unpacked. Save the sheet you need as CSV.")
    )


def _refuse_what_is_no_plain_sheet(names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise UserFacingError(
            _("This workbook holds macros: little programs. Save it without them, as .xlsx.")
        )
    if any("externallinks/" in name for name in lower):
        raise UserFacingError(
            _("This workbook takes cells from other files. Save the sheet you need as CSV.")
        )
    if "xl/workbook.bin" in lower or "content.xml" in lower:
        raise UserFacingError(_("We do not know this kind of file. Save it as .xlsx or CSV."))


def _unpack(archive: zipfile.ZipFile, into: io.BytesIO) -> None:
    """Unpack in small pieces under our own count, so that no false claim of size matters later.

    What is not XML, pictures say, is read over and left behind.
    """
    room, outline = MOST_UNPACKED, Outline()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as plain:
        for part in archive.infolist():
            unpacked = io.BytesIO()
            with archive.open(part) as packed:
                while piece := packed.read(CHUNK):
                    room -= len(piece)
                    if room < 0:
                        raise _too_much()
                    unpacked.write(piece)
            if part.filename.endswith((".xml", ".rels")):
                _look_over(outline.of_part(), unpacked)
                plain.writestr(part.filename, unpacked.getbuffer())


def _look_over(outline: PartOutline, part: io.BytesIO) -> None:
    part.seek(0)
    try:
        while piece := part.read(CHUNK):
            outline.feed(piece)
        outline.close()
    except TooMuchError:
        raise _too_much() from None


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
