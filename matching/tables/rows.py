"""The rows of a spreadsheet while they are read, within limits."""

from collections.abc import Iterable, Iterator, Sequence

from matching.tables.limits import TableLimits
from matching.tables.read_errors import ReadProblem, TableReadError


def bounded_rows(rows: Iterable[Sequence[str]], limits: TableLimits) -> Iterator[list[str]]:
    """Pass rows on unchanged, and raise where they exceed a limit.

    Raises
    ------
    TableReadError
        With the number of the row that is too wide, one too many, or broken.
    """
    filled_rows = scanned_cells = characters = 0
    for number, row in enumerate(rows, start=1):
        if number > limits.max_scanned_rows:
            raise TableReadError(ReadProblem.TOO_MANY_ROWS, limit=limits.max_rows, row=number)
        if not row:  # a workbook of one cell can have a million of them
            yield []
            continue
        cells = without_trailing_blanks(row)
        filled_rows += bool(cells)
        scanned_cells += len(row)
        characters += sum(map(len, cells))
        if len(cells) > limits.max_columns or scanned_cells > limits.max_scanned_cells:
            raise TableReadError(ReadProblem.TOO_MANY_COLUMNS, limit=limits.max_columns, row=number)
        if filled_rows > limits.max_rows + 1:
            raise TableReadError(ReadProblem.TOO_MANY_ROWS, limit=limits.max_rows, row=number)
        if characters > limits.max_characters:
            raise TableReadError(ReadProblem.TOO_MUCH_TEXT, limit=limits.max_characters, row=number)
        _check_cells(cells, limits, number)
        yield list(row)


def _check_cells(cells: Sequence[str], limits: TableLimits, row: int) -> None:
    if any(len(cell) > limits.max_cell_characters for cell in cells):
        raise TableReadError(ReadProblem.CELL_TOO_LONG, limit=limits.max_cell_characters, row=row)
    if any("\x00" in cell for cell in cells):
        raise TableReadError(ReadProblem.NUL_CHARACTER, row=row)


def without_trailing_blanks(cells: Sequence[str]) -> list[str]:
    """Return the cells up to the last that is not blank.

    >>> without_trailing_blanks(["", "a", " ", ""])
    ['', 'a']
    """
    if not cells:
        return []
    width = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return list(cells[:width])
