"""Ending a match through the pages: by one of the two, and by a coordinator."""

import lxml.html
import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Concern, Pair, PairState, Person
from mentorship.services import personal_data
from tests.conftest import SignIn
from tests.page_forms import hidden_fields, open_page, press

END, STAFF_END = "/pairs/1/end", "/matches/1/end"


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def state_of(pair: Pair) -> PairState:
    db.session.refresh(pair)
    return pair.state


def test_either_side_ends_the_match_and_the_contact_details_vanish_for_both(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    assert "mentee@example.org" in mentor.get("/pairs/1").text
    assert END in mentee.get("/pairs/1").text
    assert "Nobody asks you for a reason" in mentee.get(END).text
    assert state_of(pair) is PairState.ACTIVE, "reading the page ends nothing"
    page = press(mentee, END, follow_redirects=True).text
    assert "Your match has ended" in page
    for client, other in ((mentor, "mentee"), (mentee, "mentor")):
        page = client.get("/pairs/1").text
        assert "This match has ended" in page
        assert f"{other}@example.org" not in page
        assert "ended it" not in page, "nobody is named as the one who ended it"
        assert "This match has ended" in client.get("/home").text
        assert f"{other}@" not in client.get("/account/data").text


def test_the_goodbye_is_the_primary_action_and_ending_at_once_is_not(mentee: FlaskClient) -> None:
    page = lxml.html.document_fromstring(mentee.get(END).text)
    (primary,) = page.xpath("//main//*[contains(@class, 'btn-primary')]")
    assert primary.get("href") == "/pairs/1/closing?closure=expected"


def test_what_the_coordinators_should_know_reaches_them_alone(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient, staff: FlaskClient
) -> None:
    press(mentee, END, data={"concern": "Please call me."})
    assert "Please call me." not in mentor.get("/pairs/1").text
    page = staff.get("/rounds/1").text
    assert "Please call me." in page
    assert "written by the mentee" in page
    assert "/applications/1" in page
    assert "/applications/2" in page
    press(staff, "/rounds/1", "/concerns/1/done")
    page = staff.get("/rounds/1").text
    assert "Done on" in page
    assert "Mark as done" not in page
    exported = [
        item["text"] for item in personal_data.export(db.session, pair.mentee.person)["concerns"]
    ]
    assert exported == ["Please call me."]
    assert personal_data.export(db.session, pair.mentor.person)["concerns"] == []


def test_sensitive_words_in_a_concern_are_shown_before_anything_is_saved(
    pair: Pair, mentee: FlaskClient
) -> None:
    response = press(mentee, END, data={"concern": "She is undocumented."})
    assert response.status_code == 422
    assert "undocumented" in response.text
    assert state_of(pair) is PairState.ACTIVE
    assert db.session.query(Concern).count() == 0


def test_without_a_concern_none_is_kept(pair: Pair, mentee: FlaskClient) -> None:
    press(mentee, END, data={"concern": "  "})
    assert state_of(pair) is PairState.CLOSED
    assert db.session.query(Concern).count() == 0


def test_a_coordinator_ends_a_match_from_the_page_of_an_application(
    pair: Pair, staff: FlaskClient
) -> None:
    assert STAFF_END in open_page(staff, "/applications/1").text
    assert "Ended" in press(staff, STAFF_END, follow_redirects=True).text
    assert state_of(pair) is PairState.CLOSED
    assert STAFF_END not in staff.get("/applications/1").text
    assert "has ended" in staff.get(STAFF_END, follow_redirects=True).text


def test_a_coordinator_ends_an_introduction_which_the_two_answer_instead(
    introduced: Pair, staff: FlaskClient, sign_in: SignIn
) -> None:
    assert sign_in(introduced.mentee.person).get(END).location == "/pairs/1"
    press(staff, STAFF_END)
    assert state_of(introduced) is PairState.CLOSED


def test_a_match_that_has_ended_meanwhile_is_not_ended_again(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    stale = hidden_fields(mentee, END)
    press(mentor, END)
    response = mentee.post(END, data={**stale, "concern": "x"}, follow_redirects=True)
    assert "This match has ended since you opened the page." in response.text
    assert db.session.query(Concern).count() == 0
    assert mentee.get(END).location == "/pairs/1"
    assert mentee.get("/pairs/1/meetings/new").location == "/pairs/1"
