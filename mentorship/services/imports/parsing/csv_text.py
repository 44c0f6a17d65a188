"""Text whose cells a comma, a semicolon or a tab separates."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.table import Table

SEPARATORS = ",;\t"


def separated_rows(text: str) -> Iterator[list[str]]:
    """Split text into rows; strictly, for a stray quote would swallow people in silence."""
    records = _records(text, _separator(text))
    number = 1
    try:
        for row in records:
            yield row
            number += 1
    except csv.Error:
        raise UserFacingError(
            _(
                "Row %(row)s cannot be read: a quotation mark does not close, or a cell is far "
                "too long. Correct it, and upload the sheet again.",
                row=number,
            )
        ) from None


def _separator(text: str) -> str:
    """Take the separator that finds most headers."""
    return max(SEPARATORS, key=lambda separator: _headers(text, separator))


def _headers(text: str, separator: str) -> int:
    try:
        return max(map(len, islice(_records(text, separator), 2)), default=0)
    except csv.Error:
        return 0


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def table_in(path: Path) -> Table:
    """Read a survey's export as the command is given it: UTF-8, with commas."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return Table.of(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise UserFacingError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise UserFacingError(f"{path} is not in UTF-8; save it as CSV UTF-8.") from None
    except (OSError, csv.Error) as error:
        raise UserFacingError(f"{path} cannot be read as a CSV file: {error}.") from None
