"""Closing an event erases who had signed up and where it was, in every copy; a count remains."""

from datetime import timedelta

import pytest
from flask import Flask

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Event, EventPlace, EventSignUp, Person
from mentorship.runtime import current_runtime
from mentorship.services import erased_data
from mentorship.services.events import closing, events
from mentorship.services.events.closing import (
    DRAFTS_KEPT_AFTER_END,
    KEPT_AFTER_CANCELLATION,
    KEPT_AFTER_END,
)
from tests.event_factories import let_begin, make_event, make_member, sign_up
from tests.factories import make_coordinator


@pytest.fixture
def event(coordinator: Person) -> Event:
    event = make_event(coordinator)
    for number in range(7):
        sign_up(make_member(f"person-{number}@example.org"), event)
    return event


def test_who_signed_up_and_the_place_go_with_their_key_and_a_rounded_count_stays(
    event: Event, coordinator: Person
) -> None:
    key_id = event.place.key_id
    let_begin(event)
    closing.close(db.session, coordinator, event)
    db.session.commit()
    assert db.session.query(EventSignUp).count() == db.session.query(EventPlace).count() == 0
    assert event.going_at_least == 5
    assert current_runtime().key_store.destroyed([key_id]) == {key_id}


def test_closing_twice_is_closing_once(event: Event, coordinator: Person) -> None:
    let_begin(event)
    for _ in range(2):
        closing.close(db.session, coordinator, event)
        db.session.commit()
    assert db.session.query(AuditEntry).filter_by(action="close event").count() == 1
    assert event.going_at_least == 5


def test_an_event_to_come_is_cancelled_and_not_closed(event: Event, coordinator: Person) -> None:
    with pytest.raises(UserFacingError, match="has not begun"):
        closing.close(db.session, coordinator, event)
    events.cancel(db.session, coordinator, event)
    assert closing.can_be_closed(event)
    closing.close(db.session, coordinator, event)
    assert event.closed_at is not None


def test_an_event_is_closed_by_itself_some_days_after_its_end(
    app: Flask, event: Event, coordinator: Person
) -> None:
    draft = make_event(coordinator, published=False)
    for item, days in ((event, KEPT_AFTER_END.days - 1), (draft, DRAFTS_KEPT_AFTER_END.days - 1)):
        item.ends_at = now() - timedelta(days=days)
        item.starts_at = item.ends_at - timedelta(hours=2)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    assert event.closed_at is None
    event.ends_at -= timedelta(days=2)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    assert event.closed_at is not None
    assert draft.closed_at is None


@pytest.mark.usefixtures("each_database")
def test_a_cancelled_event_is_closed_by_itself_a_day_later(app: Flask) -> None:
    staff = make_coordinator()
    event = make_event(staff)
    sign_up(make_member(), event)
    events.cancel(db.session, staff, event)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    assert db.session.query(EventSignUp).count() == 1
    event.cancelled_at = now() - KEPT_AFTER_CANCELLATION - timedelta(minutes=1)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    assert event.closed_at is not None
    assert db.session.query(EventSignUp).count() == db.session.query(EventPlace).count() == 0


@pytest.mark.usefixtures("each_database")
def test_a_draft_is_deleted_with_its_key_a_month_after_its_planned_end(app: Flask) -> None:
    staff = make_coordinator()
    draft, event = make_event(staff, published=False), make_event(staff, titles={"en": "Another"})
    key_id = draft.place.key_id
    for item in (draft, event):
        item.ends_at = now() - DRAFTS_KEPT_AFTER_END - timedelta(minutes=1)
        item.starts_at = item.ends_at - timedelta(hours=2)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    assert db.session.query(Event).all() == [event]
    assert current_runtime().key_store.destroyed([key_id]) == {key_id}


def test_a_place_that_a_backup_brings_back_is_erased_again_with_the_sign_ups(
    event: Event, coordinator: Person
) -> None:
    current_runtime().key_store.destroy([event.place.key_id])
    db.session.expire_all()
    erased_data.erase_restored(db.session)
    db.session.commit()
    assert db.session.query(EventSignUp).count() == db.session.query(EventPlace).count() == 0
    assert db.session.get(Event, event.id) is not None
