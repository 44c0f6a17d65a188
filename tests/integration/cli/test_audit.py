"""`flask verify-audit` says whether the trail is as it was written, and prints its head."""

import pytest
from click.testing import Result
from flask import Flask

from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, Round
from mentorship.services import audit_verification
from mentorship.services.audit import record


def verify(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["verify-audit", *options])


@pytest.fixture
def earlier(a_round: Round, coordinator: Person) -> str:
    """Return the head that was written down before the last of several entries."""
    for number in range(60):
        record(db.session, coordinator, f"number {number}", a_round)
    db.session.commit()
    head = str(audit_verification.head(db.session))
    record(db.session, coordinator, "last", a_round)
    db.session.commit()
    return head


def test_a_trail_as_it_was_written_is_said_to_be_so(app: Flask, earlier: str) -> None:
    result = verify(app, "--head", earlier)
    assert result.exit_code == 0
    assert "Every entry is as it was written." in result.output
    assert f"Head: {audit_verification.head(db.session)}" in result.output


def test_each_changed_entry_is_named_up_to_a_limit(app: Flask, earlier: str) -> None:
    db.session.query(AuditEntry).filter_by(action="number 3").update({"action": "number 4"})
    db.session.commit()
    result = verify(app)
    assert result.exit_code == 1
    assert "was changed." in result.output
    db.session.query(AuditEntry).update({"action": "x"})
    db.session.commit()
    result = verify(app)
    assert result.exit_code == 1
    assert result.output.count("was changed.") == 50
    assert "... and" in result.output


def test_a_trail_that_does_not_continue_the_head_fails(app: Flask, earlier: str) -> None:
    ending = "0" if earlier[-1] != "0" else "1"
    for head in (earlier[:-1] + ending, "999" + earlier[earlier.index("-") :]):
        result = verify(app, "--head", head)
        assert result.exit_code == 1
        assert "does not continue" in result.output


def test_a_head_that_is_none_is_explained(app: Flask) -> None:
    result = verify(app, "--head", "12-0123")
    assert result.exit_code == 2
    assert "a head looks like 120-4f2a" in result.output
