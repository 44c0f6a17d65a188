"""Screening and decisions in the browser: steps, results, gates, messages and their undo."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    Message,
    Person,
    Round,
    RoundState,
    ScreeningStep,
)
from mentorship.services.applications import submission
from tests.conftest import Applicant, SignIn
from tests.factories import make_administrator, make_application, make_match_run, make_round
from tests.page_forms import open_page, press

STEP = {
    "name_en": "Interview",
    "name_es": "Entrevista",
    "for_mentors": "required",
    "for_mentees": "not_used",
}
RESULT = {"outcome": "passed", "held_on": "2026-05-04", "note": "Likes to cook."}


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def mentor(applicant: Applicant) -> Application:
    return applicant("mentor", "ana@example.org", "latino")


def state_of(application: Application) -> ApplicationState:
    db.session.refresh(application)
    return application.state


def messages() -> list[str]:
    return [message.text for message in db.session.query(Message).order_by(Message.id)]


def test_a_step_holds_back_until_it_is_passed_and_the_person_is_accepted_with_a_message(
    mentor: Application, applicant: Applicant, a_round: Round, staff: FlaskClient, sign_in: SignIn
) -> None:
    applicant("mentee", "mei@example.org")
    administrator = sign_in(make_administrator())
    page = press(administrator, "/settings/screening/new", data=STEP, follow_redirects=True)
    assert "Added." in page.text
    assert submission.pool(db.session, a_round) == [db.session.get(Application, 2)]
    matching = staff.get("/rounds/1/matching").text
    assert "1 person would be matched but for one step" in matching
    assert "Interview" in staff.get("/rounds/1/almost-ready").text
    assert "Still to come: Interview." in sign_in(mentor.person).get("/home").text
    assert staff.get("/applications/1/screening/1").status_code == 302, "not read yet"
    open_page(staff, "/applications/1")
    saved = press(staff, "/applications/1/screening/1", data=RESULT, follow_redirects=True).text
    for words in ("Saved: Interview.", "In screening", "Likes to cook."):
        assert words in saved
    assert "to be accepted" in staff.get("/rounds/1/almost-ready").text
    preview = BeautifulSoup(staff.get("/applications/1/decide/accepted").text, "html.parser")
    text = preview.find("textarea").text.strip() + " See you on Monday."
    data = {"text": text, "send": "y"}
    accepted = press(staff, "/applications/1/decide/accepted", data=data, follow_redirects=True)
    assert "Accepted. They find your message" in accepted.text
    assert messages()[0].endswith("See you on Monday.")
    assert len(submission.pool(db.session, a_round)) == 2
    assert make_match_run(a_round).suggested == 1
    undone = press(staff, "/applications/1", "/decisions/2/undo", follow_redirects=True)
    assert "Undone." in undone.text
    assert (state_of(mentor), messages()) == (ApplicationState.IN_SCREENING, [])


def test_an_empty_message_is_asked_about_and_nothing_typed_is_lost(
    mentor: Application, staff: FlaskClient
) -> None:
    url = "/applications/1/decide/declined"
    empty = press(staff, url, data={"text": "", "send": "y"})
    assert empty.status_code == 422
    assert "Write a message, or choose to send none." in empty.text
    without = press(staff, url, data={"text": "Not to be sent."})
    assert without.status_code == 302
    assert (state_of(mentor), messages()) == (ApplicationState.DECLINED, [])


def test_a_message_is_offered_in_the_language_of_the_person(
    mentor: Application, staff: FlaskClient
) -> None:
    mentor.person.language = "es"
    db.session.commit()
    assert "Español" in staff.get("/applications/1/decide/accepted").text


def test_several_people_are_waitlisted_together_and_it_is_undone_together(
    mentor: Application, applicant: Applicant, staff: FlaskClient
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentee", "gone@example.org", "withdrawn")
    chosen = staff.post("/people/waitlist", data={"ids": [1, 2, 3, 99]})
    assert chosen.location == "/people/decide/waitlisted?ids=3.2.1"
    page = staff.get(chosen.location).text
    assert "Move to the waitlist: 2 people" in page
    assert "1 other person whom you selected is left out" in page
    data = {"text_en": "Please wait.", "send": "y"}
    done = press(staff, chosen.location, data=data, follow_redirects=True)
    assert "2 people moved to the waitlist." in done.text
    assert messages() == ["Please wait."] * 2
    again = press(staff, "/decisions/1", "/decisions/1/undo?together=1", follow_redirects=True)
    assert "Nothing of it holds any more." in again.text
    assert (state_of(mentor), messages()) == (ApplicationState.SUBMITTED, [])


def test_a_selection_of_which_nobody_fits_says_so(
    mentor: Application, staff: FlaskClient, applicant: Applicant
) -> None:
    for ids in ("", "99", "x.1" + "0" * 20):
        page = staff.get(f"/people/decide/accepted?ids={ids}", follow_redirects=True)
        assert "Choose at least one person in the list first." in page.text
    gone = applicant("mentee", "gone@example.org", "withdrawn")
    page = staff.get(f"/people/decide/accepted?ids={gone.id}", follow_redirects=True)
    assert "Nobody whom you have selected" in page.text
    assert staff.get("/people/decide/nonsense?ids=1").status_code == 404


def test_a_coordinator_neither_decides_about_themselves_nor_reads_their_screening(
    a_round: Round, coordinator: Person, staff: FlaskClient
) -> None:
    application = make_application(a_round, "mentor", coordinator.sign_in_name)
    page = open_page(staff, "/applications/1").text
    assert "another coordinator decides" in page
    assert "/decide/" not in page
    response = staff.get("/applications/1/decide/accepted", follow_redirects=True)
    assert "another coordinator decides" in response.text
    assert state_of(application) is ApplicationState.SUBMITTED


def test_a_step_is_corrected_retired_and_used_again(sign_in: SignIn) -> None:
    administrator = sign_in(make_administrator())
    press(administrator, "/settings/screening/new", data=STEP)
    missing = press(administrator, "/settings/screening/new", data={"name_en": "Training"})
    assert missing.status_code == 422
    assert "Choose one of the three for mentors." in missing.text
    changed = {**STEP, "name_en": "Talk"}
    press(administrator, "/settings/screening/1", data=changed)
    for action, words in (("retire", "Retired."), ("use-again", "In use again.")):
        url = f"/settings/screening/1/{action}"
        page = press(administrator, "/settings/screening", url, follow_redirects=True).text
        assert words in page
        assert "Talk" in page
    assert db.session.query(ScreeningStep).one().retired_at is None


def test_people_who_waited_are_invited_with_one_message_to_the_next_round(
    a_round: Round, mentor: Application, staff: FlaskClient
) -> None:
    a_round.state = RoundState.ARCHIVED
    make_round("Next")
    assert "1 person waited in an earlier round" in staff.get("/rounds/2/matching").text
    invited = press(staff, "/rounds/2/waited", "/messages/to-many/new", data={"ids": ["1"]})
    assert invited.location == "/messages/to-many/1/text"
    make_application(db.session.get_one(Round, 2), "mentor", mentor.person.sign_in_name)
    assert "has applied again" in staff.get("/rounds/2/waited").text
    assert "waited in an earlier round" in open_page(staff, "/applications/2").text
