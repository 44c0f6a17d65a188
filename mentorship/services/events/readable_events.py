"""The events that somebody may read about: public ones, and for members all that are published."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.models import Event, Person
from mentorship.services.applications.programme_members import is_member
from mentorship.services.events.events import upcoming

MAX_LISTED = 200
"""How many of the next events are listed, and are in the feed."""
FILTERS = ("kind", "area", "language")


def readable_event(session: AnySession, reader: Person | None, event_id: int) -> Event | None:
    """Return an event that a reader may know of, None if they are not signed in."""
    return session.scalar(_readable_of(select(Event), session, reader).where(Event.id == event_id))


def next_events(session: AnySession, reader: Person | None) -> Sequence[Event]:
    """Return the events that a reader may know of and that are not over, the next one first."""
    rows = _readable_of(upcoming(), session, reader)
    return session.scalars(rows.limit(MAX_LISTED)).all()


def _readable_of(
    events: Select[tuple[Event]], session: AnySession, reader: Person | None
) -> Select[tuple[Event]]:
    published = events.where(Event.published_at.is_not(None))
    if reader is not None and is_member(session, reader):
        return published
    return published.where(Event.is_public)


def codes_of(event: Event, name: str) -> Sequence[str]:
    """Return the codes that an event has for one of `FILTERS`."""
    match name:
        case "kind":
            return (event.kind.value,)
        case "area":
            return (event.area,)
        case _:
            return event.languages


def filtered(events: Iterable[Event], chosen: Mapping[str, str]) -> list[Event]:
    """Return the events that have every chosen code."""
    return [
        event
        for event in events
        if all(code in codes_of(event, name) for name, code in chosen.items())
    ]
