"""Time as rules of cadence count it: days on which a pair neither rests nor is kept from meeting.

Everything here is a day of the programme's calendar, so that no change of the clock matters.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mentorship.programme import Period

Interruption = tuple[date, date]
"""The first day of an interruption, and the day on which it is over."""


def merged(interruptions: Iterable[Interruption]) -> list[Interruption]:
    """Return interruptions in order, those that overlap or touch as one, and none of no day.

    >>> day = date(2027, 3, 1)
    >>> merged([(day, day), (day, date(2027, 3, 9)), (date(2027, 3, 5), date(2027, 3, 12))])
    [(datetime.date(2027, 3, 1), datetime.date(2027, 3, 12))]
    """
    result: list[Interruption] = []
    for start, end in sorted(interruptions):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def later_by(day: date, period: Period) -> date:
    """Return the day a period later; of a month that is too short, its last day.

    >>> later_by(date(2026, 12, 31), Period(months=2))
    datetime.date(2027, 2, 28)
    """
    months = day.month - 1 + period.months
    year, month = day.year + months // 12, months % 12 + 1
    in_month = date(year, month, min(day.day, monthrange(year, month)[1]))
    return in_month + timedelta(days=period.days)


def due_after(day: date, period: Period, interruptions: Sequence[Interruption]) -> date:
    """Return the day on which a period has passed since a day, without the interruptions.

    ``interruptions`` are merged. The result is never in one of them, nor before the last of them
    is over: who was interrupted is not late afterwards.
    """
    due = later_by(day, period)
    for start, end in interruptions:
        if end <= day:
            continue
        if start < due:
            due += end - max(start, day)
        due = max(due, end)
    return due


def end_of_interruption(day: date, interruptions: Sequence[Interruption]) -> date:
    """Return a day, or the end of the interruption that it is in."""
    return next((end for start, end in interruptions if start <= day < end), day)


def active_days(first: date, last: date, interruptions: Sequence[Interruption]) -> int:
    """Return how many days of a time were not interrupted."""
    interrupted = sum(
        max((min(end, last) - max(start, first)).days, 0) for start, end in interruptions
    )
    return (last - first).days - interrupted
