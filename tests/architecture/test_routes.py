"""The URL map against the permission table, both ways."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from mentorship.extensions import db
from mentorship.models import ImportSheet, Pair, Person, Round
from mentorship.permissions import PERMISSIONS, ROUTES_OF_EXTENSIONS, Permission, anybody
from mentorship.services.imports import sessions
from mentorship.services.imports.mapping import REQUIRED_COLUMNS
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import introduce, make_person, make_suggestion

VALUES = {
    "round_id": 1,
    "run_id": 1,
    "pair_id": 1,
    "application_id": 1,
    "suggestion_id": 1,
    "sheet_id": 1,
    "passkey_id": 1,
    "role_name": "mentee",
    "step_name": "name",
    "token": "none",
    "filename": "theme.css",
}
READING = {"GET", "HEAD", "OPTIONS"}


def permission_of(app: Flask, rule: Rule) -> Permission | None:
    view = app.view_functions[rule.endpoint]
    return getattr(view, "permission", ROUTES_OF_EXTENSIONS.get(rule.endpoint))


def address(app: Flask, rule: Rule) -> str:
    """Build a URL for a rule out of rows that exist."""
    bootstrap = {"filename": "css/bootstrap.min.css"} if "bootstrap" in rule.endpoint else {}
    values = VALUES | bootstrap
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


def walk(app: Flask, *, reading: bool) -> Iterator[tuple[Rule, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if (method in READING) is reading:
                yield rule, method, address(app, rule)


def may_anybody(app: Flask, rule: Rule) -> bool:
    return anybody in PERMISSIONS[permission_of(app, rule)]


@pytest.fixture
def a_pair(a_round: Round) -> Pair:
    """Rows with id 1 of everything that a URL can name, belonging to two people."""
    pair = introduce(make_suggestion(a_round))
    assert (pair.id, a_sheet(a_round).id) == (1, 1)
    return pair


def a_sheet(into: Round) -> ImportSheet:
    """Upload a sheet as far as the plan."""
    coordinator = make_person("coordinator@example.org")
    questions = sorted(REQUIRED_COLUMNS)
    content = f"{','.join(questions)}\n{','.join(questions)}\n".encode()
    sheet = sessions.store_upload(db.session, coordinator, into, content)
    columns = {question: question for question in questions}
    sessions.map_columns(
        sheet,
        {
            "columns": columns,
            "availability": {},
            "role": "mentor",
            "privacy_notice": "2026-11-01",
        },
    )
    db.session.commit()
    return sheet


def test_every_route_states_a_permission_of_the_table(app: Flask) -> None:
    stated = {rule.endpoint: permission_of(app, rule) for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint, permission in stated.items() if permission is None} == set()
    assert set(stated.values()) <= set(PERMISSIONS)


def test_the_table_names_no_route_and_no_permission_in_vain(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert set(ROUTES_OF_EXTENSIONS) <= {rule.endpoint for rule in rules}
    assert set(PERMISSIONS) == {permission_of(app, rule) for rule in rules}


def test_a_route_without_permission_stays_shut(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/undeclared", view_func=lambda: "secret")
    assert client.get("/undeclared").status_code == 403


def test_strangers_read_public_pages_alone(
    app: Flask, a_pair: Pair, client: FlaskClient, mailbox: Mailbox
) -> None:
    for rule, method, url in walk(app, reading=True):
        response = client.open(url, method=method)
        if "token" in rule.arguments and may_anybody(app, rule):
            assert response.status_code == 410, "a link that was never made has ended"
        elif rule.endpoint == "auth.enter_code":
            assert response.location == "/sign-in", "nobody stands there without a password"
        elif may_anybody(app, rule):
            assert response.status_code == 200, url
        else:
            assert response.status_code == 302, url
            assert response.location.startswith("/sign-in?next="), url


def test_strangers_change_nothing(app: Flask, a_pair: Pair, client: FlaskClient) -> None:
    for rule, method, url in walk(app, reading=False):
        if not may_anybody(app, rule):
            response = client.open(url, method=method)
            assert (response.status_code, response.location) == (302, "/sign-in"), url


def test_applicants_see_neither_coordinators_pages_nor_other_peoples_pairs(
    app: Flask, a_pair: Pair, applicant: Applicant, sign_in: SignIn
) -> None:
    stranger = sign_in(applicant("mentee", "another@example.org").person)
    for reading in (True, False):
        for rule, method, url in walk(app, reading=reading):
            if rule.endpoint.startswith(("coordinate.", "pairs.")):
                assert stranger.open(url, method=method).status_code in {403, 404}, url


def test_coordinators_do_not_see_what_a_pair_keeps_to_itself(
    app: Flask, a_pair: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    for reading in (True, False):
        for rule, method, url in walk(app, reading=reading):
            if rule.endpoint.startswith("pairs."):
                assert client.open(url, method=method).status_code == 404, url


def test_coordinators_can_open_every_page_of_their_room(
    app: Flask, a_pair: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    pages = [url for rule, _, url in walk(app, reading=True) if "coordinate." in rule.endpoint]
    assert len(pages) >= 6
    for url in pages:
        assert client.get(url, follow_redirects=True).status_code == 200, url


def test_nothing_changes_without_a_token_against_forgery(
    app: Flask, a_pair: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(coordinator)
    for _, method, url in walk(app, reading=False):
        assert client.open(url, method=method).status_code == 400, url
