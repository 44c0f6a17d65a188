"""One side's people: a table of text, in order of id, checked when it is read."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from matching.errors import InvalidTableError

MOST_PLACES = 1_000_000


@dataclass(frozen=True)
class Side:
    """Which columns say who the people of one side are.

    Attributes
    ----------
    id : str
        The column that tells everybody apart.
    name : tuple of str
        The columns that make up what people are called; the id where there are none.
    capacity : str or None
        Mentors only: the column with the number of mentees they take; without it, one each.
    changeable : tuple of str
        The columns in which people could well give another answer, if it got them a pair: when
        they are free perhaps, but not who they are.
    """

    id: str
    name: tuple[str, ...] = ()
    capacity: str | None = None
    changeable: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class People:
    """The people of one side, in order of id, so that the order of a table's rows decides nothing.

    Attributes
    ----------
    source : str
        The file or table they come from, for messages.
    table : pandas.DataFrame
        One row a person, every cell text; its index names the rows in messages.
    ids, names : tuple of str
        Who they are.
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
    _read: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_table(cls, table: pd.DataFrame, side: Side, source: str) -> "People":
        """Read who everybody is, refusing blank and repeated ids and uncountable capacities."""
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
            capacity=_capacity(table, side.capacity, source),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def text(self, column: str) -> list[str]:
        """Give everybody's answer in a column, without the blanks around it."""
        if column not in self._read:
            self._read[column] = _column(self.table, column, self.source)
        return self._read[column]

    def lists(self, column: str) -> list[tuple[str, ...]]:
        """Give everybody's answers in a column of lists with commas between the items."""
        return [_items(cell) for cell in self.text(column)]

    def answering(self, changed: Sequence[tuple[int, Mapping[str, str]]]) -> "People":
        """Give people as they would be with other answers: (person, the changed cells) each."""
        who = [person for person, _ in changed]
        table = self.table.iloc[who].copy()
        headers = [str(header).strip() for header in table.columns]
        for row, (_, cells) in enumerate(changed):
            for column, cell in cells.items():
                table.iat[row, headers.index(column)] = cell
        return People(
            source=self.source,
            table=table,
            ids=tuple(self.ids[person] for person in who),
            names=tuple(self.names[person] for person in who),
            capacity=self.capacity[who],
        )

    def where(self, person: int, column: str) -> str:
        """Say where a person's answer stands, as a spreadsheet numbers rows."""
        return _where(self.table, person, column, self.source)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(",") if item.strip())


def _column(table: pd.DataFrame, column: str, source: str) -> list[str]:
    headers = [str(header).strip() for header in table.columns]
    if headers.count(column) != 1:
        raise InvalidTableError(f"{source}, row 1: {_why_not_one(column, headers)}")
    cells = table.iloc[:, headers.index(column)].tolist()
    for row, cell in enumerate(cells):
        if not isinstance(cell, str):
            raise InvalidTableError(f"{_where(table, row, column, source)}: {cell!r} is not text")
    return [cell.strip() for cell in cells]


def _why_not_one(column: str, headers: Sequence[str]) -> str:
    if column in headers:
        return f"{headers.count(column)} columns are called {column!r}"
    near = difflib.get_close_matches(column, headers, n=1)
    known = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(headers)}"
    return f"no column {column!r}; {known}"


def _where(table: pd.DataFrame, row: int, column: str, source: str) -> str:
    return f"{source}, row {table.index[row]}, column {column!r}"


def _refuse_blank_or_repeated(
    ids: Sequence[str], table: pd.DataFrame, column: str, source: str
) -> None:
    first_row: dict[str, int] = {}
    for row, who in enumerate(ids):
        if not who:
            here = _where(table, row, column, source)
            raise InvalidTableError(f"{here}: the id is blank")
        first = first_row.setdefault(who, row)
        if first != row:
            here, before = _where(table, row, column, source), table.index[first]
            raise InvalidTableError(f"{here}: {who!r} is also the id in row {before}")


def _names(
    ids: Sequence[str], table: pd.DataFrame, columns: Sequence[str], source: str
) -> tuple[str, ...]:
    parts = [_column(table, column, source) for column in columns]
    spoken = [" ".join(filter(None, words)) for words in zip(*parts, strict=True)]
    return tuple(name or who for name, who in zip(spoken or ids, ids, strict=True))


def _capacity(table: pd.DataFrame, column: str | None, source: str) -> npt.NDArray[np.int64]:
    if column is None:
        return np.ones(len(table), dtype=np.int64)
    return np.array(
        [
            _places(cell, _where(table, row, column, source))
            for row, cell in enumerate(_column(table, column, source))
        ],
        dtype=np.int64,
    )


def _places(cell: str, where: str) -> int:
    """Read a number of places; a blank is one, as for a table without the column."""
    text = cell or "1"
    if not text.isdecimal() or len(text) > len(str(MOST_PLACES)) or int(text) > MOST_PLACES:
        raise InvalidTableError(f"{where}: {cell!r} is not a number of places from 0")
    return int(text)
