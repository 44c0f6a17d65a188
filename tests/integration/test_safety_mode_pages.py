"""Safety mode: one calm sentence for whom it is about, no times, nothing due; both recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person, SafetyPeriod
from mentorship.runtime import current_runtime
from mentorship.services.pairs import agreements, common_times, meetings
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import Applicant, MovedClock, SignIn, change_runtime
from tests.page_forms import hidden_fields, open_page, press

BANNER = "Please meet online or by phone for now."
WHOLE, HOME, FAR = (f"/safety-mode/{name}/begin" for name in ("everywhere", "central", "valley"))


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def test_what_follows_is_read_before_it_begins_and_it_is_recorded(
    staff: FlaskClient, coordinator: Person
) -> None:
    assert BANNER in staff.get(HOME).text
    assert db.session.query(SafetyPeriod).count() == 0, "a page changes nothing"
    begun = staff.post(HOME, follow_redirects=True)
    assert "Safety mode is on." in begun.text
    ended = press(staff, "/safety-mode/1/end", follow_redirects=True)
    assert "Nobody is late because of it." in ended.text
    rows = db.session.query(AuditEntry).filter_by(subject="safety_period").order_by(AuditEntry.id)
    assert [(row.action, row.subject_id, row.actor_id) for row in rows] == [
        ("begin safety mode", 1, coordinator.id),
        ("end safety mode", 1, coordinator.id),
    ]
    period = db.session.query(SafetyPeriod).one()
    assert (period.region, period.started_by, period.ended_by) == (
        "central",
        coordinator.id,
        coordinator.id,
    )


def test_a_double_tap_begins_and_ends_it_once(staff: FlaskClient) -> None:
    for _ in range(2):
        assert staff.post(WHOLE).location == "/safety-mode"
    stale = hidden_fields(staff, "/safety-mode/1/end")
    for _ in range(2):
        assert staff.post("/safety-mode/1/end", data=stale).location == "/safety-mode"
    period = db.session.query(SafetyPeriod).one()
    assert period.ended_at is not None
    assert db.session.query(AuditEntry).filter_by(subject="safety_period").count() == 2
    assert staff.get("/safety-mode/1/end").location == "/safety-mode"


def test_a_region_that_the_programme_does_not_have_is_no_page(staff: FlaskClient) -> None:
    assert staff.get("/safety-mode/atlantis/begin").status_code == 404
    assert staff.post("/safety-mode/atlantis/begin").status_code == 404
    assert staff.get("/safety-mode/9/end").status_code == 404


def test_for_the_whole_programme_everybody_reads_the_sentence_on_every_page(
    staff: FlaskClient, mentee: FlaskClient, client: FlaskClient
) -> None:
    pages = {
        client: ("/", "/about", "/sign-in", "/privacy", "/no-such-page"),
        mentee: ("/home", "/pairs/1", "/pairs/1/meetings/new", "/account", "/pairs/99"),
        staff: ("/today", "/people", "/matches", "/safety-mode"),
    }
    for reader, urls in pages.items():
        for url in urls:
            assert BANNER not in reader.get(url, follow_redirects=True).text, url
    staff.post(WHOLE)
    for reader, urls in pages.items():
        for url in urls:
            assert BANNER in reader.get(url, follow_redirects=True).text, url
    press(staff, "/safety-mode/1/end")
    for reader, urls in pages.items():
        assert BANNER not in reader.get(urls[0], follow_redirects=True).text


def test_for_a_region_only_who_lives_there_and_coordinators_read_it(
    staff: FlaskClient,
    mentee: FlaskClient,
    client: FlaskClient,
    applicant: Applicant,
    sign_in: SignIn,
) -> None:
    far = sign_in(applicant("mentee", "far@example.org", area="reseda").person)
    staff.post(HOME)
    shown = [BANNER in reader.get("/privacy").text for reader in (staff, mentee, far, client)]
    assert shown == [True, True, False, False]
    press(staff, "/safety-mode/1/end")
    staff.post(FAR)
    shown = [BANNER in reader.get("/privacy").text for reader in (staff, mentee, far, client)]
    assert shown == [True, False, True, False]


def test_the_programmes_own_emergency_contacts_are_beside_it_and_can_be_called(
    app: Flask, staff: FlaskClient, client: FlaskClient
) -> None:
    for page in ("/safety-mode", WHOLE):
        assert "No emergency contacts are filled in yet" in staff.get(page).text
    contacts = {"en": "Rapid response: 213 555 0177\nYour coordinators", "es": "Red: 213 555 0177"}
    programme = replace(current_runtime().programme, emergency_contacts=contacts)
    change_runtime(app, programme_source=lambda: programme)
    staff.post(WHOLE)
    page = client.get("/").text
    assert "Rapid response: 213 555 0177" in page
    assert 'href="tel:+12135550177"' in page
    assert "Your coordinators" in page
    for page in ("/safety-mode", HOME):
        assert "No emergency contacts" not in staff.get(page).text


def test_no_time_is_suggested_and_no_calendar_file_is_made(
    pair: Pair, staff: FlaskClient, mentee: FlaskClient
) -> None:
    first = common_times.suggested_times(db.session, pair)[0]
    page = mentee.get("/pairs/1/times").text
    file = next(part for part in page.split('"') if part.endswith(".ics"))
    assert mentee.get(file).mimetype == "text/calendar"
    staff.post(HOME)
    page = mentee.get("/pairs/1/times").text
    assert ".ics" not in page
    refused = mentee.get(file)
    assert refused.status_code == 302
    assert b"BEGIN:VCALENDAR" not in refused.data
    press(staff, "/safety-mode/1/end")
    assert mentee.get(file).mimetype == "text/calendar"
    assert first


def test_no_page_of_the_pair_suggests_a_time_or_a_meeting_in_person(
    pair: Pair, staff: FlaskClient, mentee: FlaskClient
) -> None:
    terms = AgreementTerms("every_week", 45, "in_person")
    for side in (pair.mentee, pair.mentor):
        agreements.propose(db.session, side.person, pair, terms, seen="")
    db.session.commit()
    suggesting = {
        "/pairs/1": ("find a time", "suggested times, for your calendar"),
        "/pairs/1/first-meeting": ("Find a time",),
        "/pairs/1/meetings/new": ('value="in_person" checked',),
    }
    calm = {
        "/pairs/1": "Write to each other today.",
        "/pairs/1/agreement": "counts again when it is safe",
        "/pairs/1/agreement/propose": "counts again when it is safe",
    }
    assert_pages(mentee, suggesting, calm, is_on=False)
    staff.post(HOME)
    assert_pages(mentee, suggesting, calm, is_on=True)
    entry = MeetingEntry(today() - timedelta(days=1), 60, "online", "talk", "")
    meetings.log_meeting(db.session, pair.mentee.person, pair, entry)
    db.session.commit()
    page = mentee.get("/pairs/1").text
    assert "Afterwards log it in a minute." in page
    assert 'href="/pairs/1#reach"' in page
    assert "Find a time" not in page


def assert_pages(
    client: FlaskClient,
    suggesting: Mapping[str, Sequence[str]],
    calm: Mapping[str, str],
    *,
    is_on: bool,
) -> None:
    for url, texts in suggesting.items():
        page = " ".join(client.get(url).text.split())
        assert all((text in page) is not is_on for text in texts), url
    for url, text in calm.items():
        assert (text in client.get(url).text) is is_on, url


def test_the_message_that_is_ready_does_not_invite_to_meet(pair: Pair, staff: FlaskClient) -> None:
    item = "/matches/1/due/first_meeting/both"
    pages = (item, f"{item}/message/mentee")
    for page in pages:
        assert "How about a first meeting" in open_page(staff, page).text
    staff.post(HOME)
    for page in pages:
        text = open_page(staff, page).text
        assert "How about a first meeting" not in text
        assert "I would like to hear how it is going." in text


def test_nothing_is_due_while_it_is_on_and_nobody_is_late_afterwards(
    pair: Pair, staff: FlaskClient, moved_clock: MovedClock
) -> None:
    staff.post(HOME)
    moved_clock.forward(days=30)
    assert "Nothing is due" in staff.get("/matches/due").text
    assert "not while the match rests" in open_page(staff, "/matches/1").text
    press(staff, "/safety-mode/1/end")
    assert "Nothing is due" in staff.get("/matches/due").text
    moved_clock.forward(days=14)
    assert "Nothing is due" not in staff.get("/matches/due").text
    assert pair.started_at is not None
    assert (now() - pair.started_at).days == 44


def test_the_page_says_where_it_is_on_and_when_it_was(staff: FlaskClient) -> None:
    staff.post(HOME)
    page = staff.get("/safety-mode").text
    assert "on since" in page
    assert "Central Los Angeles" in page
    assert "/safety-mode/1/end" in page
    assert "/safety-mode/central/begin" not in page
