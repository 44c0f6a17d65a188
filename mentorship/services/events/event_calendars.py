"""Events as files for calendar apps (RFC 5545): one, and a feed of the public ones.

A file tells the area alone, unless its reader is going and may read the exact place now.
"""

from collections.abc import Sequence

from icalendar import Event as CalendarEvent

from mentorship.clock import day_of, now
from mentorship.models import Event, EventPlace
from mentorship.runtime import current_runtime
from mentorship.services.calendars import calendar_of
from mentorship.services.events.event_areas import area_name
from mentorship.translated_text import text_in
from mentorship.vocabulary import page_language


def event_file(event: Event, place: EventPlace | None) -> bytes:
    """Return an event as a file, with where exactly it is for those who may read it."""
    location = place.location if place is not None else ""
    entry = _calendar_event(event, location or area_name(event.area))
    if location:
        entry.add("class", "PRIVATE")
    return calendar_of([entry], [day_of(event.starts_at)])


def feed(events: Sequence[Event]) -> bytes:
    """Return events as one calendar, to subscribe to."""
    days = [day_of(event.starts_at) for event in events]
    entries = [_calendar_event(event, area_name(event.area)) for event in events]
    return calendar_of(entries, days)


def _calendar_event(event: Event, location: str) -> CalendarEvent:
    zone, entry = current_runtime().programme.time_zone, CalendarEvent()
    entry.add("uid", _uid(event))
    entry.add("dtstamp", now())
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", text_in(event.titles, page_language()).text)
    entry.add("location", location)
    entry.add("url", current_runtime().page_url("events.show_event", event_id=str(event.id)))
    description = text_in(event.descriptions, page_language()).text
    if description:
        entry.add("description", description)
    if event.cancelled_at is not None:
        entry.add("status", "CANCELLED")
    return entry


def _uid(event: Event) -> str:
    """Return the same UID in the feed and in each file, so that the event is in a calendar once."""
    return current_runtime().blind_index(f"event {event.id} {event.created_at}").hex()[:32]
