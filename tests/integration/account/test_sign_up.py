"""Creating an account, recovering it, and changing its email address."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.account.minimum_wait import sign_opening_time
from mentorship.extensions import db
from mentorship.models import Application, Attempt, OutgoingEmail, Pair, Person
from mentorship.services.accounts import people, rate_limits
from tests.conftest import Applicant, Mailbox, SignIn, SignUp, email_form
from tests.factories import PASSWORD
from tests.page_forms import press

NEW_PASSWORD = "battery horse correct"
NEW_PASSWORDS = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
RECOVERY_CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def sign_up_with_user_name(client: FlaskClient, name: str = "luna") -> tuple[str, list[str]]:
    """Create an account without a mailbox; return its user name and its recovery codes."""
    answers = {"name": name, "password": PASSWORD, "again": PASSWORD}
    page = BeautifulSoup(client.post("/sign-up/user-name", data=answers).text, "html.parser")
    codes = [code.get_text() for code in page.find_all("code")]
    return codes[0], codes[1:]


def test_an_emailed_link_creates_an_account(sign_up: SignUp) -> None:
    client = sign_up("mei@example.org")
    person = people.person_named(db.session, "MEI@example.org")
    assert [role.name for role in person.roles] == ["applicant"]
    assert client.get("/home").status_code == 200


def test_an_email_names_nobody_and_is_deleted_once_sent(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    client.post("/sign-up/email", data=email_form("mei@example.org"))
    ((to, subject, body),) = mailbox.emails()
    assert (to, subject) == ("mei@example.org", "A note for you")
    readable = re.sub(r"/sign-up/link/\S+", "", body)  # sealed letters may form a word by chance
    assert readable != body
    for word in ("mei", "mentor", "common thread", "match"):
        assert word not in f"{subject} {readable}".lower()
    assert db.session.query(OutgoingEmail).count() == 0


def test_an_email_is_in_the_language_of_the_request(client: FlaskClient, mailbox: Mailbox) -> None:
    client.post(
        "/sign-up/email", data=email_form("mei@example.org"), headers={"Accept-Language": "es-MX"}
    )
    client.post(mailbox.link_to("mei@example.org"), data=NEW_PASSWORDS)
    assert people.person_named(db.session, "mei@example.org").language == "es"


def test_only_an_email_reveals_that_an_account_exists(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    sign_up("mei@example.org")
    client = app.test_client()
    client.post("/sign-up/email", data=email_form(" MEI@example.org"))
    link = mailbox.link_to("mei@example.org")
    assert db.session.query(Person).count() == 1
    assert client.post(link, data=NEW_PASSWORDS).location == "/home", "it is as good as recovery"


def test_no_recovery_email_is_sent_to_an_unknown_address(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    client.post("/forgot-password", data=email_form("nobody@example.org"))
    assert mailbox.emails() == []
    assert db.session.query(OutgoingEmail).count() == 0


def test_emails_to_one_address_are_limited_per_hour(client: FlaskClient, mailbox: Mailbox) -> None:
    for _ in range(8):
        response = client.post("/sign-up/email", data=email_form("mei@example.org"))
        assert response.location == "/check-your-email"
    assert len(mailbox.emails()) == 5


def test_a_new_password_by_email_ends_other_sessions(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    other_session = sign_up("mei@example.org")
    client = app.test_client()
    client.post("/forgot-password", data=email_form("mei@example.org"))
    link = mailbox.link_to("mei@example.org")
    assert client.get(link).status_code == 200
    assert (
        client.post(link, data={"password": NEW_PASSWORD, "again": NEW_PASSWORD}).location
        == "/home"
    )
    assert other_session.get("/home").status_code == 302
    assert client.get(link).status_code == 410
    again = app.test_client().post(
        "/sign-in", data={"name": "mei@example.org", "password": NEW_PASSWORD}
    )
    assert again.location == "/home"


def test_asking_for_a_new_password_signs_nobody_out(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    mei = sign_up("mei@example.org")
    app.test_client().post("/forgot-password", data=email_form("mei@example.org"))
    mailbox.emails()
    assert mei.get("/home").status_code == 200


def test_a_link_of_one_kind_is_not_valid_for_another(sign_up: SignUp, mailbox: Mailbox) -> None:
    mei = sign_up("mei@example.org")
    mei.post("/forgot-password", data=email_form("mei@example.org"))
    token = mailbox.link_to("mei@example.org").rpartition("/")[2]
    for page in ("set-password", "confirm-email"):
        assert mei.get(f"/{page}/{token}").status_code == 410


def test_signing_up_with_a_user_name_does_not_reveal_other_names(app: Flask) -> None:
    names = {sign_up_with_user_name(app.test_client())[0] for _ in range(3)}
    assert len(names) == 3
    assert all(re.fullmatch(r"luna-\d{4,}", name) for name in names)


@pytest.mark.parametrize(
    ("name", "typed_later"),
    [("น้ำฝน", "น้ำฝน"), ("লক্ষ্মী", "লক্ষ্মী"), ("ស្រីពៅ", "ស្រីពៅ"), ("ဖြိုးအောင်ကျော်ဇင်", "ဖြိုးအောင်ကျော်ဇင်"),
     ("क्\u200dषमा", "क्षमा"), ("Jose\u0301", "JOSÉ")],
)  # fmt: skip
def test_a_user_name_with_marks_signs_in_however_it_is_typed(
    app: Flask, name: str, typed_later: str
) -> None:
    shown, _codes = sign_up_with_user_name(app.test_client(), name)
    digits = shown.rpartition("-")[2]
    form = {"name": f"{typed_later}-{digits}\u200b", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=form).location == "/home"


def test_a_recovery_code_sets_a_new_password(app: Flask) -> None:
    name, codes = sign_up_with_user_name(app.test_client())
    assert len(codes) == 8
    assert all(RECOVERY_CODE.fullmatch(code) for code in codes)
    client = app.test_client()
    assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).location == "/home"
    account = {"name": name.upper(), "code": codes[0].lower().replace("-", " ")}
    passwords = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    other = app.test_client()
    assert other.post("/forgot-password/code", data=account | passwords).location == "/home"
    assert client.get("/home").status_code == 302, "the older session has ended"
    assert (
        app.test_client().post("/forgot-password/code", data=account | passwords).status_code == 422
    )


def test_a_recovery_code_does_not_replace_email_recovery(app: Flask, sign_up: SignUp) -> None:
    mei = sign_up("mei@example.org")
    page = BeautifulSoup(mei.post("/account/two-factor/recovery-codes").text, "html.parser")
    code = page.find("code").get_text()
    answers = {
        "name": "mei@example.org",
        "code": code,
        "password": NEW_PASSWORD,
        "again": NEW_PASSWORD,
    }
    assert app.test_client().post("/forgot-password/code", data=answers).status_code == 422


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"name": ""}, "Choose a user name"),
        ({"name": "lu na"}, "letters and digits alone"),
        ({"name": "luna@example.org"}, "letters and digits alone"),
        ({"name": "x" * 21}, "at most 20"),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "password1234"}, "Many people use"),
        ({"password": "x" * 201}, "at most 200"),
        ({"again": "another horse battery"}, "The two passwords are different"),
    ],
)
def test_a_sign_up_error_explains_what_to_do(
    client: FlaskClient, answers: dict[str, str], message: str
) -> None:
    valid = {"name": "luna", "password": PASSWORD, "again": answers.get("password", PASSWORD)}
    response = client.post("/sign-up/user-name", data=valid | answers)
    assert response.status_code == 422
    assert message in response.text
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize(
    ("email", "message"), [("", "Enter your email address"), ("bad", "like name@example.org"),
                        ("x" * 300 + "@example.org", "too long")],
)  # fmt: skip
def test_an_invalid_address_is_refused_with_a_message(
    client: FlaskClient, mailbox: Mailbox, email: str, message: str
) -> None:
    for page in ("/sign-up/email", "/forgot-password"):
        response = client.post(page, data=email_form(email))
        assert response.status_code == 422
        assert message in response.text


def test_an_address_is_changed_only_by_a_link_sent_to_it(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    mei = sign_up("mei@example.org")
    mei.post("/account/email", data={"email": "new@example.org"})
    link = mailbox.link_to("new@example.org")
    assert people.person_named(db.session, "new@example.org") is None
    assert app.test_client().post(link).location.startswith("/sign-in"), "the link is not enough"
    assert mei.get(link).status_code == 200
    assert mei.post(link).location == "/account"
    assert people.person_named(db.session, "new@example.org") is not None
    assert mei.get(link).status_code == 410
    to, _, body = mailbox.emails()[-1]
    assert (to, "another address instead of this one" in body) == ("mei@example.org", True)


def test_a_link_confirms_only_the_address_it_was_sent_to(sign_up: SignUp, mailbox: Mailbox) -> None:
    eve = sign_up("eve@example.org")
    eve.post("/account/email", data={"email": "eve.too@example.org"})
    link = mailbox.link_to("eve.too@example.org")
    eve.post("/account/email", data={"email": "boss@example.org"})
    assert eve.post(link).status_code == 410
    assert people.person_named(db.session, "boss@example.org") is None


def test_a_link_to_an_address_taken_in_the_meantime_is_invalid(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
    eve = sign_up("eve@example.org")
    eve.post("/account/email", data={"email": "wanted@example.org"})
    link = mailbox.link_to("wanted@example.org")
    sign_up("wanted@example.org")
    assert eve.post(link).status_code == 410
    assert eve.get("/account").status_code == 200
    assert eve.post(link).status_code == 410


def test_each_of_two_who_want_an_address_gets_a_link_and_the_first_to_open_it_the_address(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
    clients = [sign_up(email) for email in ("eve@example.org", "mei@example.org")]
    links = []
    for client in clients:
        client.post("/account/email", data={"email": "wanted@example.org"})
        links.append(mailbox.link_to("wanted@example.org"))
    statuses = [client.post(link) for client, link in zip(clients, links, strict=True)]
    assert [(response.status_code, response.location) for response in statuses] == [
        (302, "/account"),
        (410, None),
    ]
    assert people.person_named(db.session, "mei@example.org") is not None


def test_a_request_for_another_address_is_limited_for_whoever_asks(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
    mei = sign_up("mei@example.org")
    forms = [{"email": f"new{number}@example.org"} for number in range(6)]
    responses = [mei.post("/account/email", data=form) for form in forms]
    assert [response.status_code for response in responses] == [302] * 5 + [429]
    assert "Wait an hour" in responses[-1].text


def test_the_page_after_a_request_says_what_to_do_if_nothing_comes(client: FlaskClient) -> None:
    assert "If nothing comes within an hour" in client.get("/check-your-email").text


@pytest.mark.parametrize("email", ["me＠evil.org，friend@victim.org", "a：b；c@real.org"])
def test_an_address_that_normalizes_to_several_is_refused(
    client: FlaskClient, mailbox: Mailbox, email: str
) -> None:
    assert client.post("/sign-up/email", data=email_form(email)).status_code == 422
    assert mailbox.emails() == []


def test_a_free_user_name_is_chosen_when_all_short_ones_are_taken(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda below: 0)
    names = [sign_up_with_user_name(app.test_client())[0] for _ in range(3)]
    assert len(set(names)) == 3


def test_a_long_password_is_checked_quickly(client: FlaskClient) -> None:
    leet = "4a@8b({c[<3e69g&#!1i|l0o$5s+7t%x2z" * 3
    started = time.process_time()
    client.post("/sign-up/user-name", data={"name": "x y", "password": leet, "again": leet})
    assert time.process_time() - started < 2


def test_an_address_in_use_cannot_be_taken_over(sign_up: SignUp, mailbox: Mailbox) -> None:
    sign_up("ana@example.org")
    mei = sign_up("mei@example.org")
    before = len(mailbox.emails())
    assert mei.post("/account/email", data={"email": "ana@example.org"}).status_code == 302
    assert len(mailbox.emails()) == before


def test_an_imported_person_signs_in_by_a_link_that_works_once(
    app: Flask, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org")
    staff = sign_in(coordinator)
    older, newer = (hand_over_link(staff, application) for _ in range(2))
    mei = app.test_client()
    assert mei.get(older).status_code == 410
    assert mei.post(newer, data={"password": "short", "again": "short"}).status_code == 422
    answers = {"password": PASSWORD, "again": PASSWORD}
    assert mei.post(newer, data={**answers, "again": "x"}).status_code == 422
    assert mei.post(newer, data=answers).location == "/home"
    assert "Your application as a mentee" in mei.get("/home").text
    assert app.test_client().get(newer).status_code == 410
    assert "no account yet" not in staff.get(f"/applications/{application.id}").text


def hand_over_link(staff: FlaskClient, application: Application) -> str:
    """Return the path of a sign-in link that a coordinator makes for an imported person."""
    page = f"/applications/{application.id}"
    shown = press(staff, page, f"{page}/sign-in-link").text
    return "/set-password/" + shown.split("/set-password/")[1].split("<")[0]


def test_a_link_that_nobody_opens_leaves_no_person(client: FlaskClient, mailbox: Mailbox) -> None:
    client.post("/sign-up/email", data=email_form("mei@example.org"))
    link = mailbox.link_to("mei@example.org")
    assert client.get(link).status_code == 200
    assert db.session.query(Person).count() == 0


def test_a_stranger_cannot_end_a_link_that_was_handed_over(
    app: Flask, applicant: Applicant, coordinator: Person, sign_in: SignIn, mailbox: Mailbox
) -> None:
    application = applicant("mentee", "mei@example.org")
    handed_over = hand_over_link(sign_in(coordinator), application)
    for url in ("/sign-up/email", "/forgot-password"):
        app.test_client().post(url, data=email_form("mei@example.org"))
    emailed = mailbox.link_to("mei@example.org")
    mei = app.test_client()
    assert [mei.get(link).status_code for link in (handed_over, emailed)] == [200, 200]
    assert mei.post(handed_over, data=NEW_PASSWORDS).location == "/home"
    assert mei.post(emailed, data=NEW_PASSWORDS).status_code == 410, "either ends the other"


def test_an_imported_person_signs_up_by_email(
    app: Flask, applicant: Applicant, coordinator: Person, sign_in: SignIn, mailbox: Mailbox
) -> None:
    application = applicant("mentee", "mei@example.org")
    handed_over = hand_over_link(sign_in(coordinator), application)
    mei = app.test_client()
    mei.post("/sign-up/email", data=email_form("mei@example.org"))
    assert mei.post(mailbox.link_to("mei@example.org"), data=NEW_PASSWORDS).location == "/home"
    assert "Your application as a mentee" in mei.get("/home").text
    assert app.test_client().get(handed_over).status_code == 410


@pytest.mark.slow
def test_three_hundred_requests_leave_no_more_rows_than_the_budget_and_no_person(
    app: Flask, mailbox: Mailbox
) -> None:
    client = app.test_client()
    for number in range(300):
        response = client.post("/sign-up/email", data=email_form(f"a{number}@example.org"))
    assert response.status_code == 429
    assert db.session.query(OutgoingEmail).count() == rate_limits.MAX_SITE_EMAILS
    assert db.session.query(Person).count() == 0
    assert db.session.query(Attempt).count() <= 2 * rate_limits.MAX_SITE_EMAILS


def test_a_spent_budget_is_explained_to_everybody_in_the_same_way(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up("mei@example.org")
    monkeypatch.setattr(rate_limits, "MAX_SITE_EMAILS", 0)
    for url in ("/sign-up/email", "/forgot-password"):
        for address in ("mei@example.org", "nobody@example.org"):
            response = app.test_client().post(url, data=email_form(address))
            assert response.status_code == 429
            assert "Please try again after" in response.text
            assert f'value="{address}"' in response.text


@pytest.mark.parametrize("opened", [None, "", "forged", 0.0, 1.9, -60.0, 13 * 3600.0])
@pytest.mark.parametrize("url", ["/sign-up/email", "/forgot-password"])
def test_a_form_that_was_sent_too_soon_comes_back_filled_in(
    client: FlaskClient, mailbox: Mailbox, url: str, opened: str | float | None
) -> None:
    form = {"email": "mei@example.org"}
    if isinstance(opened, float):
        form["opened"] = sign_opening_time(time.time() - opened)
    elif opened is not None:
        form["opened"] = opened
    response = client.post(url, data=form)
    assert response.status_code == 422
    assert "press the button once more" in response.text
    assert 'value="mei@example.org"' in response.text
    assert mailbox.emails() == []


def test_a_form_is_accepted_two_seconds_after_it_was_opened(
    client: FlaskClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressing the button again sends the time at which the form was opened first."""
    page = BeautifulSoup(client.get("/sign-up/email").text, "html.parser")
    form = {"email": "mei@example.org", "opened": page.find(id="opened")["value"]}
    page = BeautifulSoup(client.post("/sign-up/email", data=form).text, "html.parser")
    assert page.find(id="opened")["value"] == form["opened"]
    opened_at = time.time()
    monkeypatch.setattr("time.time", lambda: opened_at + 2)
    assert client.post("/sign-up/email", data=form).location == "/check-your-email"


def test_each_email_says_how_many_more_can_be_asked_for(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    """So nobody can use up somebody's emails unnoticed."""
    for _ in range(5):
        client.post("/sign-up/email", data=email_form("mei@example.org"))
        mailbox.emails()
    bodies = [body for _, _, body in mailbox.emails()]
    assert ["You can ask for 4 more" in body for body in bodies] == [True] + [False] * 4
    assert ["You can ask for 1 more email like" in body for body in bodies].index(True) == 3
    assert "This is the last email like this until" in bodies[-1]


def test_without_a_mail_server_the_pages_offer_only_a_user_name(client: FlaskClient) -> None:
    page = client.get("/sign-up").text
    assert "With only a user name" in page
    assert "email" not in page
    assert client.get("/sign-up/email").location == "/sign-up"
    assert (
        client.post("/forgot-password", data=email_form("mei@example.org")).location == "/sign-up"
    )
    assert db.session.query(OutgoingEmail).count() == 0


def test_without_a_mail_server_no_email_is_queued(app: Flask, introduced: Pair) -> None:
    assert db.session.query(OutgoingEmail).count() == 0
