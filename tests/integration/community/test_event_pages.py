"""The pages of events: what visitors, members and who has signed up read, and what they send."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.engine import Engine

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import EVERYWHERE, Event, EventSignUp, Meeting, Pair, Person, SafetyPeriod
from mentorship.services.applications import submission
from tests.conftest import Applicant, SignIn
from tests.event_factories import DIRECTIONS, LOCATION, accept, let_begin, make_event, sign_up
from tests.page_forms import hidden_fields, press

LIST, EVENT, SIGN_UP = "/events", "/events/1", "/events/1/sign-up"
PUBLIC = (LIST, EVENT, "/events.ics", "/events/1.ics")
MAX_BYTES = 60_000


@pytest.fixture
def event(coordinator: Person) -> Event:
    return make_event(coordinator)


def main_text(client: FlaskClient, url: str) -> str:
    main = BeautifulSoup(client.get(url).text, "html.parser").main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def begin_safety_mode(region: str) -> None:
    db.session.add(SafetyPeriod(region=region))
    db.session.commit()


@pytest.mark.usefixtures("event")
def test_visitors_read_public_events_without_a_cookie_and_in_few_bytes(client: FlaskClient) -> None:
    for url in PUBLIC:
        response = client.get(url)
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
        assert len(response.data) < MAX_BYTES
        assert "Koreatown" in response.text
        assert LOCATION not in response.text
    assert "Sign in to sign up" in main_text(client, EVENT)


@pytest.mark.usefixtures("event")
def test_a_visitor_reads_an_event_in_the_language_of_a_link(client: FlaskClient) -> None:
    assert "Sus derechos en el trabajo" in client.get(f"{EVENT}?lang=es").text
    assert "Sus derechos en el trabajo" in client.get(EVENT).text


@pytest.mark.usefixtures("event")
def test_leaving_quickly_needs_no_cookie(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    response = app.test_client().post("/exit")
    assert "Set-Cookie" not in response.headers or "session=;" in response.headers["Set-Cookie"]
    assert "Clear-Site-Data" in response.headers


def test_the_markup_says_what_others_may_know(client: FlaskClient, event: Event) -> None:
    page = BeautifulSoup(client.get(EVENT).text, "html.parser")
    (item,) = page.find_all(itemtype="https://schema.org/Event")
    told = {tag["itemprop"]: tag.get("content") for tag in item.find_all(itemprop=True)}
    assert told["startDate"].startswith(str(event.starts_at.astimezone().date())[:7])
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    (place,) = item.find_all(itemtype="https://schema.org/Place")
    assert place.meta["content"] == "Koreatown"


def test_lists_filter_by_what_there_is(client: FlaskClient, coordinator: Person) -> None:
    make_event(coordinator)
    make_event(coordinator, area="online_only", languages=("ko",), titles={"en": "On a screen"})
    page = BeautifulSoup(client.get(LIST).text, "html.parser")
    offered = {
        select["name"]: [option["value"] for option in select.find_all("option")]
        for select in page.select(".event-filters select")
    }
    assert offered == {
        "kind": ["", "workshop"],
        "area": ["", "koreatown", "online_only"],
        "language": ["", "ko", "es"],
    }
    shown = main_text(client, "/events?area=online_only")
    assert "On a screen" in shown
    assert "Your rights" not in shown
    assert "No event fits" in main_text(client, "/events?area=online_only&language=es")
    assert "Your rights" in main_text(client, "/events?area=nowhere&kind=concert")


def test_empty_lists_say_what_to_do(client: FlaskClient) -> None:
    assert "Tell us your idea" in main_text(client, LIST)
    assert Calendar.from_ical(client.get("/events.ics").data).walk("VEVENT") == []


def test_events_for_members_are_there_for_members_alone(
    client: FlaskClient, mentee: FlaskClient, coordinator: Person, sign_in: SignIn, nayeli: Person
) -> None:
    make_event(coordinator, is_public=False)
    for visitor in (client, sign_in(nayeli)):
        assert visitor.get(EVENT).status_code == visitor.get("/events/1.ics").status_code == 404
        assert "Your rights" not in visitor.get(LIST).text
    assert "for members" in main_text(mentee, LIST)
    assert "Your rights" not in mentee.get("/events.ics").text, "a feed may be passed on"


@pytest.mark.usefixtures("event")
def test_an_account_alone_cannot_sign_up(applicant: Applicant, sign_in: SignIn) -> None:
    client = sign_in(applicant("mentor", "new@example.org").person)
    assert "Once the coordinators have accepted you" in main_text(client, EVENT)
    assert client.get(SIGN_UP).status_code == client.post(SIGN_UP).status_code == 404


@pytest.mark.usefixtures("event")
def test_a_member_signs_up_reads_the_place_and_gives_it_up(mentee: FlaskClient) -> None:
    assert LOCATION not in mentee.get(EVENT).text
    assert press(mentee, SIGN_UP, data={"alias": ""}).status_code == 422
    assert press(mentee, SIGN_UP, data={"alias": "Blue"}).location == EVENT
    shown = main_text(mentee, EVENT)
    assert all(words in shown for words in ("You are going", "Blue", LOCATION, DIRECTIONS, "A cup"))
    assert LOCATION.encode() in mentee.get("/events/1.ics").data
    assert "You are going." in main_text(mentee, "/home")
    assert press(mentee, EVENT, "/events/1/give-up").location == EVENT
    assert LOCATION not in mentee.get(EVENT).text
    assert db.session.query(EventSignUp).count() == 0


def test_giving_up_ones_own_place_needs_no_membership_and_no_page(
    mentee: FlaskClient, applicant: Applicant, sign_in: SignIn, event: Event
) -> None:
    leaving = applicant("mentor", "leaving@example.org")
    client, person = sign_in(accept(leaving)), leaving.person
    sign_up(person, event)
    sent = hidden_fields(client, EVENT, "/events/1/give-up")
    submission.withdraw(db.session, person, leaving)
    db.session.commit()
    assert LOCATION not in client.get(EVENT).text
    assert LOCATION.encode() not in client.get("/events/1.ics").data
    event.is_public = False
    db.session.commit()
    assert client.get(EVENT).status_code == 404
    assert mentee.post("/events/1/give-up", data=sent).status_code == 404, "nothing to give up"
    assert client.post("/events/1/give-up", data=sent).location == LIST
    assert db.session.query(EventSignUp).count() == 0


def test_who_waits_is_told_so_and_not_where_it_is(
    mentee: FlaskClient, pair: Pair, coordinator: Person
) -> None:
    sign_up(pair.mentor.person, make_event(coordinator, capacity=1))
    assert "Full, with a waitlist" in main_text(mentee, LIST)
    assert "Join the waitlist" in main_text(mentee, EVENT)
    press(mentee, SIGN_UP, data={"alias": "Blue"})
    assert "You are on the waitlist" in main_text(mentee, EVENT)
    for url in (EVENT, "/events/1.ics"):
        assert LOCATION not in mentee.get(url).text


def test_a_form_of_an_earlier_time_signs_nobody_up(mentee: FlaskClient, event: Event) -> None:
    seen = hidden_fields(mentee, SIGN_UP)
    event.area = "boyle_heights"
    db.session.commit()
    response = mentee.post(SIGN_UP, data={**seen, "alias": "Blue"})
    assert response.status_code == 409
    assert "The event has changed since you opened the page" in response.text
    assert db.session.query(EventSignUp).count() == 0


@pytest.mark.parametrize("region", [EVERYWHERE, "central"])
def test_safety_mode_hides_the_place_and_says_why(
    mentee: FlaskClient, pair: Pair, event: Event, region: str
) -> None:
    sign_up(pair.mentee.person, event)
    begin_safety_mode(region)
    assert "the exact place is not shown now" in main_text(mentee, EVENT)
    assert LOCATION not in mentee.get(EVENT).text
    assert mentee.get("/events/1.ics").location == EVENT
    assert mentee.get("/events.ics").location == LIST


def test_a_pair_logs_an_event_in_one_tap_and_once(
    mentee: FlaskClient, mentor: FlaskClient, pair: Pair, event: Event
) -> None:
    for side in (pair.mentee, pair.mentor):
        sign_up(side.person, event)
    assert "Log it as a meeting" not in mentee.get(EVENT).text
    let_begin(event)
    sent = hidden_fields(mentor, EVENT, "/events/1/meeting")
    assert "Log it as a meeting" in mentee.get(EVENT).text
    assert press(mentee, EVENT, "/events/1/meeting").location == EVENT
    assert "Log it as a meeting" not in mentor.get(EVENT).text
    mentor.post("/events/1/meeting", data=sent)
    assert "has a meeting on this day already" in mentor.get(EVENT).text
    assert db.session.query(Meeting).count() == 1
    assert "Your rights" not in mentee.get(f"/pairs/{pair.id}").text


def test_a_cancelled_event_says_so_everywhere(
    client: FlaskClient, mentee: FlaskClient, pair: Pair, event: Event, coordinator: Person
) -> None:
    sign_up(pair.mentee.person, event)
    event.cancelled_at = event.created_at
    db.session.commit()
    for reader, url in ((client, LIST), (client, EVENT), (mentee, EVENT), (mentee, "/home")):
        assert "ancelled" in main_text(reader, url)
    assert LOCATION not in mentee.get(EVENT).text
    assert "STATUS:CANCELLED" in client.get("/events.ics").text


def test_after_its_end_the_place_is_not_shown_and_a_pair_can_still_log_it(
    mentee: FlaskClient, pair: Pair, event: Event
) -> None:
    sign_up(pair.mentee.person, event)
    event.ends_at = event.starts_at = now() - timedelta(hours=1)
    event.starts_at -= timedelta(hours=2)
    db.session.commit()
    shown = main_text(mentee, EVENT)
    assert "This event is over." in shown
    assert "Log it as a meeting" in shown
    assert not [word for word in (LOCATION, "Blue", ".ics") if word in shown]


def test_a_list_of_many_events_takes_no_more_statements_than_one_of_a_few(
    mentee: FlaskClient, pair: Pair, coordinator: Person
) -> None:
    def add_and_count(number: int) -> list[int]:
        for _ in range(number):
            event = make_event(coordinator, is_public=False)
            sign_up(pair.mentee.person, event)
        return [len(statements_of(mentee, url)) for url in (LIST, "/home")]

    assert add_and_count(2) == add_and_count(8)


def statements_of(client: FlaskClient, url: str) -> list[str]:
    """Return the SQL statements of a page."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        statements.append(statement)

    sqlalchemy_event.listen(Engine, "before_cursor_execute", note)
    try:
        assert client.get(url).status_code == 200
    finally:
        sqlalchemy_event.remove(Engine, "before_cursor_execute", note)
    return statements
