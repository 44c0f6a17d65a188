"""What somebody keeps about a meeting is theirs alone; how it felt is a trend of both."""

from datetime import UTC, date, datetime

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Meeting, MeetingReflection, Pair, Person
from mentorship.services.pairs import meetings, reflections
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.reflections import Reflection
from tests.conftest import MovedClock
from tests.factories import make_person

pytestmark = pytest.mark.usefixtures("each_database")


def log(person: Person, pair: Pair, day: date, *own: Reflection) -> Meeting:
    entry = MeetingEntry(day, 60, "online", "talk", "")
    return meetings.log_meeting(db.session, person, pair, entry, (), *own)


def kept(person: Person, meeting: Meeting) -> tuple[str, int | None] | None:
    db.session.commit()
    row = reflections.own_reflections(db.session, person, [meeting.id]).get(meeting.id)
    return None if row is None else (row.note, row.feeling)


def test_each_keeps_their_own_and_reads_nothing_of_the_other(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    meeting = log(mentee, pair, date(2026, 11, 1), Reflection("I was nervous.", 3))
    assert (kept(mentee, meeting), kept(mentor, meeting)) == (("I was nervous.", 3), None)
    meetings.reflect(db.session, mentor, meeting, Reflection("", 5))
    assert (kept(mentee, meeting), kept(mentor, meeting)) == (("I was nervous.", 3), ("", 5))


def test_a_note_is_sealed_under_its_writers_key_alone(pair: Pair, mentee: Person) -> None:
    log(mentee, pair, date(2026, 11, 1), Reflection("zqxvbn"))
    db.session.commit()
    row = db.session.query(MeetingReflection).one()
    assert mentee.key_id in row.sealed
    assert pair.mentor.person.key_id not in row.sealed


def test_saying_something_else_replaces_it_and_nothing_deletes_it(
    pair: Pair, mentee: Person
) -> None:
    meeting = log(mentee, pair, date(2026, 11, 1), Reflection("Good.", 4))
    for _ in range(2):
        meetings.reflect(db.session, mentee, meeting, Reflection("Better.", 5))
    assert kept(mentee, meeting) == ("Better.", 5)
    meetings.reflect(db.session, mentee, meeting, Reflection())
    meetings.reflect(db.session, mentee, meeting, Reflection())
    assert kept(mentee, meeting) is None
    assert db.session.query(MeetingReflection).count() == 0


def test_nothing_is_added_about_a_meeting_that_is_deleted(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    meeting = log(mentee, pair, date(2026, 11, 1), Reflection("Good.", 4))
    meetings.reflect(db.session, mentor, meeting, Reflection("", 5))
    meetings.delete_meeting(db.session, mentee, meeting)
    db.session.commit()
    with pytest.raises(UserFacingError, match="no longer in the log"):
        meetings.reflect(db.session, mentor, meeting, Reflection("", 5))


def test_nobody_else_keeps_something_about_a_meeting(pair: Pair, mentee: Person) -> None:
    meeting = log(mentee, pair, date(2026, 11, 1))
    with pytest.raises(UserFacingError, match="Only the two people"):
        meetings.reflect(db.session, make_person("x@example.org"), meeting, Reflection("", 1))


def test_a_past_month_has_a_trend_once_each_of_the_two_has_said_twice_how_it_felt(
    pair: Pair, mentee: Person, mentor: Person, moved_clock: MovedClock
) -> None:
    moved_clock.to(datetime(2026, 12, 15, 18, tzinfo=UTC))
    for day in (1, 8, 20):
        log(mentee, pair, date(2026, 10, day), Reflection("", 2))
        log(mentee, pair, date(2026, 12, day // 2 + 1), Reflection("", 1))
        log(mentor, pair, date(2026, 12, day // 2 + 2), Reflection("", 1))
    log(mentor, pair, date(2026, 10, 31), Reflection("", 4))
    log(mentor, pair, date(2026, 10, 15), Reflection("A note says no feeling."))
    assert reflections.monthly_feelings(db.session, pair) == []
    log(mentor, pair, date(2026, 10, 29), Reflection("", 4))
    (month,) = reflections.monthly_feelings(db.session, pair)
    assert (month.month, month.average) == (date(2026, 10, 1), 3.0), "2.8, in halves"


def test_what_somebody_keeps_stays_when_the_other_one_deletes_the_meeting(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    meeting = log(mentee, pair, date(2026, 11, 1))
    meetings.reflect(db.session, mentor, meeting, Reflection("Mine.", 4))
    meetings.delete_meeting(db.session, mentee, meeting)
    db.session.expire_all()
    (kept,) = reflections.reflections_by(db.session, mentor, pair)
    assert (kept.note, kept.meeting_id, kept.held_on) == ("Mine.", None, date(2026, 11, 1))
