"""An outsider learns nothing about who has an account: not from an answer, nor from the work.

How long the doors take is measured by ``make bench``. What takes the time, the statements
and the hashing, is held to be the same here.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from mentorship.extensions import db
from tests.conftest import Mailbox, SignUp
from tests.integration.account.test_sign_up import join_by_user_name

KNOWN, UNKNOWN = "mei@example.org", "leo@example.org"
DOORS = {
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
    noted: list[str] = []

    def verify(password: str, known: str) -> bool:
        noted.append(known.rpartition(",p=")[0])
        return False

    monkeypatch.setattr("flask_security.verify_password", verify)
    return noted


@contextmanager
def statements() -> Iterator[list[str]]:
    noted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        noted.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield noted
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("door", DOORS)
def test_whether_there_is_an_account_changes_neither_answer_nor_work(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, hashed: list[str], door: str
) -> None:
    sign_up(KNOWN)
    user_name, _ = join_by_user_name(app.test_client())
    known = user_name if door == "/forgot-password/code" else KNOWN
    seen = []
    for email in (known, UNKNOWN):
        hashed.clear()
        with statements() as noted:
            response = app.test_client().post(door, data=DOORS[door](email))
        body = re.sub(r'value="[^"]*\.[^"]*\.[^"]*"', "", response.text.replace(email, ""))
        seen.append((response.status_code, response.location, body, noted, [*hashed]))
    assert seen[0] == seen[1]
    assert len(seen[0][3]) >= 2
