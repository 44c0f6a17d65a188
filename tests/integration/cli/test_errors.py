"""What a command says when the database refuses something."""

import click
import pytest
from flask import Flask
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from mentorship.cli.errors import report_errors
from mentorship.extensions import db
from tests.factories import make_person

BUSY = "Something else changed the same rows at the same moment"
UNREACHABLE = "The database cannot be reached"


def message_for(error: DBAPIError) -> str:
    @report_errors
    def fail() -> None:
        raise error

    with pytest.raises(click.ClickException) as caught:
        fail()
    return caught.value.message


def test_a_row_that_is_there_already_is_no_missing_database(app: Flask) -> None:
    make_person("mei@example.org")
    with pytest.raises(IntegrityError) as caught:
        db.session.execute(text("INSERT INTO account_role (name) VALUES ('applicant')"))
    db.session.rollback()
    assert BUSY in message_for(caught.value)


def test_a_deadlock_is_no_missing_database(app: Flask) -> None:
    assert BUSY in message_for(OperationalError("", {}, errors.DeadlockDetected()))


def test_missing_tables_are_named_as_the_cause(app: Flask) -> None:
    with pytest.raises(OperationalError) as caught:
        db.session.execute(text("SELECT 1 FROM no_table"))
    db.session.rollback()
    assert UNREACHABLE in message_for(caught.value)
