"""Text whose cells are separated by commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from matching.tables.read_errors import ReadProblem, TableReadError

DELIMITERS = ",;\t"
FILLED_CELL = re.compile(r"[^\s,;]")
LINE = re.compile(r"[^\r\n]+")
QUOTED_CELL = re.compile(r'(?<![^,;\t\r\n])(?:"[^"]*+")++')
SEPARATOR_LINE = re.compile(r'\s*"?sep=([^\w\s"]|\t)"?[,;\t ]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
"""Excel reads the delimiter in such a first line, and shows no row for it."""

MAX_TITLE_LINES = 10


def csv_rows(text: str) -> Iterator[list[str]]:
    r"""Split text into rows of cells; strictly, or a stray quote would swallow people in silence.

    Raises
    ------
    TableReadError
        A quote is not closed, or a cell is longer than `csv.field_size_limit()`.

    Examples
    --------
    >>> list(csv_rows('id;"full; name"')), list(csv_rows("sep=|\nid|name"))
    ([['id', 'full; name']], [[], ['id', 'name']])
    """
    separator_line = SEPARATOR_LINE.match(text)
    if separator_line:
        delimiter, text, row = separator_line[1], text[separator_line.end() :], 2
        yield []
    else:
        delimiter, row = guess_delimiter(text), 1
    source = io.StringIO(text, newline="")
    try:
        for cells in csv.reader(source, delimiter=delimiter, strict=True):
            yield cells
            row += 1
    except csv.Error as error:
        raise TableReadError(ReadProblem.BROKEN_CSV, row=row, detail=error) from None


def guess_delimiter(text: str) -> str:
    """Return the delimiter that occurs most often in the header, outside of quotes.

    Lines without any delimiter, such as a title, may stand above the header.
    """
    first_cell = FILLED_CELL.search(text)
    if first_cell is None:
        return DELIMITERS[0]
    start = 1 + max(text.rfind(end, 0, first_cell.start()) for end in "\r\n")
    lines = islice(LINE.finditer(QUOTED_CELL.sub("", text[start:])), MAX_TITLE_LINES)
    header = next((line[0] for line in lines if any(map(line[0].count, DELIMITERS))), "")
    return max(DELIMITERS, key=header.count)
