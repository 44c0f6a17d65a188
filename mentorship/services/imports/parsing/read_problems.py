"""Why an upload cannot be read, and what to do about it, in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from matching.tables.read_errors import ReadProblem, TableReadError
from mentorship.errors import UserFacingError

IMAGE = _l("This is a picture. Upload the sheet itself, as CSV or .xlsx.")
WEB_PAGE = _l("This is a web page. Download the answers once more, as CSV or .xlsx.")
WORKBOOK_TOO_LARGE = _l(
    "This workbook is far too large once it is unpacked. Save the sheet you need as CSV."
)
SENTENCES: Mapping[ReadProblem, LazyString] = {
    ReadProblem.EMPTY_FILE: _l("The file is empty. Download the answers once more."),
    ReadProblem.FILE_TOO_LARGE: _l(
        "The file is larger than %(maximum)s MB. Delete the columns that you do not need, or "
        "divide it into smaller sheets."
    ),
    ReadProblem.PDF: _l("This is a PDF. Upload the sheet it was made from, as CSV or .xlsx."),
    ReadProblem.IMAGE: IMAGE,
    ReadProblem.WEB_PAGE: WEB_PAGE,
    ReadProblem.OTHER_FORMAT: _l(
        "This is not a spreadsheet, whatever its name says. Upload a CSV or an .xlsx file."
    ),
    ReadProblem.ENCRYPTED_WORKBOOK: _l(
        "This workbook is locked with a password. Save it without one, as .xlsx."
    ),
    ReadProblem.OLD_WORKBOOK: _l("This is an old kind of workbook. Save it as .xlsx or CSV."),
    ReadProblem.UNKNOWN_ENCODING: _l(
        "We cannot tell the text encoding of this file. Save it as “CSV UTF-8” or as .xlsx."
    ),
    ReadProblem.WRONG_ENCODING: _l(
        "This sheet does not have that text encoding. Choose another one."
    ),
    ReadProblem.BROKEN_CSV: _l(
        "Row %(row)s cannot be read: a quotation mark does not close, "
        "or a cell is far too long. Correct it, and upload the sheet again."
    ),
    ReadProblem.BROKEN_WORKBOOK: _l(
        "We cannot read this as an Excel workbook. Save it again as .xlsx or CSV."
    ),
    ReadProblem.UNPACKED_TOO_LARGE: WORKBOOK_TOO_LARGE,
    ReadProblem.TOO_MANY_ZIP_MEMBERS: WORKBOOK_TOO_LARGE,
    ReadProblem.TOO_COMPRESSED: WORKBOOK_TOO_LARGE,
    ReadProblem.TOO_MUCH_XML: WORKBOOK_TOO_LARGE,
    ReadProblem.MACROS: _l(
        "This workbook holds macros: little programs. Save it without them, as .xlsx."
    ),
    ReadProblem.EXTERNAL_LINKS: _l(
        "This workbook takes cells from other files. Save the sheet you need as CSV."
    ),
    ReadProblem.ZIPPED_SHEET: _l(
        "This is a zip file with a sheet in it. Open the zip, and upload the sheet from inside it."
    ),
    ReadProblem.XML_WORKBOOK: _l(
        "This is a workbook in an old XML format. Open it in Excel or LibreOffice, save it as "
        ".xlsx, and upload that."
    ),
    ReadProblem.OTHER_WORKBOOK: _l("We do not know this kind of file. Save it as .xlsx or CSV."),
    ReadProblem.UNKNOWN_SHEET: _l("The workbook has no sheet of that name. Choose another."),
    ReadProblem.TOO_MANY_COLUMNS: _l(
        "The sheet has more than %(maximum)s columns. Delete those that you do not need."
    ),
    ReadProblem.TOO_MANY_ROWS: _l(
        "The sheet has more than %(maximum)s rows. Divide it into smaller sheets."
    ),
    ReadProblem.TOO_MUCH_TEXT: _l("The sheet has too much text. Divide it into smaller sheets."),
    ReadProblem.CELL_TOO_LONG: _l(
        "Row %(row)s has a cell of more than %(maximum)s characters. Shorten it, and upload the "
        "sheet again."
    ),
    ReadProblem.NUL_CHARACTER: _l(
        "The file holds characters that no sheet has. Save it once more as CSV UTF-8."
    ),
}


def user_facing(error: TableReadError) -> UserFacingError:
    """Return the error that a page shows instead."""
    return UserFacingError(sentence(error.problem, limit=error.limit, row=error.row))


def sentence(problem: ReadProblem, *, limit: int = 0, row: int | None = None) -> str:
    """Return what to tell somebody whose file has a problem."""
    if problem is ReadProblem.FILE_TOO_LARGE:
        limit //= 1024**2
    return str(SENTENCES[problem]) % {"maximum": f"{limit:,}", "row": row}
