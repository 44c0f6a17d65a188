"""A pair logs an event as a meeting; the log does not tell which event it was."""

from mentorship.clock import day_of
from mentorship.extensions import db
from mentorship.models import Meeting, Pair, Person
from mentorship.services.events import event_meetings, events
from tests.event_factories import let_begin, make_event, sign_up


def test_it_is_logged_with_its_day_length_way_and_purpose(
    pair: Pair, mentee: Person, coordinator: Person
) -> None:
    event = make_event(coordinator)
    assert event_meetings.log_as_meeting(db.session, mentee, event, pair)
    meeting = db.session.query(Meeting).one()
    assert (meeting.held_on, meeting.minutes) == (day_of(event.starts_at), 120)
    assert (meeting.mode, meeting.purpose, meeting.notes) == ("in_person", "training", "")


def test_both_log_it_and_it_is_in_the_log_once(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    event = make_event(coordinator)
    own, others = sign_up(mentee, event), sign_up(mentor, event)
    let_begin(event)
    assert event_meetings.pairs_to_log(db.session, mentee, own) == [pair]
    assert event_meetings.log_as_meeting(db.session, mentee, event, pair)
    db.session.commit()
    assert event_meetings.pairs_to_log(db.session, mentor, others) == []
    assert not event_meetings.log_as_meeting(db.session, mentor, event, pair)
    assert db.session.query(Meeting).count() == 1


def test_it_is_offered_to_who_was_going_once_it_has_begun(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    event = make_event(coordinator, capacity=1)
    going, waiting = sign_up(mentee, event), sign_up(mentor, event)
    assert event_meetings.pairs_to_log(db.session, mentee, going) == ()
    let_begin(event)
    assert event_meetings.pairs_to_log(db.session, mentor, waiting) == ()
    assert event_meetings.pairs_to_log(db.session, mentee, going) == [pair]
    events.cancel(db.session, coordinator, event)
    assert event_meetings.pairs_to_log(db.session, mentee, going) == ()
