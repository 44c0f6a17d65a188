"""Requests about one account at the same moment: one is carried out, none fails with an error."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.extensions import db
from mentorship.models import AccountRole, Person, RecoveryCode, Suggestion
from mentorship.services.accounts import (
    passkeys,
    passwords,
    people,
    sign_up_links,
    signed_links,
    two_factor,
)
from mentorship.services.accounts.passkeys import Site
from mentorship.services.accounts.signed_links import LinkKind
from mentorship.services.pairing import suggestions
from tests.conftest import Mailbox, SignIn, email_form
from tests.factories import (
    PASSWORD,
    accept_introduction,
    introduce,
    make_application,
    make_match_run,
    make_person,
    make_round,
)
from tests.integration.account.simultaneous import REQUESTS_AT_ONCE, at_once
from tests.integration.account.test_sign_up import NEW_PASSWORD
from tests.integration.services.accounts.authenticator import Authenticator

pytestmark = [pytest.mark.usefixtures("each_database"), pytest.mark.slow]

NEW_PASSWORDS = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
SITE = Site(host="localhost", origin="http://localhost")


def one_of(status: int, other: int) -> dict[int, int]:
    return {status: 1, other: REQUESTS_AT_ONCE - 1}


@pytest.mark.parametrize("kind", [LinkKind.WELCOME, LinkKind.NEW_PASSWORD])
def test_of_simultaneous_uses_of_a_link_one_succeeds(app: Flask, kind: LinkKind) -> None:
    person = make_person("mei@example.org")
    if kind is LinkKind.NEW_PASSWORD:
        passwords.set_password(person, PASSWORD)
        db.session.commit()
    page = "set-password" if kind is LinkKind.WELCOME else "reset-password"
    link = f"/{page}/{signed_links.make_token(kind, person)}"
    responses = at_once(app.test_client, lambda client: client.post(link, data=NEW_PASSWORDS))
    assert Counter(response.status_code for response in responses) == one_of(302, 410)


def test_of_simultaneous_uses_of_a_confirmation_link_one_succeeds(
    app: Flask, mailbox: Mailbox, sign_in: SignIn
) -> None:
    person = make_person("mei@example.org", "password")
    people.request_email_change(db.session, person, "new@example.org")
    db.session.commit()
    link = f"/confirm-email/{signed_links.make_token(LinkKind.CONFIRM_EMAIL, person)}"
    responses = at_once(lambda: sign_in(person), lambda client: client.post(link))
    destinations = Counter(response.location for response in responses)
    assert destinations["/account"] == 1
    assert people.person_named(db.session, "new@example.org") is not None


def test_of_simultaneous_uses_of_a_sign_up_link_one_succeeds(app: Flask) -> None:
    link = f"/sign-up/link/{sign_up_links.make_token('mei@example.org', 'en', None)}"
    responses = at_once(app.test_client, lambda client: client.post(link, data=NEW_PASSWORDS))
    assert Counter(response.status_code for response in responses) == one_of(302, 410)
    assert db.session.query(Person).count() == 1


def test_of_several_links_to_one_address_used_at_once_one_succeeds(app: Flask) -> None:
    tokens = [
        sign_up_links.make_token("mei@example.org", "en", None) for _ in range(REQUESTS_AT_ONCE)
    ]
    responses = at_once(
        app.test_client,
        lambda client: client.post(f"/sign-up/link/{tokens.pop()}", data=NEW_PASSWORDS),
    )
    assert Counter(response.status_code for response in responses) == one_of(302, 410)
    assert db.session.query(Person).count() == 1


def test_the_first_sign_ups_share_their_role(app: Flask) -> None:
    """On an empty database each of them finds no role and creates it."""
    answers = {"name": "luna", "password": PASSWORD, "again": PASSWORD}
    responses = at_once(
        app.test_client, lambda client: client.post("/sign-up/user-name", data=answers)
    )
    assert {response.status_code for response in responses} == {200}
    assert db.session.query(Person).count() == REQUESTS_AT_ONCE
    assert db.session.query(AccountRole).count() == 1


def test_an_address_confirmed_while_somebody_signs_up_with_it_has_one_account(
    app: Flask, mailbox: Mailbox, sign_in: SignIn
) -> None:
    person = make_person("mei@example.org", "password")
    people.request_email_change(db.session, person, "new@example.org")
    db.session.commit()
    confirm = f"/confirm-email/{signed_links.make_token(LinkKind.CONFIRM_EMAIL, person)}"
    sign_up = f"/sign-up/link/{sign_up_links.make_token('new@example.org', 'en', None)}"
    owner = sign_in(person)
    clients = iter([app.test_client(), owner] * 2)

    def send(client: FlaskClient) -> TestResponse:
        if client is owner:
            return client.post(confirm)
        return client.post(sign_up, data=NEW_PASSWORDS)

    responses = at_once(lambda: next(clients), send)
    assert {response.status_code for response in responses} <= {302, 410}
    assert people.person_named(db.session, "new@example.org") is not None


@pytest.fixture
def mei(app: Flask) -> Person:
    person = make_person("mei-1234", "password")
    two_factor.new_recovery_codes(db.session, person)
    db.session.commit()
    return person


def send_app_code(client: FlaskClient) -> TestResponse:
    secret = two_factor.new_secret()
    code = two_factor._totp(secret).generate(two_factor.current_period() * 30).decode()
    return client.post("/account/two-factor/app", data={"secret": secret, "code": code})


ACTIONS: dict[str, Callable[[FlaskClient], TestResponse]] = {
    "new recovery codes": lambda client: client.post("/account/two-factor/recovery-codes"),
    "set up an app": send_app_code,
    "change the password": lambda client: client.post(
        "/account/password", data={"current": PASSWORD, **NEW_PASSWORDS}
    ),
    "change the address": lambda client: client.post(
        "/account/email", data={"email": "new@example.org"}
    ),
    "confirm the password": lambda client: client.post(
        "/confirm-password", data={"password": PASSWORD}
    ),
    "choose a language": lambda client: client.post("/language", data={"language": "es"}),
    "sign out": lambda client: client.post("/sign-out"),
    "leave quickly": lambda client: client.post("/exit"),
    "ask for a passkey": lambda client: client.post("/account/passkeys/options"),
    "delete everything": lambda client: client.post("/account/delete", data={"password": PASSWORD}),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_owner_does_four_times_at_once_is_done_once(
    app: Flask, mailbox: Mailbox, mei: Person, sign_in: SignIn, action: str
) -> None:
    responses = at_once(lambda: sign_in(mei), ACTIONS[action])
    assert {response.status_code for response in responses} <= {200, 302, 303, 401, 422}
    assert any(response.status_code in {200, 302, 303} for response in responses)
    codes = db.session.query(RecoveryCode).count()
    assert codes == (0 if action == "delete everything" else two_factor.RECOVERY_CODE_COUNT)
    people_left = 0 if action == "delete everything" else 1
    assert db.session.query(Person).count() == people_left


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - {"delete everything"}))
def test_whatever_an_owner_does_while_everything_is_deleted_fails_kindly(
    app: Flask, mailbox: Mailbox, mei: Person, sign_in: SignIn, action: str
) -> None:
    clients = [sign_in(mei) for _ in range(REQUESTS_AT_ONCE)]
    deleting, remaining = clients[0], iter(clients)

    def send(client: FlaskClient) -> TestResponse:
        name = "delete everything" if client is deleting else action
        return ACTIONS[name](client)

    responses = at_once(lambda: next(remaining), send)
    assert max(response.status_code for response in responses) < 500
    assert db.session.query(Person).count() in {0, 1}


def test_a_mentor_and_mentees_who_delete_everything_at_once_are_all_erased(
    app: Flask, mailbox: Mailbox, sign_in: SignIn
) -> None:
    """The rows about each pair are deleted by both of its people."""
    round_ = make_round()
    make_application(round_, "mentor", "mentor@example.org", "latino", capacity=3)
    for name in ("mei", "lan", "hana"):
        make_application(round_, "mentee", f"{name}@example.org")
    run = make_match_run(round_)
    for suggestion in suggestions.suggestions_of(db.session, run):
        accept_introduction(introduce(suggestion))
    people_to_erase = db.session.query(Person).all()
    for person in people_to_erase:
        passwords.set_password(person, PASSWORD)
    db.session.commit()
    clients = iter([sign_in(person) for person in people_to_erase])
    responses = at_once(lambda: next(clients), ACTIONS["delete everything"])
    assert {response.status_code for response in responses} == {302}
    assert db.session.query(Person).count() == db.session.query(Suggestion).count() == 0


def test_turning_off_the_app_four_times_at_once_is_no_error(
    app: Flask, mei: Person, sign_in: SignIn
) -> None:
    mei.totp_secret = two_factor.new_secret()
    db.session.commit()
    responses = at_once(
        lambda: sign_in(mei), lambda client: client.post("/account/two-factor/app/remove")
    )
    assert {response.status_code for response in responses} <= {302, 303}
    assert db.session.query(Person).one().totp_secret is None


def test_removing_a_passkey_four_times_at_once_is_no_error(
    app: Flask, mei: Person, sign_in: SignIn
) -> None:
    challenge, options = passkeys.registration_options(SITE, mei)
    response = Authenticator(SITE).create(options)
    passkey = passkeys.register(db.session, SITE, mei, "Phone", challenge, response)
    db.session.commit()
    url = f"/account/passkeys/{passkey.id}/remove"
    responses = at_once(lambda: sign_in(mei), lambda client: client.post(url))
    assert {response.status_code for response in responses} <= {302, 303}
    assert mei.passkeys == []


def test_an_app_code_sent_four_times_at_once_works_once(
    app: Flask, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei.totp_secret = two_factor.new_secret()
    db.session.commit()
    period = two_factor.current_period()
    monkeypatch.setattr(two_factor, "current_period", lambda at=None: period)
    code = two_factor._totp(mei.totp_secret).generate(period * two_factor.PERIOD_SECONDS).decode()

    def after_password() -> FlaskClient:
        client = app.test_client()
        client.post("/sign-in", data={"name": "mei-1234", "password": PASSWORD})
        return client

    responses = at_once(
        after_password, lambda client: client.post("/sign-in/two-factor", data={"code": code})
    )
    assert Counter(response.status_code for response in responses) == one_of(302, 422)


def test_a_recovery_code_used_four_times_at_once_works_once(app: Flask, mei: Person) -> None:
    (code, *_) = two_factor.new_recovery_codes(db.session, mei)
    db.session.commit()
    answers = {"name": "mei-1234", "code": code, **NEW_PASSWORDS}
    responses = at_once(
        app.test_client, lambda client: client.post("/forgot-password/code", data=answers)
    )
    assert Counter(response.status_code for response in responses) == one_of(302, 422)


def test_a_passkey_response_works_once(app: Flask, mei: Person) -> None:
    """The cookie with the challenge can be copied, and sent again with the response."""
    phone = Authenticator(SITE)
    challenge, options = passkeys.registration_options(SITE, mei)
    passkeys.register(db.session, SITE, mei, "Phone", challenge, phone.create(options))
    db.session.commit()
    client = app.test_client()
    answer = phone.get(client.post("/sign-in/passkey/options").get_json())
    cookie = client.get_cookie("session").value

    def copy() -> FlaskClient:
        other = app.test_client()
        other.set_cookie("session", cookie)
        return other

    def home_after_answer(other: FlaskClient) -> TestResponse:
        other.post("/sign-in/passkey", data={"answer": answer})
        return other.get("/home")

    responses = at_once(copy, home_after_answer)
    assert Counter(response.status_code for response in responses) == one_of(200, 302)
    assert home_after_answer(copy()).status_code == 302


def test_a_passkey_is_added_once(app: Flask, mei: Person, sign_in: SignIn) -> None:
    phone = Authenticator(SITE)
    client = sign_in(mei)
    answer = phone.create(client.post("/account/passkeys/options").get_json())
    cookie = client.get_cookie("session").value

    def copy() -> FlaskClient:
        other = app.test_client()
        other.set_cookie("session", cookie)
        return other

    at_once(copy, lambda other: other.post("/account/passkeys", data={"answer": answer}))
    db.session.refresh(mei)
    assert len(mei.passkeys) == 1


@pytest.mark.parametrize("url", ["/sign-up/email", "/forgot-password"])
def test_an_email_can_be_asked_for_at_once(app: Flask, mailbox: Mailbox, url: str) -> None:
    form = email_form("mei@example.org")
    responses = at_once(app.test_client, lambda client: client.post(url, data=form))
    assert {response.status_code for response in responses} <= {302, 303}
