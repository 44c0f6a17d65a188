"""Text whose cells are separated by commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Iterator

from matching.tables.read_errors import ReadProblem, TableReadError

DELIMITERS = ",;\t"
FIRST_FILLED_CELL = re.compile(r"[^\s,;]")
QUOTED_CELL = re.compile(r'(?<![^,;\t\r\n])(?:"[^"]*+")++')


def csv_rows(text: str) -> Iterator[list[str]]:
    """Split text into rows of cells; strictly, or a stray quote would swallow people in silence.

    Raises
    ------
    TableReadError
        A quote is not closed, or a cell is longer than `csv.field_size_limit()`.

    Examples
    --------
    >>> list(csv_rows('id;"full; name"'))
    [['id', 'full; name']]
    """
    source, delimiter = io.StringIO(text, newline=""), guess_delimiter(text)
    row = 1
    try:
        for cells in csv.reader(source, delimiter=delimiter, strict=True):
            yield cells
            row += 1
    except csv.Error as error:
        raise TableReadError(ReadProblem.BROKEN_CSV, row=row, detail=error) from None


def guess_delimiter(text: str) -> str:
    """Return the delimiter that occurs most often in the first filled row, outside of quotes."""
    first_cell = FIRST_FILLED_CELL.search(text)
    if first_cell is None:
        return DELIMITERS[0]
    start = 1 + max(text.rfind(end, 0, first_cell.start()) for end in "\r\n")
    header = re.split(r"[\r\n]", QUOTED_CELL.sub("", text[start:]), maxsplit=1)[0]
    return max(DELIMITERS, key=header.count)
