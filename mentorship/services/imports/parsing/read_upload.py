"""Read an upload, or the file that a command names, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
from mentorship.services.imports.parsing.header_rows import (
    MAX_ROWS_TO_SEARCH,
    HeaderRows,
    Row,
    find_header_rows,
)
from mentorship.services.imports.parsing.read_problems import sentence, user_facing
from mentorship.services.imports.parsing.table import Table, numbered_rows, table_with_columns

MAX_UPLOAD_BYTES = UPLOAD_LIMITS.max_file_bytes


@dataclass(frozen=True)
class Reading:
    """A table, and the choices that led to it.

    ``choice`` is an encoding or the title of a workbook's sheet; ``top_rows`` are the rows that
    may hold the headers.
    """

    table: Table
    choice: str
    titles: tuple[str, ...] = ()
    header: HeaderRows = field(kw_only=True)
    top_rows: Sequence[Row] = field(kw_only=True, repr=False)


def read_upload(
    content: bytes, choice: str | None = None, header: HeaderRows | None = None
) -> Reading:
    """Read an upload; without a choice, by the likeliest encoding, sheet and header rows."""
    try:
        check_format(content.strip() and content, UPLOAD_LIMITS)
        if is_zip(content):
            return _read_workbook(content, choice, header)
        return _read_csv(content, choice or guess_encoding(content), header)
    except TableReadError as error:
        raise user_facing(error) from None


def _read_workbook(content: bytes, choice: str | None, header: HeaderRows | None) -> Reading:
    # Imported here because openpyxl is slow to import, and few processes read a workbook.
    from matching.tables.xlsx import XlsxReader

    workbook = XlsxReader(content, UPLOAD_LIMITS)
    title = choice or workbook.titles[0]
    # A blank, not "T": the timestamp formats of saved mappings expect one.
    rows = workbook.rows(title, datetime_separator=" ")
    return _reading(rows, header, title, tuple(workbook.titles))


def _read_csv(content: bytes, encoding: str, header: HeaderRows | None) -> Reading:
    if encoding not in ENCODINGS:
        raise UserFacingError(_("Choose one of the text encodings in the list."))
    return _reading(csv_rows(decode(content, encoding)), header, encoding)


def _reading(
    rows: Iterable[list[str]],
    header: HeaderRows | None,
    choice: str,
    titles: tuple[str, ...] = (),
) -> Reading:
    filled = _filled_rows(rows, UPLOAD_LIMITS)
    header = header or find_header_rows(filled)
    return Reading(
        Table.below(filled, header),
        choice,
        titles,
        header=header,
        top_rows=filled[:MAX_ROWS_TO_SEARCH],
    )


def read_csv_file(path: Path, columns: Iterable[str] = ()) -> Table:
    """Read the CSV file that a command names; it is in UTF-8.

    If the likeliest header lacks one of the columns, another row that has them all is the header.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LOCAL_FILE_LIMITS.max_file_bytes + 1)
        check_format(content, LOCAL_FILE_LIMITS)
        filled = _filled_rows(csv_rows(decode(content, "utf-8-sig")), LOCAL_FILE_LIMITS)
        return table_with_columns(filled, columns)
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


def _filled_rows(rows: Iterable[list[str]], limits: TableLimits) -> list[Row]:
    return numbered_rows(map(without_trailing_blanks, bounded_rows(rows, limits)))


def too_large() -> str:
    """Return what to tell somebody whose upload is refused before it is read."""
    return sentence(ReadProblem.FILE_TOO_LARGE, limit=MAX_UPLOAD_BYTES)
