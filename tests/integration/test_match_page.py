"""The page of a match tells coordinators how the two are, and not what is theirs alone."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person
from mentorship.services.match_support import check_ins, support_entries
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.pairs import meetings, pauses
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.reflections import Reflection
from tests.conftest import MovedClock, SignIn
from tests.factories import accept_introduction, make_coordinator
from tests.page_forms import open_page, press

PAGE = "/matches/1"


@pytest.fixture
def staff(pair: Pair, coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def log(person: Person, pair: Pair, day: date, own: Reflection) -> None:
    entry = MeetingEntry(day, 47, "online", "talk", "We cooked pozole together.")
    meetings.log_meeting(db.session, person, pair, entry, (), own)
    db.session.commit()


def test_its_opening_is_recorded_before_anything_is_shown(
    staff: FlaskClient, coordinator: Person
) -> None:
    asked = staff.get(PAGE)
    assert "mentee" not in asked.text.split("<main")[1]
    assert db.session.query(AuditEntry).filter_by(actor_id=coordinator.id).count() == 0
    assert "What they say" in open_page(staff, PAGE).text
    read = db.session.query(AuditEntry).filter_by(actor_id=coordinator.id)
    opened = {(row.action, row.subject, row.subject_id) for row in read}
    assert opened == {("read application", "application", id_) for id_ in (1, 2)}


def test_coordinators_see_how_much_the_two_met_and_neither_when_nor_their_notes(
    pair: Pair, staff: FlaskClient
) -> None:
    day = date(2026, 11, 3)
    log(pair.mentee.person, pair, day, Reflection("I was nervous.", 2))
    page = open_page(staff, PAGE).text
    assert "1 meeting, 47 minutes in all" in page
    for private in ("pozole", "I was nervous", "Nov 3", "11/3", "2026-11-03", "online"):
        assert private not in page.split("<main")[1], private
    assert "How meetings feel" not in page


def test_how_meetings_felt_is_a_trend_of_both_once_each_has_said_so_twice(
    pair: Pair, staff: FlaskClient
) -> None:
    tellers = (pair.mentee, pair.mentor, pair.mentee, pair.mentor)
    for number, (teller, feeling) in enumerate(zip(tellers, (2, 3, 5, 5), strict=True)):
        assert "How meetings feel" not in open_page(staff, PAGE).text
        log(teller.person, pair, date(2026, 10, 1 + number), Reflection("", feeling))
    page = open_page(staff, PAGE).text
    assert "How meetings feel" in page
    assert "4.0" in page


def test_coordinators_read_check_ins_flags_and_what_was_noted(
    pair: Pair, coordinator: Person, staff: FlaskClient
) -> None:
    answers = CheckInAnswers(2, "time", wants_call=True, words="We never find a time.")
    check_ins.answer(db.session, pair.mentor.person, pair, answers)
    item = support_entries.due_item(db.session, pair, "training", "mentee")
    assert item is not None
    support_entries.mark_done(db.session, coordinator, item, "She came on Saturday.")
    db.session.commit()
    page = open_page(staff, PAGE).text
    assert "We never find a time." in page
    assert "Asks for a call" in page
    assert "Low rating" in page
    assert "She came on Saturday." in page
    assert f"{PAGE}/due/call_wanted/mentor/open" in page


def test_a_match_that_rests_says_so_and_what_comes_later(pair: Pair, staff: FlaskClient) -> None:
    pauses.pause(db.session, pair.mentee.person, pair)
    db.session.commit()
    page = open_page(staff, PAGE).text
    assert "resting since" in page
    assert "not while the match rests" in page
    assert "Nothing is due for this match." in page


def test_an_introduction_and_an_ended_match_have_a_page_too(
    introduced: Pair, coordinator: Person, sign_in: SignIn, moved_clock: MovedClock
) -> None:
    staff = sign_in(coordinator)
    moved_clock.forward(days=6)
    page = open_page(staff, PAGE).text
    assert "Answer to the introduction" in page
    assert "End this introduction" in page
    accept_introduction(introduced)
    press(staff, "/matches/1/end")
    page = open_page(staff, PAGE).text
    assert "Ended on" in page
    assert "by a coordinator" in page, "the two are told that it ended at once"
    assert "End this match" not in page
    assert "Exit form" in page


def test_whoever_is_one_of_the_two_does_not_find_it(pair: Pair, sign_in: SignIn) -> None:
    answers = CheckInAnswers(2, "time", wants_call=True, words="He is always late.")
    check_ins.answer(db.session, pair.mentee.person, pair, answers)
    make_coordinator(pair.mentor.person.sign_in_name)
    db.session.commit()
    client = sign_in(pair.mentor.person)
    assert client.get(PAGE).status_code == client.post(f"{PAGE}/open").status_code == 404
    assert sign_in(pair.mentee.person).get(PAGE).status_code == 404
