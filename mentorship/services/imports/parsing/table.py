"""A table of text: headers, and below them records, numbered as a spreadsheet numbers rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.header_rows import (
    MAX_ROWS_TO_SEARCH,
    HeaderRows,
    Row,
    find_header_rows,
    is_import_ids,
    joined_headers,
)
from mentorship.text_cleaning import fold_text

Cells = list[str]
MAX_SHOWN_CHARACTERS = 70
# What a row may be full of although nobody has answered.
MAX_BLANK_CHARACTERS = 10
BLANK_CELLS = frozenset({"", "false", "falso", "#n/a", "\u2610"})


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
    def of(cls, rows: Iterable[Cells], header: HeaderRows | None = None) -> "Table":
        """Build a table from the rows of a spreadsheet, whose headers are found by default."""
        return cls.below(numbered_rows(rows), header)

    @classmethod
    def below(cls, filled: Sequence[Row], header: HeaderRows | None = None) -> "Table":
        """Build a table from filled rows; those above the headers are left out."""
        header = header or find_header_rows(filled)
        width = max(len(cells) for _number, cells in filled)
        headers = joined_headers(filled, header) or [""] * width
        top = filled[:MAX_ROWS_TO_SEARCH]
        import_ids = {number for number, cells in top if is_import_ids(cells)}
        records = [
            (number, cells)
            for number, cells in filled
            if number > header.last and number not in import_ids and not is_blank_record(cells)
        ]
        return cls(distinct_headers(headers), records)

    @classmethod
    def from_json(cls, content: Any) -> "Table":
        return cls(content["headers"], [(number, cells) for number, cells in content["records"]])

    def as_json(self) -> dict[str, Any]:
        return {"headers": self.headers, "records": self.records}

    def find_columns(self, header: str) -> list[int]:
        """Return the positions of a header: as it is written, or else as it looks.

        >>> Table(["Name", "name"], []).find_columns("Name")
        [0]
        """
        exact = [place for place, name in enumerate(self.headers) if name == header]
        folded = fold_text(header)
        return exact or [
            place for place, name in enumerate(self.headers) if fold_text(name) == folded
        ]

    def repeated(self, header: str) -> list[int]:
        """Return the positions of the columns that only their letters tell apart.

        >>> Table(["Score (A)", "B", "Score (C)"], []).repeated("score")
        [0, 2]
        """
        folded = fold_text(header)
        places = [
            place
            for place, name in enumerate(self.headers)
            if fold_text(without_letter(name, place)) == folded
        ]
        return places if len(places) > 1 else []

    def column(self, header: str) -> Cells:
        """Return the cells under a header, without blank ones."""
        position = self.headers.index(header)
        cells = (cells[position].strip() for _, cells in self.records if position < len(cells))
        return [cell for cell in cells if cell]


def table_with_columns(filled: Sequence[Row], columns: Iterable[str]) -> Table:
    """Return the table below the likeliest header, or below another one that has all columns."""
    likeliest = Table.below(filled)
    folded = set(map(fold_text, columns))
    if folded <= set(map(fold_text, likeliest.headers)):
        return likeliest
    rows = (HeaderRows(number, number) for number, _cells in filled[:MAX_ROWS_TO_SEARCH])
    others = (Table.below(filled, row) for row in rows)
    return next(
        (table for table in others if folded <= set(map(fold_text, table.headers))), likeliest
    )


def numbered_rows(rows: Iterable[Cells]) -> list[Row]:
    """Return the filled rows of a spreadsheet with their numbers."""
    filled = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
    if not filled:
        raise UserFacingError(_("The sheet is empty: it has no headers and no rows."))
    return filled


def is_blank_record(cells: Cells) -> bool:
    """Return whether a row holds nobody: check boxes and formulas are often filled down.

    >>> is_blank_record(["", "FALSE"]), is_blank_record(["Ana", "FALSE"])
    (True, False)
    """
    return all(
        not cell or (len(cell) < MAX_BLANK_CHARACTERS and fold_text(cell) in BLANK_CELLS)
        for cell in cells
    )


def distinct_headers(headers: Sequence[str]) -> list[str]:
    """Return the headers; a blank one is its column's letter, repeated ones are told apart by it.

    >>> distinct_headers(["Score", "", "Score"])
    ['Score (A)', 'B', 'Score (C)']
    """
    letters = [column_letters(number) for number in range(1, len(headers) + 1)]
    names = [header or letter for header, letter in zip(headers, letters, strict=True)]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else f"{name} ({letter})"
        for name, letter in zip(names, letters, strict=True)
    ]


def without_letter(header: str, place: int) -> str:
    """Return a header without the letter of its column, which tells repeated ones apart."""
    return header.removesuffix(f" ({column_letters(place + 1)})")
