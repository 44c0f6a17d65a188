"""Sign up for an event under a name chosen for it, wait for a spot, and give it up.

Nobody but the person themselves reads that they come. No sign-up is in the audit trail, which
outlasts the event.
"""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import contains_eager, joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Event, EventPlace, EventSignUp, Person, SignUpState
from mentorship.services.applications.locking import gone, lock_people
from mentorship.services.applications.programme_members import are_members, is_member
from mentorship.services.email.queue import notify
from mentorship.services.events.openings import counts
from mentorship.services.row_locks import lock_row, lock_rows

MAX_ALIAS_LENGTH = 40

UNLIMITED = 1_000_000
"""Open spots where there is no limit: more than can sign up."""


def sign_up(session: AnySession, person: Person, event: Event, alias: str) -> EventSignUp:
    """Give somebody a spot, or the last one on the waitlist; sent again, it changes the alias."""
    if not lock_people(session, [person.id]):
        raise UserFacingError(gone())
    lock_row(session, event)
    if not takes_sign_ups(event) or event.place is None:
        raise UserFacingError(_("It is not possible to sign up for this event any more."))
    fill_open_spots(session, event)  # nobody overtakes those who wait
    own = own_sign_up(session, person, event)
    if own is None:
        state = SignUpState.GOING if _open_spots(session, event) else SignUpState.WAITING
        own = EventSignUp(person=person, place=event.place, state=state)
        session.add(own)
    if own.alias != alias:
        own.alias = alias
    session.flush()
    return own


def give_up(session: AnySession, person: Person, event: Event) -> None:
    """Take somebody off an event; whoever has waited longest gets the spot."""
    lock_row(session, event)
    own = own_sign_up(session, person, event)
    if own is not None:
        session.delete(own)
        session.flush()
        fill_open_spots(session, event)


def give_up_all(session: AnySession, person: Person) -> None:
    """Take somebody off every event, before they are erased; lock the person first."""
    for event in lock_rows(session, Event, event_ids_of(session, person)):
        session.execute(delete(EventSignUp).where(_is_of(person, event)))
        fill_open_spots(session, event)


def give_up_of_former_members(session: AnySession) -> None:
    """Take off every event whoever is not a member any more.

    It is asked for every hour, so that whatever ends a membership need not know of events. Until
    then a former member neither reads where an event is nor moves up.
    """
    is_former = EventSignUp.person_id.not_in(select(Person.id).where(are_members()))
    ids = session.scalars(select(EventSignUp.event_id).where(is_former).distinct()).all()
    for event in lock_rows(session, Event, ids) if ids else ():
        session.execute(delete(EventSignUp).where(EventSignUp.event_id == event.id, is_former))
        fill_open_spots(session, event)


def fill_open_spots(session: AnySession, event: Event) -> None:
    """Let the members who have waited longest move up to open spots, and tell them.

    The event must be locked. It is asked for wherever a spot may have become free.
    """
    spots = _open_spots(session, event)
    if not takes_sign_ups(event) or not spots:
        return
    is_waiting = EventSignUp.event_id == event.id, EventSignUp.state == SignUpState.WAITING
    waiting = select(EventSignUp).join(EventSignUp.person).where(*is_waiting, are_members())
    waiting = waiting.options(contains_eager(EventSignUp.person))
    for own in session.scalars(waiting.order_by(EventSignUp.id).limit(spots)).all():
        own.state = SignUpState.GOING
        notify(session, own.person)
    session.flush()


def fill_open_spots_of_events(session: AnySession, event_ids: Collection[int]) -> None:
    for event in lock_rows(session, Event, event_ids):
        fill_open_spots(session, event)


def own_sign_up(session: AnySession, person: Person, event: Event) -> EventSignUp | None:
    return session.scalar(select(EventSignUp).where(_is_of(person, event)))


def event_signed_up_for(session: AnySession, person: Person, event_id: int) -> Event | None:
    """Return an event for which somebody has signed up, whoever may read about it."""
    own = select(Event).join(EventSignUp, EventSignUp.event_id == Event.id)
    return session.scalar(own.where(Event.id == event_id, EventSignUp.person_id == person.id))


def event_ids_of(session: AnySession, person: Person) -> list[int]:
    own = select(EventSignUp.event_id).where(EventSignUp.person_id == person.id)
    return list(session.scalars(own))


def sign_ups_of(session: AnySession, person: Person) -> Sequence[EventSignUp]:
    """Return what somebody has signed up for, also what is over, by the time of the event."""
    own = select(EventSignUp).join(EventSignUp.event_place).join(EventPlace.event)
    loaded = own.options(joinedload(EventSignUp.event_place).joinedload(EventPlace.event))
    of_person = loaded.where(EventSignUp.person_id == person.id)
    return session.scalars(of_person.order_by(Event.starts_at, Event.id)).all()


def next_of(session: AnySession, person: Person) -> list[EventSignUp]:
    """Return what a member has signed up for that is still open or was cancelled lately."""
    if not is_member(session, person):
        return []
    at = now()
    return [item for item in sign_ups_of(session, person) if item.event_place.event.ends_at > at]


def takes_sign_ups(event: Event) -> bool:
    return event.is_open and event.starts_at > now()


def _open_spots(session: AnySession, event: Event) -> int:
    """Return how many spots are open."""
    if event.capacity is None:
        return UNLIMITED
    going = counts(session, [event])[event.id][SignUpState.GOING]
    return max(event.capacity - going, 0)


def _is_of(person: Person, event: Event) -> ColumnElement[bool]:
    return (EventSignUp.person_id == person.id) & (EventSignUp.event_id == event.id)
