"""The times of answers: in which order the dates of a column are written, and what each says."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.services.imports.date_text import DATE_ORDERS, Readings, read_timestamp
from mentorship.services.imports.parsing.table import shortened

MAX_SAMPLE_CELLS = 50
MIN_READABLE_SHARE = 0.8
MAX_SHOWN_CELLS = 3
ORDER_OF_DIRECTIVE = {
    **dict.fromkeys("mbB", "month"),
    **dict.fromkeys("de", "day"),
    **dict.fromkeys("Yy", "year"),
}
DATE_DIRECTIVE = re.compile(rf"%[-_#]?([{''.join(ORDER_OF_DIRECTIVE)}])")


class DateOrderError(UserFacingError):
    """The dates of a column can be read in several ways, or in another way than was chosen."""


@dataclass(frozen=True)
class Timestamp:
    """The column with the time of each answer, and how to read it.

    ``order`` says what stands first in a date of numbers. ``format``, of a mapping file, is tried
    first; cells that are written in another way are read in the same order. A cell that names its
    own zone is read in that zone.
    """

    column: str
    zone: ZoneInfo
    order: str | None = None
    format: str | None = None

    def read(self, cell: str) -> datetime | None:
        """Return the time in a cell, None if it cannot be read."""
        naive_or_aware = self._formatted(cell) or read_timestamp(cell).get(self.order or "")
        if naive_or_aware is None or naive_or_aware.tzinfo:
            return naive_or_aware
        return naive_or_aware.replace(tzinfo=self.zone)

    def _formatted(self, cell: str) -> datetime | None:
        try:
            return datetime.strptime(cell.strip(), self.format) if self.format else None
        except ValueError:
            return None

    def in_order_of(self, cells: Sequence[str]) -> "Timestamp":
        """Return this with an order, that of the cells if none was chosen; refuse a wrong one."""
        order = self.order or order_of_format(self.format or "")
        if order is None:
            orders = likeliest_orders(cells)
            if len(orders) > 1:
                raise DateOrderError(_ambiguous(self.column, cells, orders))
            return replace(self, order=next(iter(orders), None))
        chosen = replace(self, order=order)
        readable = sum(chosen.read(cell) is not None for cell in cells)
        better, count = max(_counts(cells).items(), key=lambda item: item[1])
        if count > readable:
            raise DateOrderError(_contradicted(self.column, better))
        return chosen


def order_of_format(format_: str) -> str | None:
    """Return what stands first in the dates of a format.

    >>> order_of_format("%H:%M %d.%m.%Y")
    'day'
    """
    directive = DATE_DIRECTIVE.search(format_)
    return ORDER_OF_DIRECTIVE[directive[1]] if directive else None


def likeliest_orders(cells: Iterable[str]) -> list[str]:
    """Return the order that reads most cells; several, if they read as many but differently.

    >>> likeliest_orders(["1/10/2026", "13/10/2026"]), likeliest_orders(["1/10/2026"])
    (['day'], ['month', 'day'])
    """
    readings = list(map(read_timestamp, cells))
    counts = Counter(order for reading in readings for order in reading)
    most = max(counts.values(), default=0)
    likeliest = [order for order in DATE_ORDERS if most and counts[order] == most]
    if any(_differ(reading, likeliest) for reading in readings):
        return likeliest
    return likeliest[-1:] if "year" in likeliest else likeliest[:1]


def reads_most_cells(cells: Iterable[str], order: str) -> bool:
    """Return whether no other order reads more of the cells."""
    counts = _counts(cells)
    return counts.get(order) == max(counts.values())


def ambiguous_cells(cells: Iterable[str], orders: Sequence[str]) -> list[tuple[str, Readings]]:
    """Return the first different cells that the orders read differently, with what each reads."""
    readings = ((cell, read_timestamp(cell)) for cell in dict.fromkeys(cells))
    differing = (item for item in readings if _differ(item[1], orders))
    return list(islice(differing, MAX_SHOWN_CELLS))


def look_like_timestamps(cells: Sequence[str]) -> bool:
    """Return whether nearly all cells are dates; plain numbers may be anything."""
    sample = [read_timestamp(cell) for cell in cells[:MAX_SAMPLE_CELLS] if not cell.isdecimal()]
    most = max((sum(order in reading for reading in sample) for order in DATE_ORDERS), default=0)
    return bool(sample) and most >= MIN_READABLE_SHARE * min(len(cells), MAX_SAMPLE_CELLS)


def _differ(reading: Readings, orders: Sequence[str]) -> bool:
    return len({reading.get(order) for order in orders}) > 1


def _counts(cells: Iterable[str]) -> dict[str, int]:
    counts = Counter(order for cell in cells for order in read_timestamp(cell))
    return {order: counts[order] for order in DATE_ORDERS}


def _ambiguous(column: str, cells: Sequence[str], orders: Sequence[str]) -> str:
    (cell, reading), *_more = ambiguous_cells(cells, orders)
    return _(
        "The dates in column “%(column)s” can be read in more than one way: %(cell)s is "
        "%(readings)s. In the mapping file, write one of these below [timestamp]: %(entries)s.",
        column=shortened(column),
        cell=cell,
        readings=" / ".join(str(reading[order].date()) for order in orders if order in reading),
        entries=", ".join(f'order = "{order}"' for order in orders),
    )


def _contradicted(column: str, order: str) -> str:
    return _(
        "More dates in column “%(column)s” can be read in another order than the one that was "
        "chosen. In the mapping file, replace format below [timestamp] by: %(entry)s.",
        column=shortened(column),
        entry=f'order = "{order}"',
    )
