"""The formats in which spreadsheets write the time of an answer."""

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
STARTS_LIKE_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d")
MAX_SAMPLE_CELLS = 50
MIN_SHARE_READ = 0.8


def timestamp_format(cells: Sequence[str], order: str) -> str | None:
    """Return the format that reads nearly all of a column, among those of an order; None without.

    >>> timestamp_format(["9/2/2026 2:27:26", "12/31/2026 23:00:01"], "month")
    '%m/%d/%Y %H:%M:%S'
    """
    sample = cells[:MAX_SAMPLE_CELLS]
    counts = {
        format_: sum(_is_readable(cell, format_) for cell in sample) for format_ in _formats(order)
    }
    best = max(counts, key=lambda format_: counts[format_])
    return best if sample and counts[best] >= MIN_SHARE_READ * len(sample) else None


def timestamp_order(cells: Sequence[str]) -> str | None:
    """Return which of month, day and year comes first; the American order where two would fit."""
    if not any(map(STARTS_LIKE_A_DATE.match, cells[:MAX_SAMPLE_CELLS])):
        return None
    return next((order for order in DATES if timestamp_format(cells, order)), None)


def _formats(order: str) -> Iterator[str]:
    return (date + time for date in DATES[order] for time in TIMES)


def _is_readable(cell: str, format_: str) -> bool:
    try:
        datetime.strptime(cell, format_)
    except ValueError:
        return False
    return True
