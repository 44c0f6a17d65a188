"""Read an upload, or the file that a command names, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from matching.tables.charset import decode, guess_encoding
from matching.tables.csv_text import csv_rows
from matching.tables.file_format import check_format, is_zip
from matching.tables.limits import LOCAL_FILE_LIMITS, UPLOAD_LIMITS, TableLimits
from matching.tables.read_errors import ReadProblem, TableReadError
from matching.tables.rows import bounded_rows, without_trailing_blanks
from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.read_problems import sentence, user_facing
from mentorship.services.imports.parsing.table import Table

MAX_UPLOAD_BYTES = UPLOAD_LIMITS.max_file_bytes


@dataclass(frozen=True)
class Reading:
    """A table, and the choice that led to it: an encoding, or the title of a workbook's sheet."""

    table: Table
    choice: str
    titles: tuple[str, ...] = ()


def read_upload(content: bytes, choice: str | None = None) -> Reading:
    """Read an upload; without a choice, by the likeliest encoding or the first sheet."""
    try:
        check_format(content.strip() and content, UPLOAD_LIMITS)
        if is_zip(content):
            return _read_workbook(content, choice)
        return _read_csv(content, choice or guess_encoding(content))
    except TableReadError as error:
        raise user_facing(error) from None


def _read_workbook(content: bytes, choice: str | None) -> Reading:
    # Imported here because openpyxl is slow to import, and few processes read a workbook.
    from matching.tables.xlsx import XlsxReader

    workbook = XlsxReader(content, UPLOAD_LIMITS)
    title = choice or workbook.titles[0]
    # A blank, not "T": the timestamp formats of saved mappings expect one.
    rows = workbook.rows(title, datetime_separator=" ")
    return Reading(_table(rows, UPLOAD_LIMITS), title, tuple(workbook.titles))


def _read_csv(content: bytes, encoding: str) -> Reading:
    if encoding not in ENCODINGS:
        raise UserFacingError(_("Choose one of the text encodings in the list."))
    return Reading(_table(csv_rows(decode(content, encoding)), UPLOAD_LIMITS), encoding)


def read_csv_file(path: Path) -> Table:
    """Read the CSV file that a command names; it is in UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(LOCAL_FILE_LIMITS.max_file_bytes + 1)
        check_format(content, LOCAL_FILE_LIMITS)
        return _table(csv_rows(decode(content, "utf-8-sig")), LOCAL_FILE_LIMITS)
    except FileNotFoundError:
        raise UserFacingError(f"There is no file {path}.") from None
    except TableReadError as error:
        raise UserFacingError(_command_message(path, error)) from None
    except OSError as error:
        raise UserFacingError(f"{path} cannot be read as a CSV file: {error}.") from None


def _command_message(path: Path, error: TableReadError) -> str:
    if error.problem is ReadProblem.WRONG_ENCODING:
        return f"{path} is not in UTF-8; save it as CSV UTF-8."
    row = "" if error.row is None else f"row {error.row}: "
    return f"{path} cannot be read as a CSV file: {row}{error}."


def _table(rows: Iterable[list[str]], limits: TableLimits) -> Table:
    return Table.of(map(without_trailing_blanks, bounded_rows(rows, limits)))


def too_large() -> str:
    """Return what to tell somebody whose upload is refused before it is read."""
    return sentence(ReadProblem.FILE_TOO_LARGE, limit=MAX_UPLOAD_BYTES)
