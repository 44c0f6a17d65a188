"""Everybody may know whether there are places, and not how many; coordinators see two numbers."""

from collections import Counter

from mentorship.extensions import db
from mentorship.models import Person, SignUpState
from mentorship.services.events import openings, sign_ups
from mentorship.services.events.openings import Openings
from tests.event_factories import make_event, make_member, sign_up


def test_places_are_open_few_or_full(coordinator: Person) -> None:
    limits = {None: Openings.OPEN, 7: Openings.OPEN, 6: Openings.FEW, 1: Openings.FULL}
    announced = [make_event(coordinator, capacity=capacity) for capacity in limits]
    for event in announced:
        sign_up(make_member(), event)
    assert list(openings.openings(db.session, announced).values()) == list(limits.values())


def test_it_is_full_as_long_as_somebody_waits(coordinator: Person) -> None:
    event, first = make_event(coordinator, capacity=1), make_member("first@example.org")
    for person in (first, make_member("second@example.org"), make_member("third@example.org")):
        sign_up(person, event)
    sign_ups.give_up(db.session, first, event)
    assert openings.counts(db.session, [event])[event.id] == Counter(
        {SignUpState.GOING: 1, SignUpState.WAITING: 1}
    )
    assert openings.openings(db.session, [event]) == {event.id: Openings.FULL}
