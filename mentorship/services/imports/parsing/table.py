"""The cells of a sheet: headers, and below them the rows, numbered as a spreadsheet does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.text_cleaning import tidy

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000_000
# Looked at, blank ones too: a stray cell far to the right makes a row long, one far below a sheet.
MOST_CELLS_SEEN = 2_000_000
MOST_ROWS_SEEN = 1_048_576

Cells = list[str]
LONGEST_SHOWN = 70


def shortened(text: str) -> str:
    """Shorten a header or a cell to what a line of a page holds."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True)
class Table:
    headers: Cells
    records: list[tuple[int, Cells]] = field(repr=False)

    @classmethod
    def of(cls, rows: Iterable[Cells]) -> "Table":
        """Take the first row that says anything as the headers."""
        # Imported here because openpyxl is slow to import, and few processes read a sheet.
        from openpyxl.utils import get_column_letter

        filled = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
        if not filled:
            raise UserFacingError(_("The sheet is empty: it has no headers and no rows."))
        (_number, headers), *records = filled
        named = [
            tidy(header) or get_column_letter(place) for place, header in enumerate(headers, 1)
        ]
        _refuse_headers_twice(named)
        return cls(named, records)

    @classmethod
    def from_json(cls, content: Any) -> "Table":
        return cls(content["headers"], [(number, cells) for number, cells in content["records"]])

    def as_json(self) -> dict[str, Any]:
        return {"headers": self.headers, "records": self.records}

    def column(self, header: str) -> Cells:
        """Return what stands under a header, blanks left out."""
        place = self.headers.index(header)
        cells = (cells[place].strip() for _, cells in self.records if place < len(cells))
        return [cell for cell in cells if cell]


def _refuse_headers_twice(headers: Sequence[str]) -> None:
    for place, header in enumerate(headers):
        if header in headers[:place]:
            raise UserFacingError(
                _(
                    "Two columns have the same header, “%(header)s”. "
                    "Give each a header of its own, and upload the sheet again.",
                    header=shortened(header),
                )
            )


def within_limits(rows: Iterable[Sequence[str]]) -> Iterator[Cells]:
    """Pass the rows of an upload on, and stop where it grows larger than any survey."""
    filled = looked_at = characters = 0
    for number, row in enumerate(rows, start=1):
        cells = _without_blank_end(row)
        filled += bool(cells)
        looked_at += len(row)
        characters += sum(map(len, cells))
        if len(cells) > MOST_COLUMNS or looked_at > MOST_CELLS_SEEN:
            raise UserFacingError(
                _("The sheet has more than %(most)s columns. Delete those that you do not need.",
                  most=MOST_COLUMNS)
            )  # fmt: skip
        if filled > MOST_ROWS + 1 or number > MOST_ROWS_SEEN:
            raise UserFacingError(
                _("The sheet has more than %(most)s rows. Divide it into smaller sheets.",
                  most=f"{MOST_ROWS:,}")
            )  # fmt: skip
        if characters > MOST_CHARACTERS:
            raise UserFacingError(_("The sheet has too much text. Divide it into smaller sheets."))
        if any("\x00" in cell for cell in cells):
            raise UserFacingError(
                _("The file holds characters that no sheet has. Save it once more as CSV UTF-8.")
            )
        yield cells


def _without_blank_end(cells: Sequence[str]) -> Cells:
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return list(cells[:last])
