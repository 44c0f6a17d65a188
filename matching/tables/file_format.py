"""What kind of file some bytes are, by how they begin."""

from collections.abc import Mapping

from matching.tables.limits import TableLimits
from matching.tables.read_errors import ReadProblem, TableReadError

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0"
"""Of the old formats of Office, and of new ones that a password encrypts."""

NAME_LENGTH_IN_ZIP, NAME_IN_ZIP = slice(26, 28), 30
"""Where a zip holds the length of its first member's name, and where the name begins."""

SHEET_SUFFIXES = (b".csv", b".tsv", b".xlsx", b".xls", b".ods")
XML_STARTS = (b"<?xml", b"<workbook", b"<ss:workbook")
MAX_XML_START_BYTES = 2_000
XML_WORKBOOK_NAMES = (b"urn:schemas-microsoft-com:office:spreadsheet", b"excel.sheet")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
FOREIGN_STARTS: Mapping[bytes, ReadProblem] = {
    b"%pdf": ReadProblem.PDF,
    b"\x89png": ReadProblem.IMAGE,
    b"\xff\xd8\xff": ReadProblem.IMAGE,
    b"gif8": ReadProblem.IMAGE,
    b"{\\rtf": ReadProblem.OTHER_FORMAT,
    b"\x1f\x8b": ReadProblem.OTHER_FORMAT,
    b"7z\xbc\xaf": ReadProblem.OTHER_FORMAT,
    b"rar!": ReadProblem.OTHER_FORMAT,
    b"<html": ReadProblem.WEB_PAGE,
    b"<!doctype": ReadProblem.WEB_PAGE,
}
"""In lower case."""


def is_zip(content: bytes) -> bool:
    """Return whether the content could be an .xlsx workbook."""
    return content.startswith(ZIP_START)


def check_format(content: bytes, limits: TableLimits) -> None:
    """Refuse what is empty, too large, or known to be no CSV file and no .xlsx workbook.

    Raises
    ------
    TableReadError
        With the format, where it is a known one.

    Examples
    --------
    >>> from matching.tables.limits import UPLOAD_LIMITS
    >>> check_format(b"%PDF-1.7", UPLOAD_LIMITS)
    Traceback (most recent call last):
    matching.tables.read_errors.TableReadError: a PDF, not a spreadsheet
    """
    if not content:
        raise TableReadError(ReadProblem.EMPTY_FILE)
    if len(content) > limits.max_file_bytes:
        raise TableReadError(ReadProblem.FILE_TOO_LARGE, limit=limits.max_file_bytes)
    if content.startswith(OLE_START):
        encrypted = ENCRYPTED_STREAM in content
        raise TableReadError(
            ReadProblem.ENCRYPTED_WORKBOOK if encrypted else ReadProblem.OLD_WORKBOOK
        )
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if is_zip(content) and _first_zip_member(content).lower().endswith(SHEET_SUFFIXES):
        raise TableReadError(ReadProblem.ZIPPED_SHEET)
    if start.startswith(XML_STARTS):
        raise TableReadError(_xml_problem(content))
    for foreign, problem in FOREIGN_STARTS.items():
        if start.startswith(foreign):
            raise TableReadError(problem)


def _first_zip_member(content: bytes) -> bytes:
    length = int.from_bytes(content[NAME_LENGTH_IN_ZIP], "little")
    return content[NAME_IN_ZIP : NAME_IN_ZIP + length]


def _xml_problem(content: bytes) -> ReadProblem:
    start = content[:MAX_XML_START_BYTES].lower()
    if any(name in start for name in XML_WORKBOOK_NAMES):
        return ReadProblem.XML_WORKBOOK
    return ReadProblem.WEB_PAGE if b"<html" in start else ReadProblem.OTHER_FORMAT
