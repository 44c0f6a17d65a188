"""Before a first meeting: how to begin, when both are free, and files for a calendar."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from mentorship.extensions import db
from mentorship.models import Pair
from mentorship.services.pairs import agreements, closing, common_times
from mentorship.services.pairs.agreements import AgreementTerms
from tests.conftest import SignIn
from tests.factories import accept_introduction

TIMES, GUIDE = "/pairs/1/times", "/pairs/1/first-meeting"
FILE = "/pairs/1/times/2026-12-05-morning.ics"
PAGES = (TIMES, GUIDE, FILE)


@pytest.fixture(autouse=True)
def on_a_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common_times, "today", lambda: date(2026, 12, 4))


def event_in(response: TestResponse) -> Any:
    (event,) = Calendar.from_ical(response.data).walk("VEVENT")
    return event


def test_the_page_of_a_pair_leads_to_the_guide_and_from_there_to_the_times(
    mentee: FlaskClient,
) -> None:
    assert GUIDE in mentee.get("/pairs/1").text
    guide = mentee.get(GUIDE).text
    for text in ("Three ways to begin", "45 minutes", "Do not ask about immigration", "“Music”"):
        assert text in guide
    assert TIMES in guide
    assert "/pairs/1/agreement" in guide


def test_times_in_common_are_days_with_a_file_each(mentee: FlaskClient) -> None:
    page = mentee.get(TIMES).text
    assert "Saturday, December 5, 2026" in page
    assert "Sunday, December 20, 2026" in page
    assert page.count(".ics") == 6
    assert "Saturday morning, Sunday evening" in page


def test_a_file_is_for_the_calendar_alone(pair: Pair, mentee: FlaskClient) -> None:
    response = mentee.get(FILE)
    assert response.content_type == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Content-Disposition"] == 'attachment; filename="conversation.ics"'
    event = event_in(response)
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-12-05T10:00:00-08:00",
        "2026-12-05T10:45:00-08:00",
    )
    for word in (b"mentor", b"mentee", b"LOCATION", b"DESCRIPTION", b"http"):
        assert word not in response.data


def test_a_file_lasts_as_long_as_the_two_have_agreed_to_meet(
    pair: Pair, mentee: FlaskClient
) -> None:
    terms = AgreementTerms("every_week", 90, "online")
    for side in (pair.mentee, pair.mentor):
        agreements.propose(db.session, side.person, pair, terms, seen="")
    db.session.commit()
    event = event_in(mentee.get(FILE))
    assert event.end.isoformat() == "2026-12-05T11:30:00-08:00"


@pytest.mark.parametrize(
    "time",
    ["2026-12-04-morning", "2026-12-05-evening", "2027-01-02-morning", "x-morning"],
)
def test_a_time_that_is_not_suggested_leads_to_those_that_are(
    mentee: FlaskClient, time: str
) -> None:
    response = mentee.get(f"{TIMES}/{time}.ics", follow_redirects=True)
    assert "not suggested any more" in response.text
    assert response.request.path == TIMES


def test_a_time_that_one_of_them_is_not_free_at_any_more_is_not_suggested(
    pair: Pair, mentee: FlaskClient
) -> None:
    pair.mentor.profile.change({"availability": ["sun_evening"]})
    db.session.commit()
    assert mentee.get(FILE).location == TIMES
    assert "Saturday" not in mentee.get(TIMES).text


def test_two_without_a_common_time_read_what_they_can_do(pair: Pair, mentee: FlaskClient) -> None:
    pair.mentor.profile.change({"availability": ["mon_morning"]})
    db.session.commit()
    page = mentee.get(TIMES).text
    for text in ("do not overlap", "Write to each other", "Change your free times"):
        assert text in page
    assert "/join/1/mentee/availability" in page
    assert "Ask a coordinator" in page


def test_before_two_yeses_and_after_the_end_there_is_no_time_and_no_file(
    introduced: Pair, sign_in: SignIn
) -> None:
    client = sign_in(introduced.mentee.person)
    for page in PAGES:
        assert client.get(page).location == "/pairs/1"
    accept_introduction(introduced)
    for page in PAGES:
        assert client.get(page).status_code == 200
    closing.end(db.session, introduced.mentor.person, introduced)
    db.session.commit()
    for page in PAGES:
        assert client.get(page).location == "/pairs/1"


def test_a_round_that_has_closed_offers_no_link_to_answers_that_are_locked(
    pair: Pair, mentee: FlaskClient
) -> None:
    pair.mentor.profile.change({"availability": ["mon_morning"]})
    pair.mentee.round.closes_on = date(2020, 1, 1)
    db.session.commit()
    assert "Change your free times" not in mentee.get(TIMES).text
