"""The people of one side: a table of text, sorted by id and validated when it is read."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from matching.errors import InvalidTableError
from matching.tables.list_cells import split_items

MAX_CAPACITY = 1_000_000
"""People of the other side that one person can take."""

WHOLE_NUMBER = re.compile(r"\+?(\d{1,7})(?:[.,]0{0,2})?")
"""As people type it and as programs write it where a column has blanks: 2, 2.0 or 2,00."""


@dataclass(frozen=True)
class Side:
    """The columns that identify the people of one side.

    Attributes
    ----------
    id : str
        The column of unique ids.
    name : tuple of str
        The columns that make up a person's name; without any, the id is the name.
    capacity : str or None
        Mentors only: the column with the number of mentees they take; without it, one each.
    changeable : tuple of str
        The columns in which people could give another answer if it got them a pair: perhaps when
        they are free, but not who they are.
    """

    id: str
    name: tuple[str, ...] = ()
    capacity: str | None = None
    changeable: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class People:
    """The people of one side, sorted by id, so that the order of a table's rows has no effect.

    Attributes
    ----------
    source : str
        The file or table they come from, for messages.
    table : pandas.DataFrame
        One row per person, every cell text; its index names the rows in messages.
    ids, names : tuple of str
    capacity : numpy.ndarray of int, shape (people,)
        How many people of the other side each takes.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["zoe", "amal"], "topics": ["housing, voting", ""]})
    >>> people = People.from_table(table, Side(id="id"), source="mentees.csv")
    >>> people.ids, people.lists("topics")
    (('amal', 'zoe'), [(), ('housing', 'voting')])
    >>> people.text("grade")
    Traceback (most recent call last):
    matching.errors.InvalidTableError: mentees.csv, row 1: no column 'grade'; there are: id, topics
    """

    source: str
    table: pd.DataFrame
    ids: tuple[str, ...]
    names: tuple[str, ...]
    capacity: npt.NDArray[np.int64]
    _columns: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_table(cls, table: pd.DataFrame, side: Side, source: str) -> "People":
        """Read ids, names and capacities.

        Raises
        ------
        InvalidTableError
            An id is blank or not unique, a capacity is not a whole number, or a column is missing.
        """
        unsorted = _column(table, side.id, source)
        order = sorted(range(len(unsorted)), key=lambda row: unsorted[row])
        table = table.iloc[order]
        ids = [unsorted[row] for row in order]
        _refuse_blank_or_repeated(ids, table, side.id, source)
        return cls(
            source=source,
            table=table,
            ids=tuple(ids),
            names=_names(ids, table, side.name, source),
            capacity=_capacities(table, side.capacity, source),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def text(self, column: str) -> list[str]:
        """Return everybody's answer in a column, stripped of white space."""
        if column not in self._columns:
            self._columns[column] = _column(self.table, column, self.source)
        return self._columns[column]

    def lists(self, column: str) -> list[tuple[str, ...]]:
        """Return everybody's answers in a column of lists, see `split_items`."""
        return [split_items(cell) for cell in self.text(column)]

    def with_column(self, column: str, cells: Sequence[str]) -> "People":
        """Return the same people with other answers in one column.

        Parameters
        ----------
        column : str
        cells : sequence of str
            One for each person.
        """
        changed = replace(self)
        changed._columns.update({**self._columns, column: list(cells)})
        return changed

    def with_answers(self, changes: Sequence[tuple[int, Mapping[str, str]]]) -> "People":
        """Return a copy of some people, one for each change, with other answers.

        Parameters
        ----------
        changes : sequence of (int, mapping of str to str)
            The position of a person, and the new text of some columns. The same person may occur
            several times.
        """
        positions = [person for person, _ in changes]
        table = self.table.iloc[positions].copy()
        headers = [str(header).strip() for header in table.columns]
        for row, (_, cells) in enumerate(changes):
            for column, cell in cells.items():
                table.iat[row, headers.index(column)] = cell
        return People(
            source=self.source,
            table=table,
            ids=tuple(self.ids[person] for person in positions),
            names=tuple(self.names[person] for person in positions),
            capacity=self.capacity[positions],
        )

    def where(self, person: int, column: str) -> str:
        """Return the source, row and column of a person's answer, for messages."""
        return _where(self.table, person, column, self.source)


def _column(table: pd.DataFrame, column: str, source: str) -> list[str]:
    headers = [str(header).strip() for header in table.columns]
    if headers.count(column) != 1:
        raise InvalidTableError(f"{source}, row 1: {_missing_or_ambiguous(column, headers)}")
    cells = table.iloc[:, headers.index(column)].tolist()
    for row, cell in enumerate(cells):
        if not isinstance(cell, str):
            raise InvalidTableError(f"{_where(table, row, column, source)}: {cell!r} is not text")
    return [cell.strip() for cell in cells]


def _missing_or_ambiguous(column: str, headers: Sequence[str]) -> str:
    if column in headers:
        return f"{headers.count(column)} columns are called {column!r}"
    similar = difflib.get_close_matches(column, headers, n=1)
    hint = f"did you mean {similar[0]!r}?" if similar else f"there are: {', '.join(headers)}"
    return f"no column {column!r}; {hint}"


def _where(table: pd.DataFrame, row: int, column: str, source: str) -> str:
    return f"{source}, row {table.index[row]}, column {column!r}"


def _refuse_blank_or_repeated(
    ids: Sequence[str], table: pd.DataFrame, column: str, source: str
) -> None:
    first_row: dict[str, int] = {}
    for row, person_id in enumerate(ids):
        if not person_id:
            raise InvalidTableError(f"{_where(table, row, column, source)}: the id is blank")
        first = first_row.setdefault(person_id, row)
        if first != row:
            where, other = _where(table, row, column, source), table.index[first]
            raise InvalidTableError(f"{where}: {person_id!r} is also the id in row {other}")


def _names(
    ids: Sequence[str], table: pd.DataFrame, columns: Sequence[str], source: str
) -> tuple[str, ...]:
    parts = [_column(table, column, source) for column in columns]
    names = [" ".join(filter(None, words)) for words in zip(*parts, strict=True)]
    return tuple(name or person_id for name, person_id in zip(names or ids, ids, strict=True))


def _capacities(table: pd.DataFrame, column: str | None, source: str) -> npt.NDArray[np.int64]:
    if column is None:
        return np.ones(len(table), dtype=np.int64)
    return np.array(
        [
            _read_capacity(cell, _where(table, row, column, source))
            for row, cell in enumerate(_column(table, column, source))
        ],
        dtype=np.int64,
    )


def _read_capacity(cell: str, where: str) -> int:
    """Read one capacity; a blank counts as one, as in a table without the column."""
    number = WHOLE_NUMBER.fullmatch(cell or "1")
    if number is None or int(number[1]) > MAX_CAPACITY:
        raise InvalidTableError(
            f"{where}: {cell!r} is not a capacity: write a whole number from 0 and nothing else"
        )
    return int(number[1])
