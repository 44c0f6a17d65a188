"""Signing in, up and out: what the accounts library offers beyond, stays shut."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship import create_app
from mentorship.config import Settings
from mentorship.errors import ConfigurationError
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.privacy.keys import Keys
from mentorship.services import people
from tests.conftest import Applicant, SignIn
from tests.integration.test_journey import PASSWORD, sign_up


@pytest.fixture
def mei(app: Flask) -> FlaskClient:
    return sign_up(app, "mei@example.org")


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, mei: FlaskClient) -> None:
    copied = mei.get_cookie("session").value
    mei.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("session", copied)
    assert thief.get("/home").location.startswith("/sign-in")


def test_nothing_is_remembered_beyond_the_session(app: Flask, mei: FlaskClient) -> None:
    client = app.test_client()
    answers = {"email": "mei@example.org", "password": PASSWORD, "remember": "y"}
    assert client.post("/sign-in", data=answers).location == "/home"
    assert client.get_cookie("remember_token") is None


def test_no_token_in_a_url_or_header_opens_a_door(app: Flask, mei: FlaskClient) -> None:
    person = people.person_named(db.session, "mei@example.org")
    token = person.get_auth_token()
    client = app.test_client()
    for response in (
        client.get(f"/home?auth_token={token}"),
        client.get("/home", headers={"Authentication-Token": token}),
    ):
        assert response.status_code == 302
        assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(app: Flask, mei: FlaskClient, elsewhere: str) -> None:
    answers = {"email": "mei@example.org", "password": PASSWORD, "next": elsewhere}
    response = app.test_client().post("/sign-in", data=answers)
    # Refused, or led to a path of this site.
    assert re.fullmatch(r"/[^/\\].*", response.location or "/home")


def test_a_wrong_password_says_so_in_the_summary(app: Flask, mei: FlaskClient) -> None:
    answers = {"email": "mei@example.org", "password": "wrong horse battery"}
    page = app.test_client().post("/sign-in", data=answers).text
    assert "The email address or the password is not right" in page


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"email": "bad"}, "like name@example.org"),
        ({"email": ""}, "Give your email address"),
        ({"password": "short", "password_confirm": "short"}, "at least 12 characters"),
        ({"password_confirm": "another horse battery"}, "The two passwords differ"),
    ],
)
def test_a_slip_when_signing_up_says_what_to_do(
    app: Flask, answers: dict[str, str], says: str
) -> None:
    whole = {"email": "a@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
    assert says in app.test_client().post("/sign-up", data={**whole, **answers}).text
    assert db.session.query(Person).count() == 0


def test_changing_the_password_signs_out_everywhere_else(app: Flask, mei: FlaskClient) -> None:
    elsewhere = app.test_client()
    elsewhere.post("/sign-in", data={"email": "mei@example.org", "password": PASSWORD})
    new = "battery horse correct"
    answers = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert mei.post("/change-password", data=answers).status_code == 302
    assert "Your password is changed" in mei.get("/home").text
    assert elsewhere.get("/home").status_code == 302


def test_making_somebody_a_coordinator_ends_their_old_sessions(
    app: Flask, mei: FlaskClient
) -> None:
    password = "contraseña larga de verdad"
    result = app.test_cli_runner().invoke(
        args=["add-coordinator", "mei@example.org", "--password", password]
    )
    assert result.exit_code == 0, result.output
    assert mei.get("/home").status_code == 302
    answers = {"email": "mei@example.org", "password": password}
    assert app.test_client().post("/sign-in", data=answers).status_code == 302


def test_invented_people_never_join_real_ones(app: Flask) -> None:
    app.config["DEMO"] = True
    runner = app.test_cli_runner()
    runner.invoke(args=["open-round", "Fall"])
    result = runner.invoke(args=["make-demo"])
    assert result.exit_code == 1
    assert "real people" in result.output
    assert db.session.query(Person).count() == 0


def test_keys_that_do_not_fit_the_database_stop_the_start(
    settings: Settings, coordinator: Person
) -> None:
    with pytest.raises(ConfigurationError, match="does not fit"):
        create_app(replace(settings, keys=Keys.generate()))
    assert create_app(settings)


def test_somebody_imported_comes_in_by_a_link_that_works_once(
    app: Flask, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org")
    staff = sign_in(coordinator)
    link = f"/coordinate/applications/{application.id}/sign-in-link"
    older, newer = (welcome_path(staff.post(link).text) for _ in range(2))
    mei = app.test_client()
    assert mei.get(older).status_code == 410
    assert mei.post(newer, data={"password": "short", "again": "short"}).status_code == 422
    answers = {"password": PASSWORD, "again": PASSWORD}
    assert mei.post(newer, data={**answers, "again": "x"}).status_code == 422
    assert mei.post(newer, data=answers).location == "/home"
    assert "Your answers as a mentee" in mei.get("/home").text
    assert app.test_client().get(newer).status_code == 410
    assert "no account yet" not in staff.get(f"/coordinate/applications/{application.id}").text


def welcome_path(page: str) -> str:
    return "/welcome/" + page.split("/welcome/")[1].split("<")[0]
