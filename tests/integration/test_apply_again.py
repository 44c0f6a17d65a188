"""After applying: a second role, changes, the deadline, withdrawal, and a later round."""

import pytest
from flask.testing import FlaskClient

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Round,
)
from mentorship.services.applications import drafts, round_plan, submission
from mentorship.services.applications.submission import current_notice
from mentorship.services.pairing import match_runs
from tests.conftest import Applicant, SignIn
from tests.factories import FORM, make_round
from tests.integration.form_answers import (
    CONSENT,
    apply,
    begin,
    fill_in,
    form_values,
    parse_page,
    steps,
)
from tests.page_forms import open_page, press


@pytest.fixture
def browser(nayeli: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(nayeli)


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def state_of(role: str) -> ApplicationState:
    return db.session.query(Application).filter_by(role=Role(role)).one().state


def close(round_: Round, coordinator: Person) -> None:
    round_plan.move_forward(db.session, coordinator, round_)
    db.session.commit()


def test_for_both_roles_only_differing_questions_are_asked_twice(browser: FlaskClient) -> None:
    response = browser.post("/join/1/role", data={"role": "both", **CONSENT})
    assert response.location == "/join/1/mentee"
    for name in steps("mentee"):
        browser.post(f"/join/1/mentee/{name}", data=FORM[name])
    press(browser, "/join/1/mentee/review")
    page = parse_page(browser.get("/join/1/mentee/received"))
    assert "2 questions are left" in page.find("main").get_text()
    assert browser.get(page.find("a", class_="btn-primary")["href"]).location == (
        "/join/1/mentor/topics"
    )
    assert browser.post("/join/1/mentor/topics", data=FORM["topics"]).location == (
        "/join/1/mentor/capacity"
    )
    assert browser.post("/join/1/mentor/capacity", data=FORM["capacity"]).location == (
        "/join/1/mentor/review"
    )
    press(browser, "/join/1/mentor/review")
    first, second = db.session.query(Profile).all()
    assert first.answers["heritage"] == second.answers["heritage"] == "Zapotec"
    assert state_of("mentor") is state_of("mentee") is ApplicationState.SUBMITTED


def test_the_second_role_can_be_added_later(browser: FlaskClient) -> None:
    apply(browser, "mentor")
    response = browser.post(
        "/join/1/role", data={"role": "mentee", **CONSENT}, follow_redirects=True
    )
    assert "answers that you gave before" in response.text
    assert parse_page(response).h1.get_text() == "What do you want to learn?"
    assert "mentee" in browser.get("/home").text


def test_answers_already_given_in_the_second_role_are_not_overwritten(browser: FlaskClient) -> None:
    browser.post("/join/1/role", data={"role": "both", **CONSENT})
    browser.post("/join/1/mentor/goals", data={"goals": "Mine as a mentor."})
    apply(browser, "mentee")
    goals = {
        application.role: application.profile.answers["goals"]
        for application in db.session.query(Application)
    }
    assert goals == {Role.MENTOR: "Mine as a mentor.", Role.MENTEE: FORM["goals"]["goals"]}


def test_answers_can_be_changed_one_by_one_until_the_round_closes(browser: FlaskClient) -> None:
    apply(browser, "mentor")
    values = form_values(parse_page(browser.get("/join/1/mentor/name")))
    assert values.items() >= FORM["name"].items()
    response = browser.post("/join/1/mentor/topics", data={"topics": ["healing"]})
    assert response.location == "/join/1/mentor/review"
    assert db.session.query(Profile).one().answers["topics"] == ["healing"]
    assert browser.post("/join/1/mentor/topics", data={}).status_code == 422
    assert db.session.query(Profile).one().answers["topics"] == ["healing"]
    assert state_of("mentor") is ApplicationState.SUBMITTED


def test_after_the_deadline_only_answers_that_matching_ignores_can_change(
    browser: FlaskClient, a_round: Round, coordinator: Person
) -> None:
    apply(browser, "mentor")
    close(a_round, coordinator)
    for name in steps("mentor"):
        response = browser.post(f"/join/1/mentor/{name}", data=FORM[name])
        is_editable = name in {"name", "contact", "goals", "exclusions"}
        assert response.status_code == (302 if is_editable else 409), name
        shown = browser.get(f"/join/1/mentor/{name}")
        assert ("cannot change any more" not in shown.text) is is_editable
    review = parse_page(browser.get("/join/1/mentor/review"))
    assert len(review.find("dl").find_all("a")) == 4
    assert "has closed" in review.find("main").get_text()


def test_a_draft_cannot_be_sent_or_changed_after_the_deadline(
    browser: FlaskClient, a_round: Round, coordinator: Person
) -> None:
    fill_in(browser, "mentor")
    close(a_round, coordinator)
    assert browser.get("/join/1/mentor").location == "/join/1/mentor/review"
    assert "coordinators do not have this application" in browser.get("/join/1/mentor/review").text
    browser.post("/join/1/mentor/review")
    assert browser.post("/join/1/mentor/name", data=FORM["name"]).status_code == 409
    assert state_of("mentor") is ApplicationState.DRAFT
    assert browser.post("/join/1/role", data={"role": "mentee", **CONSENT}).location == "/join/1"


def test_services_refuse_what_pages_do_not_offer(
    browser: FlaskClient, nayeli: Person, a_round: Round, coordinator: Person
) -> None:
    begin(browser, "mentee")
    draft = db.session.query(Application).one()
    with pytest.raises(UserFacingError, match="missing"):
        drafts.send(db.session, nayeli, draft)
    close(a_round, coordinator)
    with pytest.raises(UserFacingError, match="closed"):
        drafts.begin(db.session, nayeli, a_round, [Role.MENTOR])


def test_withdrawing_asks_for_confirmation_and_ends_the_introduction(
    introduced: Pair, sign_in: SignIn, a_round: Round, coordinator: Person
) -> None:
    close(a_round, coordinator)
    phone = sign_in(introduced.mentee.person)
    confirmation = phone.get("/join/1/mentee/withdraw")
    assert "Your introduction or your match ends" in confirmation.text
    assert introduced.state is PairState.INTRODUCED
    assert "withdrawn" in press(phone, "/join/1/mentee/withdraw", follow_redirects=True).text
    db.session.refresh(introduced)
    assert introduced.state is PairState.CLOSED
    assert state_of("mentee") is ApplicationState.WITHDRAWN
    assert phone.get("/join/1/mentee/withdraw").location == "/home"


def test_a_withdrawn_application_can_be_sent_again(browser: FlaskClient) -> None:
    apply(browser, "mentee")
    press(browser, "/join/1/mentee/withdraw")
    assert submission.pool(db.session, db.session.get_one(Round, 1)) == []
    assert "Send again" in browser.get("/home").text
    assert press(browser, "/join/1/mentee/review", data={}).status_code == 422
    press(browser, "/join/1/mentee/review", data=CONSENT)
    assert state_of("mentee") is ApplicationState.SUBMITTED


def test_sending_again_after_withdrawing_keeps_the_waitlist_decision(
    browser: FlaskClient, staff: FlaskClient
) -> None:
    apply(browser, "mentee")
    press(staff, "/applications/1/decide/waitlisted")
    press(browser, "/join/1/mentee/withdraw")
    press(browser, "/join/1/mentee/review", data=CONSENT)
    assert state_of("mentee") is ApplicationState.WAITLISTED
    press(staff, "/applications/1/decide/accepted")
    press(browser, "/join/1/mentee/withdraw")
    press(browser, "/join/1/mentee/review", data=CONSENT)
    assert state_of("mentee") is ApplicationState.ACCEPTED


def test_a_withdrawn_draft_is_deleted(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    assert "cannot be restored" in browser.get("/join/1/mentee/withdraw").text
    press(browser, "/join/1/mentee/withdraw")
    assert db.session.query(Application).count() == db.session.query(Profile).count() == 0


def test_a_later_round_starts_from_the_last_answers(
    browser: FlaskClient, a_round: Round, coordinator: Person
) -> None:
    apply(browser, "mentor")
    close(a_round, coordinator)
    make_round("Summer")
    home = parse_page(browser.get("/home"))
    assert home.find("a", class_="btn-primary")["href"] == "/join/2/role"
    response = browser.post(
        "/join/2/role", data={"role": "mentor", **CONSENT}, follow_redirects=True
    )
    assert "your answers from an earlier round" in response.text
    assert response.request.path == "/join/2/mentor/review"
    renewed = db.session.query(Application).filter_by(round_id=2).one()
    assert (renewed.state, renewed.capacity) == (ApplicationState.DRAFT, 2)
    assert renewed.privacy_notice == current_notice()
    assert renewed.profile.answers["topics"] == FORM["topics"]["topics"]
    browser.post("/join/2/mentor/name", data={"name": "Naye"})
    assert [profile.name for profile in db.session.query(Profile)] == ["Nayeli", "Naye"]


def test_answers_missing_from_a_survey_are_asked_for_in_the_next_round(
    applicant: Applicant, sign_in: SignIn, a_round: Round
) -> None:
    phone = sign_in(applicant("mentee", "mei@example.org", area="", availability=[]).person)
    make_round("Summer")
    begin(phone, "mentee", round_id=2)
    assert phone.get("/join/2/mentee").location == "/join/2/mentee/location"
    phone.post("/join/2/mentee/location", data=FORM["location"])
    assert phone.get("/join/2/mentee").location == "/join/2/mentee/availability"


def test_a_draft_is_visible_to_its_author_only(
    staff: FlaskClient, applicant: Applicant, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org")
    draft = applicant("mentor", "nayeli@example.org", "draft", name="Nayeli")
    assert staff.get(f"/applications/{draft.id}").status_code == 404
    for page in ("/rounds/1", "/people?round=1&role=mentor"):
        text = parse_page(staff.get(page)).find("main").get_text()
        assert "Nayeli" not in text
        assert "0 mentors" in " ".join(text.split()) or "Nobody yet" in text
    assert [application.role for application in submission.pool(db.session, a_round)] == [
        Role.MENTEE
    ]
    with pytest.raises(UserFacingError, match="offers to be a mentor"):
        match_runs.request_run(db.session, None, a_round)


def test_the_coordinators_page_shows_the_invitation(staff: FlaskClient, a_round: Round) -> None:
    assert "http://localhost/join/1" in staff.get("/rounds/1").text


def test_answers_of_a_withdrawn_application_are_shown_to_nobody(
    staff: FlaskClient, applicant: Applicant
) -> None:
    application = applicant("mentee", "mei@example.org", "withdrawn", goals="Only mine.")
    page = open_page(staff, f"/applications/{application.id}").text
    assert "withdrawn their application" in page
    assert "Only mine." not in page


def test_a_head_request_to_the_withdrawal_page_withdraws_nothing(
    applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org")
    assert sign_in(application.person).head("/join/1/mentee/withdraw").status_code == 200
    db.session.refresh(application)
    assert application.state is ApplicationState.SUBMITTED
