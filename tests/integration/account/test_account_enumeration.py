"""Neither a response nor its cost reveals whether an account exists.

``make bench`` measures the response times. These tests compare what takes the time: the SQL
statements and the password hashing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from mentorship.extensions import db
from mentorship.services.accounts import sign_up_links
from tests.conftest import Mailbox, SignUp, email_form
from tests.factories import PASSWORD
from tests.integration.account.test_sign_up import sign_up_with_user_name

KNOWN, UNKNOWN = "mei@example.org", "leo@example.org"
FORMS = {
    "/sign-in": lambda email: {"name": email, "password": "wrong horse battery"},
    "/sign-up/email": email_form,
    "/forgot-password": email_form,
    "/forgot-password/code": lambda email: {
        "name": email, "code": "AAAA-AAAA-AAAA",
        "password": "battery horse correct", "again": "battery horse correct",
    },
}  # fmt: skip


@pytest.fixture
def password_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that records the hashing parameters of every password check."""
    recorded: list[str] = []

    def verify(password: str, stored_hash: str) -> bool:
        recorded.append(stored_hash.rpartition(",p=")[0])
        return False

    monkeypatch.setattr("flask_security.verify_password", verify)
    return recorded


def without_tokens(page: str) -> str:
    """Return a page without what differs between two visits: signed values, and the link."""
    return re.sub(r'value="[^"]*\.[^"]*\.[^"]*"|link(/|%2F)[\w-]+', "", page)


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    recorded: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        recorded.append(statement)

    event.listen(db.engine, "before_cursor_execute", record)
    yield recorded
    event.remove(db.engine, "before_cursor_execute", record)


def test_a_sign_up_link_looks_the_same_with_and_without_an_account_until_it_is_used(
    app: Flask, sign_up: SignUp
) -> None:
    """Whoever has the key file, but not the database, can make links to any address."""
    sign_up(KNOWN)
    links = [
        f"/sign-up/link/{sign_up_links.make_token(address, 'en', None)}"
        for address in (KNOWN, UNKNOWN)
    ]
    short = {"password": "short", "again": "short"}
    observed = []
    for link in links:
        with recorded_statements() as statements:
            shown = app.test_client().get(link)
            refused = app.test_client().post(link, data=short)
        pages = [without_tokens(page.text) for page in (shown, refused)]
        observed.append((shown.status_code, refused.status_code, pages, statements))
    assert observed[0] == observed[1]
    assert observed[0][:2] == (200, 422)
    password = {"password": PASSWORD, "again": PASSWORD}
    assert app.test_client().post(links[0], data=password).status_code == 410


@pytest.mark.parametrize("url", FORMS)
def test_response_and_cost_are_the_same_with_and_without_an_account(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, password_checks: list[str], url: str
) -> None:
    sign_up(KNOWN)
    user_name, _ = sign_up_with_user_name(app.test_client())
    existing = user_name if url == "/forgot-password/code" else KNOWN
    observed = []
    for email in (existing, UNKNOWN):
        password_checks.clear()
        with recorded_statements() as statements:
            response = app.test_client().post(url, data=FORMS[url](email))
        body = without_tokens(response.text.replace(email, ""))
        observed.append(
            (response.status_code, response.location, body, statements, [*password_checks])
        )
    assert observed[0] == observed[1]
    assert len(observed[0][3]) >= 2
