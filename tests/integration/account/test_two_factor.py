"""Two-factor sign-in: authenticator app, recovery codes and passkeys."""

import base64
import time
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Passkey, Person
from mentorship.services.accounts import people, two_factor
from tests.conftest import Mailbox, SignIn, SignUp, change_runtime, email_form
from tests.factories import PASSWORD
from tests.integration.account.test_sign_up import sign_up_with_user_name

RIGHT = {"name": "mei@example.org", "password": PASSWORD}


def totp_code(secret: str, seconds_ahead: int = 0) -> str:
    """Return the code that an authenticator app shows."""
    totp = TOTP(base64.b32decode(secret), 6, SHA1(), 30)  # noqa: S303
    return totp.generate(int(time.time()) + seconds_ahead).decode()


def set_up_app(client: FlaskClient) -> tuple[str, list[str]]:
    """Set up an app through the pages; return its secret and the recovery codes."""
    page = BeautifulSoup(client.get("/account/two-factor/app").text, "html.parser")
    secret = str(page.find("input", id="secret")["value"])
    answers = {"secret": secret, "code": totp_code(secret)}
    confirmation = BeautifulSoup(
        client.post("/account/two-factor/app", data=answers).text, "html.parser"
    )
    return secret, [code.get_text() for code in confirmation.find_all("code")]


@pytest.fixture
def mei(sign_up: SignUp) -> FlaskClient:
    return sign_up("mei@example.org")


def test_the_next_sign_in_requires_the_app(app: Flask, mei: FlaskClient) -> None:
    other_session = app.test_client()
    other_session.post("/sign-in", data=RIGHT)
    secret, _ = set_up_app(mei)
    assert mei.get("/home").status_code == 200
    assert other_session.get("/home").status_code == 302, "a session without the second step ends"
    client = app.test_client()
    assert client.post("/sign-in?next=/account", data=RIGHT).location.startswith(
        "/sign-in/two-factor"
    )
    assert client.get("/home").location.startswith("/sign-in")
    wrong = client.post("/sign-in/two-factor", data={"code": "000000"})
    assert wrong.status_code == 422
    right = client.post("/sign-in/two-factor?next=/account", data={"code": totp_code(secret, 30)})
    assert right.location == "/account"
    assert client.get("/home").status_code == 200


def test_a_code_works_once(app: Flask, mei: FlaskClient) -> None:
    secret, _ = set_up_app(mei)
    code = totp_code(secret, 30)
    statuses = []
    for _ in range(2):
        client = app.test_client()
        client.post("/sign-in", data=RIGHT)
        statuses.append(client.post("/sign-in/two-factor", data={"code": code}).status_code)
    assert statuses == [302, 422]


def test_a_recovery_code_replaces_the_app_once(app: Flask, mei: FlaskClient) -> None:
    _, codes = set_up_app(mei)
    statuses = []
    for _ in range(2):
        client = app.test_client()
        client.post("/sign-in", data=RIGHT)
        statuses.append(client.post("/sign-in/two-factor", data={"code": codes[3]}).status_code)
    assert statuses == [302, 422]


def test_a_new_password_by_email_still_requires_two_factor(
    app: Flask, mei: FlaskClient, mailbox: Mailbox
) -> None:
    secret, _ = set_up_app(mei)
    client = app.test_client()
    client.post("/forgot-password", data=email_form("mei@example.org"))
    passwords = {"password": "battery horse correct", "again": "battery horse correct"}
    next_url = client.post(mailbox.link_to("mei@example.org"), data=passwords).location
    assert next_url.startswith("/sign-in/two-factor")
    assert client.get("/home").status_code == 302
    assert client.post(next_url, data={"code": totp_code(secret, 30)}).location == "/home"


def test_recovery_by_code_does_not_pass_two_factor_by_code(app: Flask) -> None:
    luna = app.test_client()
    name, _ = sign_up_with_user_name(luna)
    secret, (_, *codes) = set_up_app(luna)  # the page shows her user name before the codes
    client = app.test_client()
    passwords = {"password": "battery horse correct", "again": "battery horse correct"}
    account = {"name": name, "code": codes[0]}
    next_url = client.post("/forgot-password/code", data=account | passwords).location
    assert next_url.startswith("/sign-in/two-factor")
    assert "make new ones once you have signed in" in client.get(next_url).text
    assert client.post(next_url, data={"code": codes[1]}).status_code == 422
    elsewhere = app.test_client()
    next_url = elsewhere.post("/sign-in", data={"name": name, **passwords}).location
    assert elsewhere.post(next_url, data={"code": codes[2]}).status_code == 422
    assert client.post(next_url, data={"code": totp_code(secret, 30)}).location == "/home"


