"""Events for tests, built through the services; every function commits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Event, EventKind, EventSignUp, Person
from mentorship.services.applications import decisions
from mentorship.services.events import events, sign_ups
from mentorship.services.events.event_entries import EventEntry, PlaceEntry
from tests.factories import make_coordinator, make_person

LOCATION = "The hall behind the bakery"
DIRECTIONS = "Ring twice"
PLACE = PlaceEntry(LOCATION, DIRECTIONS, "A cup")


def event_entry(**changes: Any) -> EventEntry:
    """Return what a coordinator enters about a workshop tomorrow."""
    starts_at = (now() + timedelta(days=1)).replace(second=0, microsecond=0)
    entry = EventEntry(
        kind=EventKind.WORKSHOP,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        area="koreatown",
        languages=("es", "ko"),
        titles={"en": "Your rights at work", "es": "Sus derechos en el trabajo"},
        descriptions={"en": "Bring your questions."},
        place=PLACE,
    )
    return replace(entry, **changes)


def make_event(coordinator: Person, *, published: bool = True, **changes: Any) -> Event:
    event = events.create(db.session, coordinator, event_entry(**changes))
    if published:
        events.publish(db.session, coordinator, event)
    db.session.commit()
    return event


def sign_up(person: Person, event: Event, alias: str = "Blue") -> EventSignUp:
    signed_up = sign_ups.sign_up(db.session, person, event, alias)
    db.session.commit()
    return signed_up


def make_member(sign_in_name: str = "member@example.org") -> Person:
    """Return somebody who may sign up for events without an application: a coordinator."""
    return make_person(sign_in_name, "coordinator")


def accept(application: Application) -> Person:
    """Accept somebody, so that they are a member until another decision."""
    decisions.decide(db.session, make_coordinator(), application, ApplicationState.ACCEPTED)
    db.session.commit()
    return application.person


def let_begin(event: Event) -> None:
    """Move an event to an hour ago."""
    length = event.ends_at - event.starts_at
    event.starts_at = now() - timedelta(hours=1)
    event.ends_at = event.starts_at + length
    db.session.commit()
