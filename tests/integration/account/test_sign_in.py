"""Signing in and out, and what ends a session."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Attempt, Person
from mentorship.services.accounts import people, rate_limits
from tests.conftest import SignIn, SignUp
from tests.factories import PASSWORD

RIGHT = {"name": "mei@example.org", "password": PASSWORD}
WRONG = {**RIGHT, "password": "wrong horse battery"}


@pytest.fixture
def mei(sign_up: SignUp) -> FlaskClient:
    return sign_up("mei@example.org")


def with_cookie(app: Flask, cookie: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("session", cookie)
    return client


def test_a_copied_cookie_is_invalid_after_signing_out(app: Flask, mei: FlaskClient) -> None:
    copied = mei.get_cookie("session").value
    mei.post("/sign-out")
    assert with_cookie(app, copied).get("/home").location.startswith("/sign-in")


def test_a_copied_cookie_is_invalid_once_the_account_is_deactivated(
    app: Flask, mei: FlaskClient
) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["deactivate", "mei@example.org"]).exit_code == 0
    assert mei.get("/home").status_code == 302
    assert app.test_client().post("/sign-in", data=RIGHT).status_code == 422
    runner.invoke(args=["activate", "mei@example.org"])
    assert mei.get("/home").status_code == 302, "opening it again revives no session"
    assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"


def test_signing_in_starts_a_new_session(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    client.get("/sign-in")
    prepared = client.get_cookie("session").value
    client.post("/sign-in", data=RIGHT)
    assert client.get_cookie("session").value != prepared
    assert with_cookie(app, prepared).get("/home").status_code == 302
    with client.session_transaction() as session:
        assert "csrf_token" not in session
        assert "_id" not in session


def test_there_is_no_remember_me_cookie(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    assert client.post("/sign-in", data={**RIGHT, "remember": "y"}).location == "/home"
    assert client.get_cookie("remember_token") is None


def test_no_token_in_a_url_or_header_signs_in(app: Flask, mei: FlaskClient) -> None:
    token = people.person_named(db.session, "mei@example.org").get_auth_token()
    client = app.test_client()
    for response in (
        client.get(f"/home?auth_token={token!s}"),
        client.get("/home", headers={"Authentication-Token": token}),
    ):
        assert response.status_code == 302
        assert response.location.startswith("/sign-in")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "evil.example", "///evil.example", "//[", "http:evil.example"],
)  # fmt: skip
def test_signing_in_does_not_redirect_to_other_sites(
    app: Flask, mei: FlaskClient, elsewhere: str
) -> None:
    response = app.test_client().post("/sign-in", query_string={"next": elsewhere}, data=RIGHT)
    assert response.location == "/home"


def test_signing_in_redirects_to_the_requested_page(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    asked = client.get("/account/password").location
    assert client.post(asked, data=RIGHT).location == "/account/password"


def test_the_sixth_failure_within_a_minute_is_refused_for_that_account_only(
    app: Flask, mei: FlaskClient, sign_up: SignUp
) -> None:
    sign_up("ana@example.org")
    statuses = [app.test_client().post("/sign-in", data=WRONG).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    refused = app.test_client().post("/sign-in", data={**RIGHT, "name": " MEI@example.org"})
    assert refused.status_code == 429
    assert "Wait a minute" in refused.text
    ana = {"name": "ana@example.org", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=ana).location == "/home"


def test_no_more_than_five_concurrent_attempts_are_allowed(app: Flask) -> None:
    def try_once(_: int) -> bool:
        with app.app_context():
            return rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, "mei@example.org")

    with ThreadPoolExecutor(12) as workers:
        assert sum(workers.map(try_once, range(24))) <= 5


def test_signing_in_is_allowed_again_after_a_minute(app: Flask, mei: FlaskClient) -> None:
    for _ in range(6):
        app.test_client().post("/sign-in", data=WRONG)
    for attempt in db.session.query(Attempt):
        attempt.at = now() - timedelta(minutes=1)
    db.session.commit()
    assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"


def test_a_success_resets_the_failures_before_it(app: Flask, mei: FlaskClient) -> None:
    for _ in range(3):
        for _ in range(4):
            app.test_client().post("/sign-in", data=WRONG)
        assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"


def test_an_unknown_account_is_rate_limited_in_the_same_way(
    app: Flask, client: FlaskClient
) -> None:
    nobody = {**WRONG, "name": "nobody@example.org"}
    statuses = [client.post("/sign-in", data=nobody).status_code for _ in range(7)]
    assert statuses == [422] * 5 + [429] * 2


def test_confirming_the_password_is_rate_limited_in_the_same_way(mei: FlaskClient) -> None:
    wrong = {"password": "wrong horse battery"}
    tries = [mei.post("/confirm-password", data=wrong).text for _ in range(6)]
    assert ["Wait a minute" in page for page in tries] == [False] * 5 + [True]
    assert mei.post("/account/delete", data={"password": PASSWORD}).status_code == 422


def test_changing_the_password_ends_all_other_sessions(app: Flask, mei: FlaskClient) -> None:
    elsewhere = app.test_client()
    elsewhere.post("/sign-in", data=RIGHT)
    new = "battery horse correct"
    answers = {"current": PASSWORD, "password": new, "again": new}
    assert mei.post("/account/password", data=answers | {"current": new}).status_code == 422
    assert mei.post("/account/password", data=answers).location == "/account"
    assert "Your password has been changed" in mei.get("/account").text
    assert elsewhere.get("/home").status_code == 302


def test_making_somebody_a_coordinator_ends_their_sessions(app: Flask, mei: FlaskClient) -> None:
    password = "contraseña larga de verdad"
    result = app.test_cli_runner().invoke(
        args=["add-coordinator", "mei@example.org", "--password", password]
    )
    assert result.exit_code == 0, result.output
    assert mei.get("/home").status_code == 302


def test_an_idle_coordinator_is_signed_out_after_30_minutes(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    for away, status in ((29 * 60, 302), (31 * 60, 302)):
        with client.session_transaction() as session:
            session["last_seen"] = int(time.time()) - away
        location = client.get("/rounds/99").location or ""
        assert location.startswith("/sign-in") is (away > 30 * 60), (away, status)
    assert client.get("/home").location.startswith("/sign-in")


def test_an_idle_applicant_stays_signed_in(mei: FlaskClient) -> None:
    with mei.session_transaction() as session:
        session["last_seen"] = int(time.time()) - 3600
    assert mei.get("/home").status_code == 200


def test_quick_exit_ends_the_session_and_shows_a_harmless_page(
    app: Flask, mei: FlaskClient
) -> None:
    copied = mei.get_cookie("session").value
    response = mei.post("/exit")
    assert (response.status_code, response.location) == (303, "/measures")
    assert "cookies" in response.headers["Clear-Site-Data"]
    assert mei.get_cookie("session") is None
    page = mei.get("/measures").text
    assert not re.search(r"thread|mentor|sign in", page, re.IGNORECASE)
    assert mei.get_cookie("session") is None
    assert with_cookie(app, copied).get("/home").status_code == 302


def test_quick_exit_works_with_an_expired_token_too(app: Flask, mei: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    response = mei.post("/exit")
    assert "Kitchen measures" in response.text
    assert mei.get_cookie("session") is None


def test_every_page_has_quick_exit_and_a_language_switch(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'action="/exit"' in page
    assert "Español" in page


def test_the_browser_language_applies_until_somebody_chooses_one(
    app: Flask, mei: FlaskClient
) -> None:
    client = app.test_client()
    spanish = {"Accept-Language": "es-SV,es;q=0.9,en;q=0.5"}
    assert '<html lang="es"' in client.get("/", headers=spanish).text
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "ko"}).text
    client.post("/language", data={"language": "en"})
    assert '<html lang="en"' in client.get("/", headers=spanish).text
    client.post("/language", data={"language": "tlh"})
    assert '<html lang="en"' in client.get("/", headers=spanish).text


def test_an_account_remembers_the_language(app: Flask, mei: FlaskClient) -> None:
    mei.post("/language", data={"language": "es"})
    client = app.test_client()
    client.post("/sign-in", data=RIGHT)
    assert '<html lang="es"' in client.get("/home").text
