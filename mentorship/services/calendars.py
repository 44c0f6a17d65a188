"""Files for calendar apps (RFC 5545)."""

from collections.abc import Sequence
from datetime import date

from icalendar import Calendar, Event

PRODUCT = "-//Calendar//Calendar//EN"
"""RFC 5545 wants the name of the program: one that tells nothing."""


def calendar_of(events: Sequence[Event], days: Sequence[date]) -> bytes:
    """Return events as a file, with the time zones that they need; ``days`` are their days."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    if days:
        # A year before and after, so that no change of the clock near an event is missing.
        first, last = date(min(days).year - 1, 1, 1), date(max(days).year + 2, 1, 1)
        calendar.add_missing_timezones(first, last)
    return calendar.to_ical()
