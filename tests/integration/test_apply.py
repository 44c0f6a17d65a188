"""Applying step by step: saved at every step, resumed on any device, sent after a review."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    Person,
    Profile,
    Round,
)
from mentorship.services.applications.submission import current_notice
from tests.conftest import Mailbox, SignIn, change_runtime
from tests.factories import FORM, make_person, make_round
from tests.integration.form_answers import (
    CONSENT,
    apply,
    begin,
    fill_in,
    form_values,
    parse_page,
    steps,
)
from tests.page_forms import press


@pytest.fixture
def browser(nayeli: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(nayeli)


def test_a_mentor_applies_and_every_answer_is_kept(browser: FlaskClient, nayeli: Person) -> None:
    apply(browser, "mentor")
    application = db.session.query(Application).one()
    assert (application.person, application.capacity) == (nayeli, 2)
    assert application.state is ApplicationState.SUBMITTED
    assert application.privacy_notice == current_notice()
    profile = application.profile
    assert profile.answers["languages"] == [
        {"language": "zap", "comfort": "fluent"},
        {"language": "es", "comfort": "comfortable"},
    ]
    for step in FORM.keys() - {"languages", "capacity"}:
        for question, value in FORM[step].items():
            assert profile.answers[question] == value


def test_each_step_asks_one_question_and_leads_to_the_next(browser: FlaskClient) -> None:
    begin(browser, "mentor")
    url, headings = "/join/1/mentor/name", []
    for number, name in enumerate(steps("mentor"), start=1):
        assert url == f"/join/1/mentor/{name}"
        page = parse_page(browser.get(url))
        assert f"step {number} of 11" in page.find("main").get_text()
        assert len(page.find("main").find_all("button", class_="btn-primary")) == 1
        headings.append(page.h1.get_text(strip=True))
        url = browser.post(url, data=FORM[name]).location
    assert url == "/join/1/mentor/review"
    assert len(set(headings)) == 11


def test_back_leads_through_the_steps_to_the_invitation(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    url = f"/join/1/mentee/{steps('mentee')[-1]}"
    for name in reversed(steps("mentee")):
        assert url == f"/join/1/mentee/{name}"
        url = str(parse_page(browser.get(url)).find("p", class_="back").a["href"])
    assert url == "/join/1"


def test_an_unfinished_application_continues_on_another_device(
    browser: FlaskClient, nayeli: Person, sign_in: SignIn
) -> None:
    begin(browser, "mentee")
    for name in ("name", "contact", "communities", "languages"):
        browser.post(f"/join/1/mentee/{name}", data=FORM[name])
    phone = sign_in(nayeli)
    home = parse_page(phone.get("/home")).find("article")
    assert "4 of 10 steps done" in home.get_text()
    assert phone.get(home.find("a", class_="btn-primary")["href"]).location == (
        "/join/1/mentee/location"
    )
    assert form_values(parse_page(phone.get("/join/1/mentee/languages"))) == FORM["languages"]


def test_a_skipped_step_is_asked_for_at_the_end(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    for name in steps("mentee")[1:]:
        last = browser.post(f"/join/1/mentee/{name}", data=FORM[name])
    assert last.location == "/join/1/mentee/name"


def test_review_shows_every_answer_with_a_link_to_change_it(browser: FlaskClient) -> None:
    fill_in(browser, "mentor")
    page = parse_page(browser.get("/join/1/mentor/review"))
    shown = page.find("dl").get_text()
    for words in ("Nayeli", "555 0123", "Latino", "Zapotec", "Spanish", "Pico-Union", "Poetry"):
        assert words in shown
    for words in ("In person", "Saturday morning", "Tenant rights", "escuchen", "somebody@"):
        assert words in shown
    changes = [link["href"] for link in page.find("dl").find_all("a")]
    assert len(changes) == 11
    assert browser.post(changes[0], data={"name": "Naye"}).location == "/join/1/mentor/review"
    assert "Naye" in browser.get("/join/1/mentor/review").text


def test_review_lists_unfinished_steps_and_sends_nothing(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    browser.post("/join/1/mentee/name", data=FORM["name"])
    response = press(browser, "/join/1/mentee/review")
    assert response.status_code == 422
    page = parse_page(response)
    assert page.title.get_text().startswith("Error:")
    links = [link["href"] for link in page.find("div", class_="error-summary").find_all("a")]
    required = ["communities", "languages", "location", "availability", "topics"]
    assert links == [f"/join/1/mentee/{name}" for name in required]
    assert page.find("dl").get_text().count("Still to answer") == 5
    assert db.session.query(Application).one().state is ApplicationState.DRAFT


def test_an_application_without_optional_answers_can_be_sent(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    for name in ("name", "communities", "languages", "location", "availability", "topics"):
        browser.post(f"/join/1/mentee/{name}", data=FORM[name])
    review = parse_page(browser.get("/join/1/mentee/review"))
    assert "Still to answer" not in review.get_text()
    assert review.find("dl").get_text().count("No answer (optional)") == 4
    assert press(browser, "/join/1/mentee/review").location == "/join/1/mentee/received"


@pytest.mark.parametrize(
    ("left_out", "message"), [("adult", "18 or older"), ("consent", "only if you agree")]
)
def test_nothing_is_saved_before_an_adult_agrees(
    browser: FlaskClient, left_out: str, message: str
) -> None:
    sent = {name: value for name, value in CONSENT.items() if name != left_out}
    response = browser.post("/join/1/role", data={"role": "mentee", **sent})
    assert response.status_code == 422
    page = parse_page(response)
    assert message in page.find(id=f"{left_out}-error").get_text()
    assert page.find("div", class_="error-summary").find("a", href=f"#{left_out}")
    assert form_values(page) == {"role": "mentee", "adult": [], "consent": []} | {
        name: [value] for name, value in sent.items()
    }
    assert browser.post("/join/1/mentee/name", data=FORM["name"]).status_code == 404
    assert db.session.query(Application).count() == db.session.query(Profile).count() == 0


def test_consent_is_recorded_before_the_first_answer_and_not_asked_for_again(
    browser: FlaskClient,
) -> None:
    begin(browser, "mentee")
    application = db.session.query(Application).one()
    assert application.privacy_notice == current_notice()
    entries = db.session.query(AuditEntry).filter_by(action="agree to privacy notice")
    assert entries.one().subject_id == application.id
    for page in ("name", "review"):
        assert "adult" not in form_values(parse_page(browser.get(f"/join/1/mentee/{page}")))


@pytest.mark.parametrize("earlier_notice", [None, date(2026, 1, 1)])
def test_a_draft_without_consent_to_this_notice_saves_nothing_more_before_it(
    browser: FlaskClient, earlier_notice: date | None
) -> None:
    begin(browser, "mentee")
    application = db.session.query(Application).one()
    application.privacy_notice = earlier_notice
    db.session.commit()
    response = browser.post("/join/1/mentee/name", data={**FORM["name"], "adult": "y"})
    assert response.status_code == 422
    assert form_values(parse_page(response)) == {**FORM["name"], "adult": ["y"], "consent": []}
    assert db.session.query(Profile).one().stored_answers == {}
    response = browser.post("/join/1/mentee/name", data=FORM["name"] | CONSENT)
    assert response.location == "/join/1/mentee/contact"
    assert "adult" not in form_values(parse_page(browser.get(response.location)))
    assert db.session.query(Application).one().privacy_notice == current_notice()


def test_a_finished_draft_without_consent_is_sent_only_with_it(browser: FlaskClient) -> None:
    fill_in(browser, "mentee")
    db.session.query(Application).one().privacy_notice = None
    db.session.commit()
    assert press(browser, "/join/1/mentee/review", data={"adult": "y"}).status_code == 422
    assert db.session.query(Application).one().state is ApplicationState.DRAFT
    assert press(browser, "/join/1/mentee/review", data=CONSENT).status_code == 302
    assert db.session.query(Application).one().privacy_notice == current_notice()


def test_a_receipt_says_what_happens_next_and_when(app: Flask, browser: FlaskClient) -> None:
    apply(browser, "mentee")
    assert "come back now and then" in browser.get("/join/1/mentee/received").text
    change_runtime(app, email_server=Mailbox(app))
    page = browser.get("/join/1/mentee/received").text
    assert "until January 31, 2030" in page
    assert "After that day" in page
    assert "without any names in it" in page
    assert browser.post("/join/1/mentee/review").status_code == 302
    assert db.session.query(Application).one().state is ApplicationState.SUBMITTED


def test_an_unsent_application_has_no_receipt(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    assert browser.get("/join/1/mentee/received").location == "/join/1/mentee"
    assert browser.get("/join/1/mentor/received").location == "/join/1/role"


def test_contact_details_are_required_without_an_email_address(
    app: Flask, a_round: Round, sign_in: SignIn
) -> None:
    change_runtime(app, email_server=Mailbox(app))
    phone = sign_in(make_person("quiet.maple"))
    begin(phone, "mentee")
    response = phone.post("/join/1/mentee/contact", data={"phone": " "})
    assert response.status_code == 422
    assert "Give one way to reach you" in parse_page(response).find(id="phone-error").get_text()
    apply(phone, "mentee")
    assert "come back now and then" in phone.get("/join/1/mentee/received").text


def test_contact_details_are_optional_with_an_email_address(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    assert browser.post("/join/1/mentee/contact", data={"phone": ""}).status_code == 302


def test_an_invitation_explains_the_programme_without_an_account(
    client: FlaskClient, a_round: Round
) -> None:
    page = parse_page(client.get("/join/1"))
    words = page.find("main").get_text()
    for part in ("What you give", "hour every two weeks", "What we never ask", "January 31, 2030"):
        assert part in words
    sign_up_url = page.find("a", class_="btn-primary")["href"]
    assert sign_up_url == "/sign-up?next=/join/1/role"
    assert client.get("/").text.count("/join/1") == 1


def test_the_invitation_of_a_closed_round_links_to_the_open_one(
    client: FlaskClient, browser: FlaskClient, a_round: Round
) -> None:
    a_round.closes_on = today() - timedelta(days=1)
    db.session.commit()
    assert "next round opens" in client.get("/join/1").text
    make_round("Summer")
    page = parse_page(client.get("/join/1"))
    assert page.find("a", class_="btn-primary")["href"] == "/join/2"
    assert browser.get("/join/1/role").location == "/join/1"


def test_an_unknown_round_or_step_is_not_found(client: FlaskClient, browser: FlaskClient) -> None:
    begin(browser, "mentee")
    assert client.get("/join/7").status_code == 404
    assert client.get(f"/join/{10**30}").status_code == 404
    assert browser.get("/join/1/mentee/capacity").status_code == 404
    assert browser.get("/join/1/mentee/age").status_code == 404
    assert browser.get("/join/7/role").status_code == 404


def test_without_an_open_round_the_pages_say_so(client: FlaskClient, browser: FlaskClient) -> None:
    db.session.query(Round).delete()
    db.session.commit()
    assert "cannot apply at the moment" in client.get("/").text
    assert "cannot apply at the moment" in browser.get("/home").text


def test_a_role_must_be_chosen(browser: FlaskClient) -> None:
    for form in ({}, {"role": "boss"}):
        response = browser.post("/join/1/role", data=form | CONSENT)
        assert response.status_code == 422
        assert parse_page(response).find(id="role-error")
    assert db.session.query(Profile).count() == 0
