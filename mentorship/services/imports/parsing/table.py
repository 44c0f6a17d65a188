"""A table of text: headers, and below them records, numbered as a spreadsheet numbers rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.text_cleaning import clean_text

Cells = list[str]
MAX_SHOWN_CHARACTERS = 70


def shortened(text: str) -> str:
    """Return a header or a cell, cut to what fits on a line of a page."""
    return text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1] + "…"


def column_letters(number: int) -> str:
    """Return the name of a column in a spreadsheet; to import openpyxl for it takes 130 MB.

    >>> [column_letters(number) for number in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@dataclass(frozen=True)
class Table:
    """Headers, and for each record its row number and its cells.

    A record may have fewer or more cells than there are headers.
    """

    headers: Cells
    records: list[tuple[int, Cells]] = field(repr=False)

    @classmethod
    def of(cls, rows: Iterable[Cells]) -> "Table":
        """Build a table from rows of a spreadsheet; the first filled row holds the headers."""
        filled = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
        if not filled:
            raise UserFacingError(_("The sheet is empty: it has no headers and no rows."))
        (_number, headers), *records = filled
        names = [
            clean_text(header) or column_letters(number) for number, header in enumerate(headers, 1)
        ]
        _refuse_repeated_headers(names)
        return cls(names, records)

    @classmethod
    def from_json(cls, content: Any) -> "Table":
        return cls(content["headers"], [(number, cells) for number, cells in content["records"]])

    def as_json(self) -> dict[str, Any]:
        return {"headers": self.headers, "records": self.records}

    def column(self, header: str) -> Cells:
        """Return the cells under a header, without blank ones."""
        position = self.headers.index(header)
        cells = (cells[position].strip() for _, cells in self.records if position < len(cells))
        return [cell for cell in cells if cell]


def _refuse_repeated_headers(headers: Sequence[str]) -> None:
    for position, header in enumerate(headers):
        if header in headers[:position]:
            raise UserFacingError(
                _(
                    "Two columns have the same header, “%(header)s”. "
                    "Give each a header of its own, and upload the sheet again.",
                    header=shortened(header),
                )
            )
