"""Calendar files: complete, with the time zones of their events, and naming no program."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from mentorship.services.calendars import calendar_of


def test_a_file_has_its_events_and_describes_their_time_zone() -> None:
    day, event = date(2026, 12, 31), Event()
    event.add("dtstart", datetime(2026, 12, 31, 18, tzinfo=ZoneInfo("America/Los_Angeles")))
    read = Calendar.from_ical(calendar_of([event], [day]))
    assert len(read.walk("VEVENT")) == len(read.walk("VTIMEZONE")) == 1
    assert read["PRODID"] == "-//Calendar//Calendar//EN"


def test_a_calendar_may_be_empty() -> None:
    assert Calendar.from_ical(calendar_of([], [])).walk("VEVENT") == []
