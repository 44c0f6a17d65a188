"""No response, and no work done for it, shows whether an account exists.

``make bench`` measures the time that these pages take. Here the statements and the hashing,
which take that time, have to be the same.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from mentorship.extensions import db
from tests.conftest import Mailbox, SignUp
from tests.integration.account.test_sign_up import sign_up_with_user_name

KNOWN, UNKNOWN = "mei@example.org", "leo@example.org"
FORMS = {
    "/sign-in": lambda email: {"name": email, "password": "wrong horse battery"},
    "/sign-up/email": lambda email: {"email": email},
    "/forgot-password": lambda email: {"email": email},
    "/forgot-password/code": lambda email: {
        "name": email, "code": "AAAA-AAAA-AAAA",
        "password": "battery horse correct", "again": "battery horse correct",
    },
}  # fmt: skip


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every comparison of a password."""
    recorded: list[str] = []

    def verify(password: str, known: str) -> bool:
        recorded.append(known.rpartition(",p=")[0])
        return False

    monkeypatch.setattr("flask_security.verify_password", verify)
    return recorded


@contextmanager
def statements() -> Iterator[list[str]]:
    recorded: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        recorded.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield recorded
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("url", FORMS)
def test_response_and_work_are_the_same_with_and_without_an_account(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, hashed: list[str], url: str
) -> None:
    sign_up(KNOWN)
    user_name, _ = sign_up_with_user_name(app.test_client())
    known = user_name if url == "/forgot-password/code" else KNOWN
    seen = []
    for email in (known, UNKNOWN):
        hashed.clear()
        with statements() as noted:
            response = app.test_client().post(url, data=FORMS[url](email))
        body = re.sub(r'value="[^"]*\.[^"]*\.[^"]*"', "", response.text.replace(email, ""))
        seen.append((response.status_code, response.location, body, noted, [*hashed]))
    assert seen[0] == seen[1]
    assert len(seen[0][3]) >= 2
