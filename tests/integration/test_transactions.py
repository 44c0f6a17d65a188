"""A request whose row another request deletes is undone, and says so kindly."""

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mentorship import after_commit
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.web import transactions
from tests.conftest import SignIn
from tests.factories import make_person


def test_changing_a_row_that_was_just_deleted_is_undone_and_explained(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit_after_deletion(session: after_commit.AnySession) -> None:
        with Session(db.engine) as other:
            other.execute(delete(Person))
            other.commit()
        after_commit.commit(session)

    client = sign_in(make_person("mei@example.org", "password"))
    monkeypatch.setattr(transactions, "commit", commit_after_deletion)
    response = client.post("/language", data={"language": "es"})
    assert (response.status_code, response.data) == (303, b"")
    with client.session_transaction() as cookie:
        assert [category for category, _ in cookie["_flashes"]] == ["warning"]
    assert client.get("/home").location.startswith("/sign-in")
    assert db.session.query(Person).count() == 0
