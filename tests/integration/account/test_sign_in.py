"""Signing in and out, sessions, rate limits and quick exit."""

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
HOUR_SECONDS = 60 * 60


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
    assert mei.get("/home").status_code == 302, "reactivation restores no session"
    assert app.test_client().post("/sign-in", data=RIGHT).location == "/home"


def test_signing_in_starts_a_new_session(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    client.get("/sign-in")
    anonymous_cookie = client.get_cookie("session").value
    client.post("/sign-in", data=RIGHT)
    assert client.get_cookie("session").value != anonymous_cookie
    assert with_cookie(app, anonymous_cookie).get("/home").status_code == 302
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
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "evil.example", "///evil.example", "//[", "http:evil.example"],
)  # fmt: skip
def test_signing_in_does_not_redirect_to_other_sites(
    app: Flask, mei: FlaskClient, target: str
) -> None:
    response = app.test_client().post("/sign-in", query_string={"next": target}, data=RIGHT)
    assert response.location == "/home"


def test_signing_in_redirects_to_the_requested_page(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    sign_in_url = client.get("/account/password").location
    assert client.post(sign_in_url, data=RIGHT).location == "/account/password"


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
    def attempt(_: int) -> bool:
        with app.app_context():
            return rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, "mei@example.org")

    with ThreadPoolExecutor(12) as workers:
        assert sum(workers.map(attempt, range(24))) <= 5


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
    other_session = app.test_client()
    other_session.post("/sign-in", data=RIGHT)
    new = "battery horse correct"
    answers = {"current": PASSWORD, "password": new, "again": new}
    assert mei.post("/account/password", data=answers | {"current": new}).status_code == 422
    assert mei.post("/account/password", data=answers).location == "/account"
    assert "Your password has been changed" in mei.get("/account").text
    assert other_session.get("/home").status_code == 302


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
    for idle_seconds in (29 * 60, 31 * 60):
        with client.session_transaction() as session:
            session["last_seen"] = int(time.time()) - idle_seconds
        location = client.get("/rounds/99").location or ""
        assert location.startswith("/sign-in") is (idle_seconds > 30 * 60), idle_seconds
    assert client.get("/home").location.startswith("/sign-in")


def test_an_idle_applicant_stays_signed_in(mei: FlaskClient) -> None:
    with mei.session_transaction() as session:
        session["last_seen"] = int(time.time()) - 3600
    assert mei.get("/home").status_code == 200


def age_session(client: FlaskClient, seconds: int) -> None:
    """Make a session's sign-in older, while its person goes on being active."""
    with client.session_transaction() as session:
        session["signed_in"] = int(time.time()) - seconds
        session["last_seen"] = int(time.time())


@pytest.mark.parametrize("age", [12 * HOUR_SECONDS + 1, 31 * 24 * HOUR_SECONDS, -HOUR_SECONDS])
def test_an_active_coordinator_signs_in_again_after_12_hours(
    coordinator: Person, sign_in: SignIn, age: int
) -> None:
    client = sign_in(coordinator)
    age_session(client, 12 * HOUR_SECONDS - 60)
    assert client.get("/rounds").status_code == 200
    age_session(client, age)
    response = client.get("/rounds", follow_redirects=True)
    assert response.request.path == "/sign-in"
    assert "You were signed out to keep your account safe" in response.text
    assert client.get("/rounds").location.startswith("/sign-in")


@pytest.mark.parametrize("age", [30 * 24 * HOUR_SECONDS + 1, -HOUR_SECONDS])
def test_an_active_applicant_signs_in_again_after_30_days(mei: FlaskClient, age: int) -> None:
    age_session(mei, 30 * 24 * HOUR_SECONDS - 60)
    assert mei.get("/home").status_code == 200
    age_session(mei, age)
    assert mei.get("/home").location.startswith("/sign-in")


def test_a_sign_in_a_few_seconds_in_the_future_counts(mei: FlaskClient) -> None:
    age_session(mei, -30)
    assert mei.get("/home").status_code == 200


def test_a_session_without_a_time_of_signing_in_has_ended(mei: FlaskClient) -> None:
    with mei.session_transaction() as session:
        del session["signed_in"]
    assert mei.get("/home").location.startswith("/sign-in")


def test_being_active_does_not_move_the_time_of_signing_in(
    coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    age_session(client, HOUR_SECONDS)
    client.get("/rounds")
    with client.session_transaction() as session:
        assert time.time() - session["signed_in"] >= HOUR_SECONDS


def test_a_password_confirmed_in_the_future_is_asked_for_again(mei: FlaskClient) -> None:
    with mei.session_transaction() as session:
        session["password_confirmed"] = int(time.time()) + HOUR_SECONDS
    assert mei.get("/account/two-factor/app").location.startswith("/confirm-password")


def test_signing_out_works_in_a_session_that_is_too_old(app: Flask, mei: FlaskClient) -> None:
    age_session(mei, 31 * 24 * HOUR_SECONDS)
    assert mei.post("/exit").location == "/measures"


def test_signing_out_and_deleting_the_account_clear_the_browsers_storage(mei: FlaskClient) -> None:
    deleted = mei.post("/account/delete", data={"password": PASSWORD})
    assert deleted.headers["Clear-Site-Data"] == '"storage"'
    assert "Everything about you is deleted" in mei.get(deleted.location).text
    assert mei.post("/sign-out").headers["Clear-Site-Data"] == '"storage"'


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


def test_the_forms_of_a_page_shown_at_sign_up_have_a_valid_token(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answers = {"name": "mei", "password": PASSWORD, "again": PASSWORD}
    page = client.get("/sign-up/user-name").text
    for url in ("/sign-up/user-name", "/language"):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        response = client.post(url, data={**answers, "language": "es", "csrf_token": token})
        assert response.status_code in {200, 302}, url
        page = response.text


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
