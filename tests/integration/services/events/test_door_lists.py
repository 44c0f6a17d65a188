"""The list for the door: aliases alone, in alphabetical order, opened by an entry."""

from datetime import timedelta

from mentorship.extensions import db
from mentorship.models import AuditEntry, Person
from mentorship.services.applications import submission
from mentorship.services.events import door_lists
from mentorship.services.readings import READING_MINUTES
from tests.conftest import Applicant, MovedClock
from tests.event_factories import accept, make_event, make_member, sign_up
from tests.factories import make_coordinator


def test_it_has_who_is_going_in_alphabetical_order(coordinator: Person) -> None:
    event = make_event(coordinator, capacity=4)
    for number, alias in enumerate(("Zoe", "Ángela", "blue", "Blue", "Waits")):
        sign_up(make_member(f"person-{number}@example.org"), event, alias)
    assert door_lists.door_list(db.session, event) == ["Ángela", "blue", "Blue", "Zoe"]


def test_who_is_not_a_member_any_more_is_not_called_out(
    coordinator: Person, applicant: Applicant
) -> None:
    event, leaving = make_event(coordinator), applicant("mentee", "leaving@example.org")
    sign_up(accept(leaving), event, "Blue")
    assert door_lists.door_list(db.session, event) == ["Blue"]
    submission.withdraw(db.session, leaving.person, leaving)
    assert door_lists.door_list(db.session, event) == []


def test_it_is_shown_for_a_while_to_whoever_has_opened_it(
    coordinator: Person, moved_clock: MovedClock
) -> None:
    event, other = make_event(coordinator), make_coordinator("other@example.org")
    assert not door_lists.is_reading(db.session, coordinator, event)
    door_lists.record_reading(db.session, coordinator, event)
    db.session.commit()
    assert door_lists.is_reading(db.session, coordinator, event)
    assert not door_lists.is_reading(db.session, other, event)
    assert db.session.query(AuditEntry).filter_by(action="read door list").count() == 1
    moved_clock.forward(seconds=timedelta(minutes=READING_MINUTES, seconds=1).total_seconds())
    assert not door_lists.is_reading(db.session, coordinator, event)
