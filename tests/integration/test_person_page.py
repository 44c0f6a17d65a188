"""The page of a person: notes, corrections that the person sees, history, and a merge."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import Application, Note, Person, Round
from mentorship.services.accounts import passwords
from mentorship.services.applications import notes
from tests.conftest import Applicant, SignIn
from tests.factories import (
    PASSWORD,
    make_application,
    make_coordinator,
    make_person,
    make_round,
)
from tests.page_forms import open_page, press


@pytest.fixture
def application(applicant: Applicant) -> Application:
    return applicant("mentee", "mei@example.org", name="Mie", goals="To speak up.")


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    coordinator.shown_name = "Rosa"
    db.session.commit()
    return sign_in(coordinator)


def page_of(application: Application) -> str:
    return f"/applications/{application.id}"


def test_a_note_is_written_discussed_and_deleted_and_the_person_reads_none_of_it(
    application: Application, staff: FlaskClient, sign_in: SignIn
) -> None:
    page = page_of(application)
    open_page(staff, page)
    data = {"text": "Shy at first.", "to_discuss": "y"}
    shown = press(staff, page, f"{page}/notes", data, follow_redirects=True).text
    assert "Shy at first." in shown
    assert "Asks the other coordinators" in shown
    assert "Rosa" in shown
    note = db.session.scalars(select(Note)).one()
    shown = press(staff, page, f"/notes/{note.id}/discussed", follow_redirects=True).text
    assert "Discussed on" in shown
    assert "wrote a note" in shown
    person = sign_in(application.person)
    for url in ("/home", "/account/data", f"/join/{application.round_id}/mentee/review"):
        assert "Shy at first." not in person.get(url).text
    assert "Shy at first." in person.get("/account/data/download.html").text
    press(staff, page, f"/notes/{note.id}/delete")
    assert db.session.scalars(select(Note)).all() == []


def test_an_empty_note_or_one_with_sensitive_words_is_shown_again_with_what_was_typed(
    application: Application, staff: FlaskClient
) -> None:
    page = f"{page_of(application)}/notes"
    assert "Write the note." in staff.post(page, data={"text": ""}).text
    shown = staff.post(page, data={"text": "She is undocumented.", "to_discuss": "y"})
    assert shown.status_code == 422
    assert "She is undocumented." in shown.text
    assert db.session.scalars(select(Note)).all() == []


def test_a_coordinator_reads_and_writes_no_notes_about_herself(
    a_round: Round, coordinator: Person, staff: FlaskClient
) -> None:
    own = make_application(a_round, "mentor", coordinator.sign_in_name)
    notes.write_note(db.session, make_coordinator("second@example.org"), own, "Too strict?")
    db.session.commit()
    shown = open_page(staff, page_of(own)).text
    assert "Too strict?" not in shown
    assert "your own application" in shown
    for page in ("notes", "correct/name", "merge"):
        assert staff.get(f"{page_of(own)}/{page}").status_code == 404


def test_the_person_sees_a_correction_on_their_home_page_and_undoes_it(
    application: Application, staff: FlaskClient, sign_in: SignIn
) -> None:
    open_page(staff, page_of(application))
    page = f"{page_of(application)}/correct/name"
    data = {"name": "Mei", "pronunciation": "", "reason": "You told us on the phone."}
    shown = press(staff, page, data=data, follow_redirects=True).text
    assert "They have not seen it yet." in shown
    stranger = sign_in(make_person("stranger@example.org"))
    assert stranger.post("/corrections/1/undo").status_code == 404
    person = sign_in(application.person)
    assert "Something was corrected for you" in person.get("/home").text
    review = f"/join/{application.round_id}/mentee/review"
    shown = person.get(review).text
    for words in ("Rosa corrected an answer", "Mie", "Mei", "You told us on the phone."):
        assert words in shown
    assert "Undone." in press(person, review, "/corrections/1/undo", follow_redirects=True).text
    assert application.profile.name == "Mie"
    assert "They undid it on" in open_page(staff, page_of(application)).text


def test_a_correction_needs_a_reason_and_valid_answers(
    application: Application, staff: FlaskClient
) -> None:
    open_page(staff, page_of(application))
    page = f"{page_of(application)}/correct/name"
    response = press(staff, page, data={"name": "", "reason": ""})
    assert response.status_code == 422
    assert "Write in a few words why" in response.text
    assert "What should we call you?" in response.text
    assert staff.get(f"{page_of(application)}/correct/exclusions").status_code == 302


def test_answers_are_not_shown_for_a_correction_before_the_page_was_opened(
    application: Application, staff: FlaskClient
) -> None:
    response = staff.get(f"{page_of(application)}/correct/goals")
    assert response.status_code == 302
    assert "To speak up." not in response.text


def test_two_people_are_found_compared_and_merged(
    application: Application, staff: FlaskClient
) -> None:
    other = make_application(make_round("Summer"), "mentor", "mei2@example.org", name="mie")
    candidates = staff.get(f"{page_of(application)}/merge").text
    comparison = f"{page_of(application)}/merge/{other.id}"
    assert f'formaction="{comparison}/open"' in candidates
    assert "To speak up." not in staff.get(comparison).text
    shown = open_page(staff, comparison).text
    assert "To speak up." in shown
    assert "mei2@example.org" in shown
    shown = press(staff, comparison, data={"account": "second"}, follow_redirects=True).text
    assert "Merged." in shown
    db.session.refresh(other)
    assert other.person_id == db.session.get_one(Application, application.id).person_id
    assert other.person.sign_in_name == "mei2@example.org"


def test_a_name_that_is_looked_for_is_in_no_url(
    application: Application, applicant: Applicant, staff: FlaskClient
) -> None:
    applicant("mentor", "lan@example.org", name="Đặng Lan")
    response = staff.post(f"{page_of(application)}/merge", data={"name": "dang lan"})
    assert (response.status_code, response.location) == (200, None)
    assert "Đặng Lan" in response.text


def test_two_who_can_both_sign_in_wait_for_a_second_coordinator(
    application: Application, applicant: Applicant, staff: FlaskClient, sign_in: SignIn
) -> None:
    other = applicant("mentor", "mei2@example.org")
    for item in (application, other):
        passwords.set_password(item.person, PASSWORD)
    db.session.commit()
    comparison = f"{page_of(application)}/merge/{other.id}"
    shown = press(staff, comparison, f"{comparison}/request", follow_redirects=True).text
    assert "You have asked on" in shown
    assert "Merge the two accounts" not in shown
    second = sign_in(make_coordinator("second@example.org"))
    assert "Rosa asks you to decide" in open_page(second, comparison).text
    assert "Merged." in press(second, comparison, follow_redirects=True).text


def test_why_two_cannot_be_merged_is_said(
    application: Application, coordinator: Person, staff: FlaskClient
) -> None:
    other = make_application(
        application.round, "mentor", make_coordinator("b@example.org").sign_in_name
    )
    shown = open_page(staff, f"{page_of(application)}/merge/{other.id}").text
    assert "somebody who works here" in shown
    assert "Merge the two accounts" not in shown
