"""How a sheet writes the moment somebody answered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

DATES: Mapping[str, tuple[str, ...]] = {
    "month": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%y"),
    "day": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    "year": ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"),
}
TIMES = (
    *(" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %I:%M:%S%p", " %I:%M%p"),
    *("T%H:%M:%S", "T%H:%M", " %H:%M:%S.%f", ", %H:%M:%S", ", %I:%M:%S %p", ""),
)
LIKE_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d")
ENOUGH = 50
MOSTLY = 0.8


def timestamp_format(cells: Sequence[str], order: str) -> str | None:
    """Find the one format, among those of an order, that reads nearly all of some cells.

    >>> timestamp_format(["9/2/2026 2:27:26", "12/31/2026 23:00:01"], "month")
    '%m/%d/%Y %H:%M:%S'
    """
    some = cells[:ENOUGH]
    read = {format_: sum(_is_read(cell, format_) for cell in some) for format_ in _formats(order)}
    best = max(read, key=lambda format_: read[format_])
    return best if some and read[best] >= MOSTLY * len(some) else None


def timestamp_order(cells: Sequence[str]) -> str | None:
    """Tell which of month, day and year comes first; where two would do, the American way."""
    if not any(map(LIKE_A_DATE.match, cells[:ENOUGH])):
        return None
    return next((order for order in DATES if timestamp_format(cells, order)), None)


def _formats(order: str) -> Iterator[str]:
    return (date + time for date in DATES[order] for time in TIMES)


def _is_read(cell: str, format_: str) -> bool:
    try:
        datetime.strptime(cell, format_)
    except ValueError:
        return False
    return True
