"""Events as coordinators keep them: write, change, publish and cancel."""

from dataclasses import fields
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Event, EventPlace, EventSignUp, Person
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.email.queue import notify
from mentorship.services.entry_versions import changed_meanwhile
from mentorship.services.events.event_entries import (
    EventEntry,
    PlaceEntry,
    entry_of,
    place_entry,
)
from mentorship.services.events.sign_ups import fill_open_spots
from mentorship.services.row_locks import lock_row

DOUBLE_TAP = timedelta(minutes=1)


def create(session: AnySession, actor: Person, entry: EventEntry) -> Event:
    """Add a draft, which only coordinators see; a form that is sent twice adds one."""
    lock_people(session, [actor.id])
    drafts = select(Event).where(Event.created_by == actor.id, Event.published_at.is_(None))
    for earlier in session.scalars(drafts.where(Event.created_at > now() - DOUBLE_TAP)):
        if entry_of(earlier) == entry:
            return earlier
    event = Event(created_by=actor.id, **_columns(entry))
    event.place = EventPlace(**vars(entry.place))
    session.add(event)
    record(session, actor, "create event", event)
    return event


def change(session: AnySession, actor: Person, event: Event, entry: EventEntry) -> None:
    """Change an event as it was read; tell those who signed up if time or place is another one.

    A lower limit takes nobody's place away. A higher one lets people move up from the waitlist.
    """
    read = entry_of(event)
    lock_row(session, event)
    _check_can_be_changed(event)
    before = entry_of(event)
    if entry == before:
        return
    if before != read:
        raise UserFacingError(changed_meanwhile())
    for name, value in _columns(entry).items():
        setattr(event, name, value)
    _change_place(event, entry.place)
    record(session, actor, "change event", event)
    if event.is_open and _when_and_where(entry) != _when_and_where(before):
        event.moved_at = now()
        _tell_everybody(session, event)
    fill_open_spots(session, event)


def publish(session: AnySession, actor: Person, event: Event) -> None:
    """Announce a draft; a second tap changes nothing."""
    is_draft = Event.id == event.id, Event.published_at.is_(None), Event.closed_at.is_(None)
    published = update(Event).where(*is_draft).values(published_at=now()).returning(Event.id)
    if session.scalar(published) is not None:
        session.refresh(event)
        record(session, actor, "publish event", event)


def cancel(session: AnySession, actor: Person, event: Event) -> None:
    """Say that an event does not take place, and tell those who signed up."""
    lock_row(session, event)
    if event.is_open:
        event.cancelled_at = now()
        record(session, actor, "cancel event", event)
        _tell_everybody(session, event)


def delete_draft(session: AnySession, actor: Person, event: Event) -> None:
    """Delete an event that was never announced."""
    lock_row(session, event)
    if event.published_at is not None:
        raise UserFacingError(_("This event is published already. You can cancel it."))
    record(session, actor, "delete event", event)
    session.delete(event)
    session.flush()


def event_with_id(session: AnySession, event_id: int) -> Event | None:
    return session.get(Event, event_id)


def is_over(event: Event) -> bool:
    """Return whether an event has ended or is closed: one of `past`, not of `upcoming`."""
    return event.ends_at <= now() or event.closed_at is not None


def upcoming() -> Select[tuple[Event]]:
    """Return the query of the events that are not over, drafts too, the next one first."""
    rows = select(Event).where(Event.ends_at > now(), Event.closed_at.is_(None))
    return rows.order_by(Event.starts_at, Event.id)


def past() -> Select[tuple[Event]]:
    """Return the query of the events that are over or closed, the last one first."""
    rows = select(Event).where((Event.ends_at <= now()) | Event.closed_at.is_not(None))
    return rows.order_by(Event.starts_at.desc(), Event.id.desc())


def _columns(entry: EventEntry) -> dict[str, object]:
    names = [item.name for item in fields(entry) if item.name != "place"]
    return {name: getattr(entry, name) for name in names} | {"languages": list(entry.languages)}


def _change_place(event: Event, entry: PlaceEntry) -> None:
    if event.place is not None and place_entry(event.place) != entry:
        for name, value in vars(entry).items():
            setattr(event.place, name, value)


def _check_can_be_changed(event: Event) -> None:
    if not event.can_be_changed:
        raise UserFacingError(_("This event is cancelled or closed, so it cannot be changed."))


def _when_and_where(entry: EventEntry) -> tuple[object, ...]:
    return entry.starts_at, entry.ends_at, entry.area, entry.place.location


def _tell_everybody(session: AnySession, event: Event) -> None:
    """Queue an email that there is news for each who goes or waits; it names no event."""
    signed_up = select(Person).join(EventSignUp).where(EventSignUp.event_id == event.id)
    for person in session.scalars(signed_up.order_by(Person.id)):
        notify(session, person)
