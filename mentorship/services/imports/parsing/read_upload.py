"""The bytes of an upload, to a table: what kind of file it is, and how its cells are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.charset import ENCODINGS, decoded, guessed_encoding
from mentorship.services.imports.parsing.csv_text import separated_rows
from mentorship.services.imports.parsing.table import Table, within_limits

LARGEST_FILE = 5 * 1024 * 1024
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
NO_SHEET = _l("This is not a spreadsheet, whatever its name says. Upload a CSV or an .xlsx file.")
OTHER_KINDS: Mapping[bytes, LazyString] = {
    b"%PDF": _l("This is a PDF. Upload the sheet it was made from, as CSV or .xlsx."),
    b"\x89PNG": _l("This is a picture. Upload the sheet itself, as CSV or .xlsx."),
    b"\xff\xd8\xff": _l("This is a picture. Upload the sheet itself, as CSV or .xlsx."),
    b"GIF8": _l("This is a picture. Upload the sheet itself, as CSV or .xlsx."),
    b"{\\rtf": NO_SHEET,
    b"\x1f\x8b": NO_SHEET,
    b"7z\xbc\xaf": NO_SHEET,
    b"Rar!": NO_SHEET,
    b"<html": _l("This is a web page. Download the answers once more, as CSV or .xlsx."),
    b"<!doctype": _l("This is a web page. Download the answers once more, as CSV or .xlsx."),
}


@dataclass(frozen=True)
class Reading:
    """A table, and the choice that led to it: an encoding, or the title of a workbook's sheet."""

    table: Table
    choice: str
    titles: tuple[str, ...] = ()


def read(content: bytes, choice: str | None = None) -> Reading:
    """Read an upload; without a choice, by the likeliest encoding or the first sheet."""
    _refuse_other_kinds(content)
    if content.startswith(ZIP):
        return _read_workbook(content, choice)
    encoding = choice or guessed_encoding(content)
    if encoding not in ENCODINGS:
        raise UserFacingError(_("Choose one of the text encodings in the list."))
    rows = separated_rows(decoded(content, encoding))
    return Reading(Table.of(within_limits(rows)), encoding)


def _read_workbook(content: bytes, choice: str | None) -> Reading:
    # Imported here because openpyxl is slow to import, and few processes read a workbook.
    from mentorship.services.imports.parsing.xlsx import Sheets

    sheets = Sheets(content)
    title = choice or sheets.titles[0]
    if title not in sheets.titles:
        raise UserFacingError(_("The workbook has no sheet of that name. Choose another."))
    return Reading(Table.of(within_limits(sheets.rows(title))), title, tuple(sheets.titles))


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip():
        raise UserFacingError(_("The file is empty. Download the answers once more."))
    if len(content) > LARGEST_FILE:
        raise UserFacingError(too_large())
    if content.startswith(OLD_OFFICE) and LOCKED in content:
        raise UserFacingError(
            _("This workbook is locked with a password. Save it without one, as .xlsx.")
        )
    if content.startswith(OLD_OFFICE):
        raise UserFacingError(_("This is an old kind of workbook. Save it as .xlsx or CSV."))
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, sentence in OTHER_KINDS.items():
        if start.startswith(mark.lower()):
            raise UserFacingError(str(sentence))


def too_large() -> str:
    return _(
        "The file is larger than %(most)s MB. Delete the columns that you do not need, or "
        "divide it into smaller sheets.",
        most=LARGEST_FILE // (1024 * 1024),
    )
