"""Meetings are logged once, by either of the two, and corrected by whoever logged them."""

from dataclasses import replace
from datetime import date

import pytest

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services.pairs import closing, meetings, reflections
from mentorship.services.pairs.meetings import MeetingEntry, MeetingOnSameDayError
from mentorship.services.pairs.reflections import Reflection
from tests.factories import accept_introduction

ENTRY = MeetingEntry(date(2026, 11, 1), 60, "online", "talk", "We talked.")
OTHER_DAY = replace(ENTRY, held_on=date(2026, 11, 2))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time be later than that of a double tap."""
    moment = now() + 2 * meetings.DOUBLE_TAP
    monkeypatch.setattr(meetings, "now", lambda: moment)


def entries(pair: Pair) -> list[MeetingEntry]:
    db.session.commit()
    return [
        MeetingEntry(item.held_on, item.minutes, item.mode, item.purpose, item.notes)
        for item in meetings.meetings_of(db.session, pair)
    ]


def test_meetings_can_be_logged_only_after_two_yeses(introduced: Pair) -> None:
    mentee = introduced.mentee.person
    with pytest.raises(UserFacingError, match="both of you"):
        meetings.log_meeting(db.session, mentee, introduced, ENTRY)
    accept_introduction(introduced)
    meetings.log_meeting(db.session, mentee, introduced, ENTRY)
    assert entries(introduced) == [ENTRY]


def test_no_meeting_is_logged_corrected_or_deleted_after_the_end(
    pair: Pair, mentee: Person, coordinator: Person
) -> None:
    meeting = meetings.log_meeting(db.session, mentee, pair, ENTRY)
    closing.end(db.session, coordinator, pair)
    for act in (
        lambda: meetings.log_meeting(db.session, mentee, pair, OTHER_DAY),
        lambda: meetings.change_meeting(db.session, mentee, meeting, OTHER_DAY),
        lambda: meetings.delete_meeting(db.session, mentee, meeting),
    ):
        with pytest.raises(UserFacingError, match="ended already"):
            act()


def test_a_double_tap_logs_one_meeting(pair: Pair, mentee: Person) -> None:
    for _ in range(2):
        meetings.log_meeting(db.session, mentee, pair, ENTRY)
    assert entries(pair) == [ENTRY]


def test_a_note_that_is_added_before_sending_again_is_kept(pair: Pair, mentee: Person) -> None:
    note = Reflection("I was nervous.", 4)
    for reflection in (Reflection(), note, Reflection()):
        meeting = meetings.log_meeting(db.session, mentee, pair, ENTRY, (), reflection)
    kept = reflections.own_reflections(db.session, mentee, [meeting.id])[meeting.id]
    assert (kept.note, kept.feeling) == (note.note, note.feeling)
    assert entries(pair) == [ENTRY]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("entry", [ENTRY, replace(ENTRY, minutes=50), replace(ENTRY, notes="")])
@pytest.mark.parametrize("logged_by_the_other", [False, True])
def test_another_meeting_on_a_day_is_asked_about_until_each_is_said_to_differ(
    pair: Pair, mentee: Person, mentor: Person, entry: MeetingEntry, logged_by_the_other: bool
) -> None:
    """A form sent again later, and both who log the same meeting."""
    first = meetings.log_meeting(db.session, mentee, pair, ENTRY)
    person = mentor if logged_by_the_other else mentee
    with pytest.raises(MeetingOnSameDayError) as question:
        meetings.log_meeting(db.session, person, pair, entry)
    assert question.value.meetings == [first]
    assert entries(pair) == [ENTRY]
    meetings.log_meeting(db.session, person, pair, entry, {first.id})
    assert len(entries(pair)) == 2
    with pytest.raises(MeetingOnSameDayError):
        meetings.log_meeting(db.session, person, pair, replace(ENTRY, minutes=5), {first.id})


def test_whoever_logged_a_meeting_corrects_it(pair: Pair, mentee: Person) -> None:
    meeting = meetings.log_meeting(db.session, mentee, pair, ENTRY)
    corrected = MeetingEntry(date(2026, 11, 3), 45, "in_person", "exchange", "We walked.")
    meetings.change_meeting(db.session, mentee, meeting, corrected)
    assert entries(pair) == [corrected]


def test_a_correction_is_asked_about_only_on_another_day_with_a_meeting(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    first = meetings.log_meeting(db.session, mentor, pair, ENTRY)
    second = meetings.log_meeting(db.session, mentee, pair, OTHER_DAY)
    with pytest.raises(MeetingOnSameDayError):
        meetings.change_meeting(db.session, mentee, second, ENTRY)
    meetings.change_meeting(db.session, mentee, second, ENTRY, {first.id})
    meetings.change_meeting(db.session, mentee, second, replace(ENTRY, minutes=30))
    assert {entry.minutes for entry in entries(pair)} == {60, 30}


def test_a_deleted_meeting_is_gone_and_nobody_else_may_change_one(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    meeting = meetings.log_meeting(db.session, mentee, pair, ENTRY)
    for act in (
        lambda: meetings.change_meeting(db.session, mentor, meeting, OTHER_DAY),
        lambda: meetings.delete_meeting(db.session, mentor, meeting),
    ):
        with pytest.raises(UserFacingError, match="that you logged"):
            act()
    assert meetings.own_meeting(db.session, mentor, pair, meeting.id) is None
    meetings.delete_meeting(db.session, mentee, meeting)
    assert entries(pair) == []
    assert meetings.own_meeting(db.session, mentee, pair, meeting.id) is None
