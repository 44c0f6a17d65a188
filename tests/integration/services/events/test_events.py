"""Events are drafts until they are published; whoever signed up is told of what changes."""

from datetime import timedelta

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Event, EventPlace, OutgoingEmail, Person
from mentorship.services.events import events
from mentorship.services.events.event_entries import PlaceEntry, entry_of
from tests.conftest import Mailbox
from tests.event_factories import event_entry, make_event, make_member, sign_up

ENTRY = event_entry()


def emails() -> int:
    return db.session.query(OutgoingEmail).count()


def actions() -> list[str]:
    entries = db.session.query(AuditEntry).filter_by(subject="event").order_by(AuditEntry.id)
    return [entry.action for entry in entries]


def test_an_event_is_stored_as_it_was_entered_and_published_once(coordinator: Person) -> None:
    event = events.create(db.session, coordinator, ENTRY)
    db.session.commit()
    assert entry_of(event) == ENTRY
    assert not event.is_open
    for _ in range(2):
        events.publish(db.session, coordinator, event)
    assert event.is_open
    assert actions() == ["create event", "publish event"]


def test_a_form_sent_twice_adds_one_event(coordinator: Person) -> None:
    first, again = (events.create(db.session, coordinator, ENTRY) for _ in range(2))
    assert first is again
    assert make_event(coordinator, titles={"en": "Another"}) is not first


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": ENTRY.starts_at + timedelta(minutes=30)},
        {"area": "boyle_heights"},
        {"place": PlaceEntry("Another hall")},
    ],
    ids=str,
)
def test_another_time_or_place_is_told_to_whoever_signed_up(
    coordinator: Person, mailbox: Mailbox, changes: dict[str, object]
) -> None:
    event = make_event(coordinator, starts_at=ENTRY.starts_at, ends_at=ENTRY.ends_at, capacity=1)
    for name in ("going@example.org", "waiting@example.org"):
        sign_up(make_member(name), event)
    same = {"starts_at": ENTRY.starts_at, "ends_at": ENTRY.ends_at, "capacity": 1}
    events.change(db.session, coordinator, event, event_entry(**same | {"titles": {"en": "New"}}))
    assert (emails(), event.moved_at) == (0, None)
    events.change(db.session, coordinator, event, event_entry(**same | changes))
    assert emails() == 2
    assert event.moved_at is not None


def test_a_draft_changes_and_goes_without_telling_anybody(
    coordinator: Person, mailbox: Mailbox
) -> None:
    event = make_event(coordinator, published=False)
    events.change(db.session, coordinator, event, event_entry(area="online_only"))
    assert event.moved_at is None
    events.delete_draft(db.session, coordinator, event)
    db.session.commit()
    assert db.session.query(Event).count() == db.session.query(EventPlace).count() == 0
    with pytest.raises(UserFacingError, match="published already"):
        events.delete_draft(db.session, coordinator, make_event(coordinator))


def test_a_cancelled_event_is_told_once_and_stays_as_it_is(
    coordinator: Person, mailbox: Mailbox
) -> None:
    event = make_event(coordinator)
    sign_up(make_member("going@example.org"), event)
    for _ in range(2):
        events.cancel(db.session, coordinator, event)
    assert emails() == 1
    assert actions().count("cancel event") == 1
    with pytest.raises(UserFacingError, match="cannot be changed"):
        events.change(db.session, coordinator, event, event_entry(area="online_only"))


def test_who_wants_no_news_gets_none(coordinator: Person, mailbox: Mailbox) -> None:
    event, person = make_event(coordinator), make_member("quiet@example.org")
    person.wants_news = False
    sign_up(person, event)
    events.cancel(db.session, coordinator, event)
    assert emails() == 0
