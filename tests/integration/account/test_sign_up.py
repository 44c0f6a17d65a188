"""Creating an account, and recovering it."""

import re
import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Pair, Person
from mentorship.services.accounts import people
from tests.conftest import Applicant, Mailbox, SignIn, SignUp
from tests.factories import PASSWORD

NEW = "battery horse correct"
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def sign_up_with_user_name(client: FlaskClient, name: str = "luna") -> tuple[str, list[str]]:
    """Create an account without a mailbox; return its user name and its recovery codes."""
    answers = {"name": name, "password": PASSWORD, "again": PASSWORD}
    page = BeautifulSoup(client.post("/sign-up/user-name", data=answers).text, "html.parser")
    written = [code.get_text() for code in page.find_all("code")]
    return written[0], written[1:]


def test_an_emailed_link_creates_an_account(sign_up: SignUp) -> None:
    client = sign_up("mei@example.org")
    person = people.person_named(db.session, "MEI@example.org")
    assert [role.name for role in person.roles] == ["applicant"]
    assert client.get("/home").status_code == 200


def test_an_email_names_nobody_and_is_deleted_once_sent(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    client.post("/sign-up/email", data={"email": "mei@example.org"})
    ((to, subject, body),) = mailbox.emails()
    assert (to, subject) == ("mei@example.org", "A note for you")
    for word in ("mei", "mentor", "common thread", "match"):
        assert word not in f"{subject} {body}".lower()
    assert db.session.query(OutgoingEmail).count() == 0


def test_an_email_is_in_the_language_of_the_request(client: FlaskClient, mailbox: Mailbox) -> None:
    client.post(
        "/sign-up/email", data={"email": "mei@example.org"}, headers={"Accept-Language": "es-MX"}
    )
    mailbox.emails()
    assert people.person_named(db.session, "mei@example.org").language == "es"


def test_only_an_email_tells_that_an_account_exists(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    sign_up("mei@example.org")
    app.test_client().post("/sign-up/email", data={"email": " MEI@example.org"})
    assert mailbox.link_to("mei@example.org").startswith("/sign-in")
    assert db.session.query(Person).count() == 1


def test_no_recovery_email_is_sent_to_an_unknown_address(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    client.post("/forgot-password", data={"email": "nobody@example.org"})
    assert mailbox.emails() == []
    assert db.session.query(OutgoingEmail).count() == 0


def test_emails_to_one_address_are_limited_per_hour(client: FlaskClient, mailbox: Mailbox) -> None:
    for _ in range(8):
        answer = client.post("/sign-up/email", data={"email": "mei@example.org"})
        assert answer.location == "/check-your-email"
    assert len(mailbox.emails()) == 5


def test_a_new_password_by_email_ends_other_sessions(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    elsewhere = sign_up("mei@example.org")
    client = app.test_client()
    client.post("/forgot-password", data={"email": "mei@example.org"})
    link = mailbox.link_to("mei@example.org")
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": NEW, "again": NEW}).location == "/home"
    assert elsewhere.get("/home").status_code == 302
    assert client.get(link).status_code == 410
    again = app.test_client().post("/sign-in", data={"name": "mei@example.org", "password": NEW})
    assert again.location == "/home"


def test_asking_for_a_new_password_signs_nobody_out(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    mei = sign_up("mei@example.org")
    app.test_client().post("/forgot-password", data={"email": "mei@example.org"})
    mailbox.emails()
    assert mei.get("/home").status_code == 200


def test_a_link_of_one_kind_is_not_valid_for_another(sign_up: SignUp, mailbox: Mailbox) -> None:
    mei = sign_up("mei@example.org")
    mei.post("/forgot-password", data={"email": "mei@example.org"})
    token = mailbox.link_to("mei@example.org").rpartition("/")[2]
    for page in ("set-password", "confirm-email"):
        assert mei.get(f"/{page}/{token}").status_code == 410


def test_signing_up_with_a_user_name_does_not_reveal_other_names(app: Flask) -> None:
    names = {sign_up_with_user_name(app.test_client())[0] for _ in range(3)}
    assert len(names) == 3
    assert all(re.fullmatch(r"luna-\d{4,}", name) for name in names)


def test_a_recovery_code_sets_a_new_password(app: Flask) -> None:
    name, codes = sign_up_with_user_name(app.test_client())
    assert len(codes) == 8
    assert all(CODE.fullmatch(code) for code in codes)
    client = app.test_client()
    assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).location == "/home"
    recovered = {"name": name.upper(), "code": codes[0].lower().replace("-", " ")}
    chosen = {"password": NEW, "again": NEW}
    other = app.test_client()
    assert other.post("/forgot-password/code", data=recovered | chosen).location == "/home"
    assert client.get("/home").status_code == 302, "the older session has ended"
    assert (
        app.test_client().post("/forgot-password/code", data=recovered | chosen).status_code == 422
    )


def test_a_recovery_code_does_not_replace_email_recovery(app: Flask, sign_up: SignUp) -> None:
    mei = sign_up("mei@example.org")
    page = BeautifulSoup(mei.post("/account/two-factor/recovery-codes").text, "html.parser")
    code = page.find("code").get_text()
    answers = {"name": "mei@example.org", "code": code, "password": NEW, "again": NEW}
    assert app.test_client().post("/forgot-password/code", data=answers).status_code == 422


@pytest.mark.parametrize(
    ("answers", "says"),
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
def test_a_sign_up_error_says_what_to_do(
    client: FlaskClient, answers: dict[str, str], says: str
) -> None:
    whole = {"name": "luna", "password": PASSWORD, "again": answers.get("password", PASSWORD)}
    response = client.post("/sign-up/user-name", data=whole | answers)
    assert response.status_code == 422
    assert says in response.text
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize(
    ("email", "says"), [("", "Enter your email address"), ("bad", "like name@example.org"),
                        ("x" * 300 + "@example.org", "too long")],
)  # fmt: skip
def test_an_invalid_address_is_shown_again(
    client: FlaskClient, mailbox: Mailbox, email: str, says: str
) -> None:
    for page in ("/sign-up/email", "/forgot-password"):
        response = client.post(page, data={"email": email})
        assert response.status_code == 422
        assert says in response.text


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
    eve.post("/account/email", data={"email": "wished@example.org"})
    link = mailbox.link_to("wished@example.org")
    sign_up("wished@example.org")
    assert eve.post(link).status_code == 410
    assert eve.get("/account").status_code == 200
    assert eve.post(link).status_code == 410


def test_of_two_requests_for_an_address_the_last_gets_the_link(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
    for email in ("eve@example.org", "mei@example.org"):
        client = sign_up(email)
        client.post("/account/email", data={"email": "wished@example.org"})
    assert client.post(mailbox.link_to("wished@example.org")).location == "/account"


@pytest.mark.parametrize("email", ["me＠evil.org，friend@victim.org", "a：b；c@real.org"])
def test_an_address_that_normalizes_to_several_is_refused(
    client: FlaskClient, mailbox: Mailbox, email: str
) -> None:
    assert client.post("/sign-up/email", data={"email": email}).status_code == 422
    assert mailbox.emails() == []


def test_a_user_name_is_found_when_all_short_ones_are_taken(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda below: 0)
    names = [sign_up_with_user_name(app.test_client())[0] for _ in range(3)]
    assert len(set(names)) == 3


def test_a_long_password_is_checked_quickly(client: FlaskClient) -> None:
    leet = "4a@8b({c[<3e69g&#!1i|l0o$5s+7t%x2z" * 3
    began = time.process_time()
    client.post("/sign-up/user-name", data={"name": "x y", "password": leet, "again": leet})
    assert time.process_time() - began < 2


def test_an_address_that_somebody_has_cannot_be_taken_over(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
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
    link = f"/applications/{application.id}/sign-in-link"
    older, newer = (handed_over(staff.post(link).text) for _ in range(2))
    mei = app.test_client()
    assert mei.get(older).status_code == 410
    assert mei.post(newer, data={"password": "short", "again": "short"}).status_code == 422
    answers = {"password": PASSWORD, "again": PASSWORD}
    assert mei.post(newer, data={**answers, "again": "x"}).status_code == 422
    assert mei.post(newer, data=answers).location == "/home"
    assert "Your application as a mentee" in mei.get("/home").text
    assert app.test_client().get(newer).status_code == 410
    assert "no account yet" not in staff.get(f"/applications/{application.id}").text


def handed_over(page: str) -> str:
    return "/set-password/" + page.split("/set-password/")[1].split("<")[0]


def test_an_unused_sign_up_is_deleted(
    app: Flask, client: FlaskClient, mailbox: Mailbox, applicant: Applicant
) -> None:
    applicant("mentee", "imported@example.org")
    client.post("/sign-up/email", data={"email": "mei@example.org"})
    mailbox.emails()
    for person in db.session.query(Person):
        person.created_at = now() - timedelta(days=9)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    assert [person.sign_in_name for person in db.session.query(Person)] == ["imported@example.org"]


def test_without_a_mail_server_the_pages_offer_only_a_user_name(client: FlaskClient) -> None:
    page = client.get("/sign-up").text
    assert "With only a user name" in page
    assert "email" not in page
    assert client.get("/sign-up/email").location == "/sign-up"
    assert client.post("/forgot-password", data={"email": "mei@example.org"}).location == "/sign-up"
    assert db.session.query(OutgoingEmail).count() == 0


def test_without_a_mail_server_no_email_is_queued(app: Flask, introduced: Pair) -> None:
    assert db.session.query(OutgoingEmail).count() == 0
