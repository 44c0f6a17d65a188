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
from tests.conftest import Mailbox, SignUp, email_form
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


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    recorded: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        recorded.append(statement)

    event.listen(db.engine, "before_cursor_execute", record)
    yield recorded
    event.remove(db.engine, "before_cursor_execute", record)


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
        body = re.sub(r'value="[^"]*\.[^"]*\.[^"]*"', "", response.text.replace(email, ""))
        observed.append(
            (response.status_code, response.location, body, statements, [*password_checks])
        )
    assert observed[0] == observed[1]
    assert len(observed[0][3]) >= 2
