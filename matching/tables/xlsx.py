"""The cells of an .xlsx workbook, once it is known to be no more than that.

A workbook is a zip of XML, so a small file can unpack to more than memory holds, its directory
can lie, and its parts can refer to other files. All of it is checked, and unpacked under our own
count, before openpyxl parses it.
"""

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from matching.tables.limits import TableLimits
from matching.tables.read_errors import ReadProblem, TableReadError
from matching.tables.xml_limits import CHUNK_BYTES, XmlLimits

ENCRYPTED_FLAG = 1
BOUNDED_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PARSER_ERRORS = (
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
"""What openpyxl and the layers below it raise when a file is not the workbook it claims to be."""


class XlsxReader:
    """The worksheets of a workbook.

    Parameters
    ----------
    content : bytes
        The file.
    limits : TableLimits
        How large the workbook may be.

    Attributes
    ----------
    titles : list of str
        The names of the sheets that hold cells, in the workbook's order.

    Raises
    ------
    TableReadError
        The content is not a plain .xlsx workbook, or it is too large.
    """

    def __init__(self, content: bytes, limits: TableLimits) -> None:
        try:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                self._workbook = _open(content, limits)
            self.titles = [sheet.title for sheet in self._workbook.worksheets]
        except PARSER_ERRORS as error:
            raise _broken(error) from None
        if not self.titles:
            raise _broken("it has no worksheet")

    def rows(self, title: str, *, datetime_separator: str = "T") -> Iterator[list[str]]:
        """Yield the rows of a sheet, every cell as text.

        Parameters
        ----------
        title : str
            The sheet.
        datetime_separator : str
            What is written between the day and the time of a cell that holds both.

        Raises
        ------
        TableReadError
            There is no such sheet, or its XML is broken.
        """
        if title not in self.titles:
            raise TableReadError(ReadProblem.UNKNOWN_SHEET)
        try:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                sheet = self._workbook[title]
                sheet.reset_dimensions()  # the stored size need not be the sheet's
                for row in sheet.iter_rows(values_only=True):
                    yield [_cell_text(value, datetime_separator) for value in row]
        except PARSER_ERRORS as error:
            raise _broken(error) from None


def _broken(reason: object) -> TableReadError:
    return TableReadError(ReadProblem.BROKEN_WORKBOOK, detail=reason)


def _open(content: bytes, limits: TableLimits) -> Workbook:
    unpacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _check_directory(archive.infolist(), len(content), limits)
        _check_part_names(archive.namelist())
        _unpack(archive, unpacked, limits)
    return load_workbook(unpacked, read_only=True, data_only=True, keep_links=False)


def _check_directory(parts: list[zipfile.ZipInfo], packed: int, limits: TableLimits) -> None:
    """Refuse what the directory itself admits to."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.max_zip_members:
        raise TableReadError(ReadProblem.TOO_MANY_ZIP_MEMBERS, limit=limits.max_zip_members)
    if unpacked > limits.max_unpacked_bytes:
        raise _unpacks_to_too_much(limits)
    if unpacked > max(limits.min_suspicious_bytes, packed * limits.max_compression_ratio):
        raise TableReadError(ReadProblem.TOO_COMPRESSED, limit=limits.max_compression_ratio)
    if len({part.filename for part in parts}) < len(parts):
        raise _broken("it holds a part twice")
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise _broken("a part of it is encrypted")
    if any(part.compress_type not in BOUNDED_COMPRESSION for part in parts):
        raise _broken("it is compressed in an unusual way")


def _unpacks_to_too_much(limits: TableLimits) -> TableReadError:
    return TableReadError(ReadProblem.UNPACKED_TOO_LARGE, limit=limits.max_unpacked_bytes)


def _check_part_names(names: list[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise TableReadError(ReadProblem.MACROS)
    if any("externallinks/" in name for name in lower):
        raise TableReadError(ReadProblem.EXTERNAL_LINKS)
    if "xl/workbook.bin" in lower or "content.xml" in lower:
        raise TableReadError(ReadProblem.OTHER_WORKBOOK)


def _unpack(archive: zipfile.ZipFile, target: io.BytesIO, limits: TableLimits) -> None:
    """Unpack in small chunks under our own count, so that no false size matters later.

    What is not XML, images for example, is counted and left out.
    """
    remaining, xml_limits = limits.max_unpacked_bytes, XmlLimits(limits)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as checked:
        for part in archive.infolist():
            unpacked = io.BytesIO()
            with archive.open(part) as packed:
                while chunk := packed.read(CHUNK_BYTES):
                    remaining -= len(chunk)
                    if remaining < 0:
                        raise _unpacks_to_too_much(limits)
                    unpacked.write(chunk)
            if part.filename.endswith((".xml", ".rels")):
                unpacked.seek(0)
                xml_limits.check(unpacked)
                checked.writestr(part.filename, unpacked.getbuffer())


def _cell_text(value: object, datetime_separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(datetime_separator, "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
