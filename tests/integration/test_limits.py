"""Limits for matching on a person's page: listed with who gave them, added and removed."""

import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, Pair, Person, PersonConstraint, Suggestion
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.services.pairs import pairs
from tests.conftest import Applicant, SignIn
from tests.factories import make_application, make_coordinator, make_round, reject
from tests.page_forms import open_page, press

WORDS = "I would need two buses."


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    coordinator.shown_name = "Rosa"
    db.session.commit()
    return sign_in(coordinator)


@pytest.fixture
def declined(introduced: Pair) -> Pair:
    mentee = introduced.mentee.person
    pairs.say_no(db.session, mentee, introduced, Reason.TOO_FAR, WORDS)
    db.session.commit()
    return introduced


def page_of(application: Application) -> str:
    return f"/applications/{application.id}"


def test_a_limit_is_added_listed_for_both_and_removed(
    applicant: Applicant, staff: FlaskClient, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org")
    page = page_of(application)
    assert "the rules of the program alone decide" in open_page(staff, page).text
    assert "Choose one of them." in press(staff, f"{page}/limits/new").text
    shown = press(staff, f"{page}/limits/new", data={"limit": "2"}, follow_redirects=True).text
    sentence = "Only people with at least 2 free times in common"
    for words in (sentence, "Rosa", "added a limit for matching"):
        assert words in shown
    assert sentence in sign_in(application.person).get("/account/data").text
    shown = press(staff, page, f"{page}/limits/1/remove", follow_redirects=True).text
    assert "Removed." in shown
    assert sentence not in shown
    assert db.session.query(PersonConstraint).count() == 0
    assert "removed already" in staff.post(f"{page}/limits/1/remove", follow_redirects=True).text


def test_what_somebody_said_is_on_both_pages_and_beside_the_suggestion(
    declined: Pair, staff: FlaskClient
) -> None:
    mentee, mentor = (
        open_page(staff, page_of(item)).text for item in (declined.mentee, declined.mentor)
    )
    for shown in (mentee, mentor, open_page(staff, "/suggestions/1").text):
        assert "Too far" in shown
        assert WORDS in shown
    assert "This person wanted it" in mentee
    assert "The other person wanted it" in mentor
    assert "Nobody from another part of the city" in mentee
    assert "Nobody from another part of the city" not in mentor


def test_a_limit_is_on_the_page_of_the_next_application_too(
    declined: Pair, staff: FlaskClient
) -> None:
    again = make_application(make_round("Autumn"), "mentee", declined.mentee.person.sign_in_name)
    page = page_of(again)
    assert "Nobody from another part of the city" in open_page(staff, page).text
    press(staff, page, f"{page}/limits/1/remove")
    assert db.session.query(PersonConstraint).count() == 0


def test_two_are_kept_apart_until_a_coordinator_confirms_otherwise(
    declined: Pair, staff: FlaskClient
) -> None:
    apart = f"{page_of(declined.mentee)}/kept-apart/{declined.mentor_id}"
    page = staff.get(apart).text
    assert "Ask them first" in page
    assert WORDS not in page
    shown = press(staff, apart, follow_redirects=True)
    open_page(staff, page_of(declined.mentee))
    shown = staff.get(page_of(declined.mentee))
    assert "Let them be suggested again" not in shown.text
    assert "already" in staff.get(apart, follow_redirects=True).text


def test_a_coordinator_learns_nothing_of_why_somebody_did_not_want_to_meet_herself(
    declined: Pair, sign_in: SignIn
) -> None:
    mentor = declined.mentor.person
    make_coordinator(mentor.sign_in_name)
    staff = sign_in(mentor)
    for page in (page_of(declined.mentee), page_of(declined.mentor), "/suggestions/1"):
        shown = open_page(staff, page).text
        for words in ("Too far", WORDS, "another part of the city"):
            assert words not in shown
    for action in ("limits/new", f"kept-apart/{declined.mentor_id}"):
        assert staff.get(f"{page_of(declined.mentee)}/{action}").status_code == 404
    assert staff.post(f"{page_of(declined.mentee)}/limits/1/remove").status_code == 404


def test_who_limits_others_is_in_the_history_and_what_is_not_in_the_trail(
    suggested: Suggestion, coordinator: Person, staff: FlaskClient
) -> None:
    reject(suggested, coordinator)
    apart = f"{page_of(suggested.mentee)}/kept-apart/{suggested.mentor_id}"
    assert "Ask them first" not in staff.get(apart).text
    press(staff, apart)
    lifted = db.session.query(AuditEntry).filter_by(action="lift ban").all()
    about = {entry.subject_id for entry in lifted}
    assert about == {suggested.mentee_id, suggested.mentor_id}
    assert "suggested to each other again" in open_page(staff, page_of(suggested.mentor)).text