def test_recovery_by_code_without_a_second_factor_keeps_the_other_codes(app: Flask) -> None:
    name, codes = sign_up_with_user_name(app.test_client())
    for code in codes[:2]:
        answers = {"name": name, "code": code, "password": PASSWORD, "again": PASSWORD}
        assert app.test_client().post("/forgot-password/code", data=answers).location == "/home"


def test_removing_a_factor_ends_its_sessions(app: Flask, mei: FlaskClient) -> None:
    secret, _ = set_up_app(mei)
    other_session = app.test_client()
    other_session.post("/sign-in", data=RIGHT)
    other_session.post("/sign-in/two-factor", data={"code": totp_code(secret, 30)})
    assert other_session.get("/home").status_code == 200
    mei.post("/account/two-factor/app/remove")
    assert mei.get("/home").status_code == 200
    assert other_session.get("/home").status_code == 302


def test_becoming_a_coordinator_removes_earlier_credentials(app: Flask, mei: FlaskClient) -> None:
    set_up_app(mei)
    app.test_cli_runner().invoke(
        args=["add-coordinator", "mei@example.org", "--password", "nopal guitarra lluvia"]
    )
    coordinator = people.person_named(db.session, "mei@example.org")
    assert not coordinator.has_two_factor
    assert coordinator.recovery_codes == []


def test_guessing_codes_is_refused_after_five(app: Flask, mei: FlaskClient) -> None:
    secret, _ = set_up_app(mei)
    client = app.test_client()
    client.post("/sign-in", data=RIGHT)
    attempts = [client.post("/sign-in/two-factor", data={"code": f"00000{n}"}) for n in range(6)]
    assert [response.status_code for response in attempts] == [422] * 5 + [429]
    right = client.post("/sign-in/two-factor", data={"code": totp_code(secret, 30)})
    assert right.status_code == 429


def test_two_factor_cannot_be_reached_without_the_password(client: FlaskClient) -> None:
    assert client.get("/sign-in/two-factor").location.startswith("/sign-in")
    assert client.post("/sign-in/two-factor", data={"code": "123456"}).status_code == 302


def test_pending_two_factor_expires_after_ten_minutes(app: Flask, mei: FlaskClient) -> None:
    secret, _ = set_up_app(mei)
    client = app.test_client()
    client.post("/sign-in", data=RIGHT)
    with client.session_transaction() as session:
        session["pending_2fa"] = [session["pending_2fa"][0], int(time.time()) - 601]
    response = client.post("/sign-in/two-factor", data={"code": totp_code(secret, 30)})
    assert response.location.startswith("/sign-in")
    assert client.get("/home").status_code == 302


