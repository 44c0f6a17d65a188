"""The formats in which spreadsheets write the time of an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

DATE_FORMATS: Mapping[str, tuple[str, ...]] = {
    "month": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%y"),
    "day": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    "year": ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"),
}
TIME_FORMATS = (
    *(" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %I:%M:%S%p", " %I:%M%p"),
    *("T%H:%M:%S", "T%H:%M", " %H:%M:%S.%f", ", %H:%M:%S", ", %I:%M:%S %p", ""),
)
STARTS_LIKE_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d")
MAX_SAMPLE_CELLS = 50
MIN_READABLE_SHARE = 0.8
MAX_TIMESTAMP_CHARACTERS = 60


def timestamp_format(cells: Sequence[str], order: str) -> str | None:
    """Return the format in an order that reads nearly all of a column, None if none does.

    >>> timestamp_format(["9/2/2026 2:27:26", "12/31/2026 23:00:01"], "month")
    '%m/%d/%Y %H:%M:%S'
    """
    sample = cells[:MAX_SAMPLE_CELLS]
    counts = {
        format_: sum(read_timestamp(cell, format_) is not None for cell in sample)
        for format_ in _formats(order)
    }
    best = max(counts, key=lambda format_: counts[format_])
    return best if sample and counts[best] >= MIN_READABLE_SHARE * len(sample) else None


def timestamp_order(cells: Sequence[str]) -> str | None:
    """Return which of month, day and year comes first; month if day would fit too."""
    if not any(map(STARTS_LIKE_A_DATE.match, cells[:MAX_SAMPLE_CELLS])):
        return None
    return next((order for order in DATE_FORMATS if timestamp_format(cells, order)), None)


def _formats(order: str) -> Iterator[str]:
    return (date + time for date in DATE_FORMATS[order] for time in TIME_FORMATS)


def read_timestamp(cell: str, format_: str) -> datetime | None:
    """Return the time in a cell, None if it is written in another format.

    >>> read_timestamp("9/2/2026 2:27", "%m/%d/%Y %H:%M")
    datetime.datetime(2026, 9, 2, 2, 27)
    """
    if len(cell) > MAX_TIMESTAMP_CHARACTERS:
        return None
    try:
        return datetime.strptime(cell, format_)
    except ValueError:
        return None
