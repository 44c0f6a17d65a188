"""The schedules of a file as opening hours, also those of versions before 3.0."""

from collections.abc import Iterable

from mentorship.services.resources.entry import MAX_HOURS, MAX_LINE_LENGTH, WEEKDAYS, OpeningHours
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.tables import Record

COLUMNS_NOT_SHOWN = ("dtstart", "until", "count", "byweekno", "byyearday", "timezone", "wkst")


def says_more_than_shown(schedule: Record) -> bool:
    """Return whether a schedule has exceptions, or other things that the directory leaves out."""
    return any(schedule.get(name) for name in COLUMNS_NOT_SHOWN)


def opening_hours(schedules: Iterable[Record]) -> tuple[OpeningHours, ...]:
    found = (hours_of(record) for record in schedules)
    return tuple(item for item in dict.fromkeys(found) if item != OpeningHours())[:MAX_HOURS]


def hours_of(schedule: Record) -> OpeningHours:
    """Return the hours of a schedule, also of version 1.1, which has one weekday in each."""
    days = values.line_of(schedule.get("byday") or schedule.get("weekday"), 200).upper()
    notes = (
        schedule.get(name) for name in ("description", "attending_type", "notes", "schedule_link")
    )
    given = dict.fromkeys(values.line_of(note, MAX_LINE_LENGTH) for note in notes)
    is_monthly = values.line_of(schedule.get("freq"), 20).upper() == "MONTHLY"
    return OpeningHours(
        days=tuple(_day(day) for day in days.replace(",", " ").split()),
        month_days=tuple(values.line_of(schedule.get("bymonthday"), 100).replace(",", " ").split()),
        frequency="monthly" if is_monthly else "weekly",
        interval=values.whole_number(schedule.get("interval")) or 1,
        opens=values.time_of_day(schedule.get("opens_at")),
        closes=values.time_of_day(schedule.get("closes_at")),
        valid_from=values.day_of(schedule.get("valid_from")),
        valid_to=values.day_of(schedule.get("valid_to")),
        note=" · ".join(note for note in given if note)[:MAX_LINE_LENGTH],
    )


def _day(text: str) -> str:
    """Return a day as RFC 5545 has it; earlier versions also write "Monday", or 1 to 7.

    >>> [_day(text) for text in ("MO", "MONDAY", "7", "2TU")]
    ['MO', 'MO', 'SU', '2TU']
    """
    if text in {"1", "2", "3", "4", "5", "6", "7"}:
        return WEEKDAYS[int(text) - 1]
    return text[:2] if text[:2] in WEEKDAYS else text