def test_a_coordinator_is_denied_before_setting_up_two_factor(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    coordinator.totp_secret = None
    db.session.commit()
    staff = sign_in(coordinator)
    for url in ("/rounds", "/home", "/account", "/account/data", "/account/data/download.json",
                "/account/password", "/rounds/1"):  # fmt: skip
        assert staff.get(url).location == "/account/two-factor", url
    assert "a password is not enough for you" in staff.get("/account/two-factor").text
    set_up_app(staff)
    assert staff.get("/rounds").status_code == 200


def test_only_the_demo_allows_coordinators_without_two_factor(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    coordinator.totp_secret = None
    db.session.commit()
    change_runtime(app, demo=True)
    page = sign_in(coordinator).get("/rounds")
    assert page.status_code == 200
    assert "without two-step sign-in" in page.text


def test_a_coordinator_cannot_remove_the_last_second_factor(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    response = staff.post("/account/two-factor/app/remove", follow_redirects=True)
    assert "Whoever works here needs two-step sign-in" in response.text
    db.session.refresh(coordinator)
    assert coordinator.has_two_factor


def test_an_applicant_can_stop_using_the_app(app: Flask, mei: FlaskClient) -> None:
    set_up_app(mei)
    mei.post("/account/two-factor/app/remove")
    assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"


def test_credentials_change_only_after_a_recent_password(mei: FlaskClient) -> None:
    with mei.session_transaction() as session:
        session["password_confirmed"] = int(time.time()) - 3600
    confirm_url = mei.get("/account/two-factor/app").location
    assert confirm_url.startswith("/confirm-password?next=")
    for url in ("/account/two-factor/app/remove", "/account/two-factor/recovery-codes",
                "/account/passkeys/options", "/account/passkeys"):  # fmt: skip
        assert mei.post(url).location.startswith("/confirm-password"), url
    assert mei.post(confirm_url, data={"password": PASSWORD}).location == "/account/two-factor/app"


def test_the_operator_can_reset_lost_credentials(app: Flask, mei: FlaskClient) -> None:
    set_up_app(mei)
    app.test_cli_runner().invoke(args=["remove-two-factor", "mei@example.org"])
    assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"
    assert mei.get("/home").status_code == 302


def test_a_wrong_first_code_keeps_the_qr_code(mei: FlaskClient) -> None:
    secret = two_factor.new_secret()
    answers = {"secret": secret, "code": "000000"}
    page = mei.post("/account/two-factor/app", data=answers)
    assert page.status_code == 422
    assert "That code is not right" in page.text
    assert secret in page.text
    assert people.person_named(db.session, "mei@example.org").totp_secret is None


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[]", '{"rawId": 7}', '{"rawId": "AAAA", "response": {}}', "\x00"]
)
def test_an_invalid_passkey_response_is_refused_with_a_message(
    mei: FlaskClient, answer: str
) -> None:
    mei.post("/account/passkeys/options")
    assert mei.post("/account/passkeys", data={"name": "x", "answer": answer}).status_code == 303
    assert db.session.query(Passkey).count() == 0


@pytest.mark.parametrize("answer", ["", "{}", "null", '{"rawId": "AAAA", "response": {}}', "é"])
def test_an_unknown_passkey_does_not_sign_in(client: FlaskClient, answer: str) -> None:
    client.post("/sign-in/passkey/options")
    assert client.post("/sign-in/passkey", data={"answer": answer}).status_code == 303
    assert client.get("/home").location.startswith("/sign-in")


def test_passkey_options_name_nobody(mei: FlaskClient) -> None:
    options = mei.post("/account/passkeys/options").json
    assert "mei" not in str(options)
    assert options["authenticatorSelection"]["userVerification"] == "required"


def codes_page(client: FlaskClient, **answers: str) -> BeautifulSoup:
    response = client.post("/account/two-factor/recovery-codes/language", data=answers)
    return BeautifulSoup(response.text, "html.parser")


def test_the_language_of_recovery_codes_can_be_switched_without_losing_them(app: Flask) -> None:
    luna = app.test_client()
    _name, codes = sign_up_with_user_name(luna)
    page = codes_page(luna, codes=" ".join(codes), language="es")
    assert page.html["lang"] == "es"
    assert [code.get_text() for code in page.select(".codes code")] == codes
    assert codes_page(luna, codes=" ".join(codes), language="en").html["lang"] == "en"


@pytest.mark.parametrize("codes", ["", "AAAA-AAAA-AAAA", "x" * 5000])
def test_only_the_persons_own_codes_are_shown_again(app: Flask, codes: str) -> None:
    luna = app.test_client()
    sign_up_with_user_name(luna)
    data = {"codes": codes, "language": "es"}
    response = luna.post("/account/two-factor/recovery-codes/language", data=data)
    assert response.location == "/account/two-factor"


def test_recovery_codes_are_downloaded_from_the_page_itself_without_a_script(app: Flask) -> None:
    answers = {"name": "น้ำฝน", "password": PASSWORD, "again": PASSWORD}
    response = app.test_client().post("/sign-up/user-name", data=answers)
    page = BeautifulSoup(response.text, "html.parser")
    name, *codes = [code.get_text() for code in page.find_all("code")]
    link = page.select_one("a[download]")
    head, _comma, content = str(link["href"]).partition(",")
    assert (head, link["download"]) == ("data:text/plain;charset=utf-8", "codes.txt")
    assert unquote(content).split("\r\n") == [name, *codes, ""]
    assert "Paper is safest" in page.text
    assert all(button.has_attr("hidden") for button in page.select("main button"))
