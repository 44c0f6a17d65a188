"""Why a spreadsheet cannot be read, as facts that a caller can put into its own words."""

from enum import Enum

from matching.errors import InvalidTableError


class ReadProblem(Enum):
    """What is wrong with a file; the value says so in English, for a command line."""

    EMPTY_FILE = "the file is empty"
    FILE_TOO_LARGE = "larger than {limit:,} bytes"
    PDF = "a PDF, not a spreadsheet"
    IMAGE = "an image, not a spreadsheet"
    WEB_PAGE = "a web page, not a spreadsheet"
    OTHER_FORMAT = "neither a CSV file nor an .xlsx workbook"
    ENCRYPTED_WORKBOOK = "a workbook with a password; save it without one"
    OLD_WORKBOOK = "a workbook in the old .xls format; save it as .xlsx"
    UNKNOWN_ENCODING = "the text encoding is unknown; save it as CSV UTF-8"
    WRONG_ENCODING = "not {detail}; save it as CSV UTF-8"
    BROKEN_CSV = "not CSV: {detail}"
    BROKEN_WORKBOOK = "not a readable .xlsx workbook: {detail}"
    UNPACKED_TOO_LARGE = "unpacks to more than {limit:,} bytes"
    TOO_MANY_ZIP_MEMBERS = "holds more than {limit:,} files"
    TOO_COMPRESSED = "unpacks to more than {limit:,} times its size"
    TOO_MUCH_XML = "holds more XML than any table of people"
    MACROS = "a workbook with macros; save it as .xlsx without them"
    EXTERNAL_LINKS = "a workbook with cells of other files; save its sheet as CSV"
    ZIPPED_SHEET = "a zip with a spreadsheet in it; unpack it first"
    XML_WORKBOOK = "a workbook in the XML format of 2003; save it as .xlsx"
    OTHER_WORKBOOK = "a workbook of another format; save it as .xlsx or CSV"
    UNKNOWN_SHEET = "no sheet of that name"
    TOO_MANY_COLUMNS = "more than {limit:,} columns"
    TOO_MANY_ROWS = "more than {limit:,} rows"
    TOO_MUCH_TEXT = "more than {limit:,} characters"
    CELL_TOO_LONG = "a cell of more than {limit:,} characters"
    NUL_CHARACTER = "a NUL character; save it as CSV UTF-8"


class TableReadError(InvalidTableError):
    """A spreadsheet cannot be read.

    Attributes
    ----------
    problem : ReadProblem
        What is wrong.
    limit : int
        The limit that the file exceeds, where it exceeds one.
    row : int or None
        The row of the problem, as a spreadsheet numbers rows.
    """

    def __init__(
        self, problem: ReadProblem, *, limit: int = 0, row: int | None = None, detail: object = ""
    ) -> None:
        super().__init__(problem.value.format(limit=limit, detail=detail))
        self.problem = problem
        self.limit = limit
        self.row = row
