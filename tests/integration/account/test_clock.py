"""The clock runs a day ahead and is set back: nobody is locked out, and limits still hold."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import mentorship.clock
from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Person
from mentorship.services.accounts import rate_limits, two_factor
from mentorship.services.email import queue
from tests.conftest import Mailbox, email_form
from tests.factories import PASSWORD, make_person

DAY = timedelta(days=1)
SetClock = Callable[[timedelta], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that sets the clock of the service to a time from now."""
    real_time = time.time

    def set_clock(offset: timedelta) -> None:
        class ShiftedDatetime(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return datetime.now(tz) + offset

        monkeypatch.setattr(mentorship.clock, "datetime", ShiftedDatetime)
        monkeypatch.setattr(time, "time", lambda: real_time() + offset.total_seconds())

    return set_clock


@pytest.fixture
def mei(app: Flask) -> Person:
    return make_person("mei@example.org", "password", "two_factor")


def enter_password(client: FlaskClient, password: str = PASSWORD) -> int:
    answers = {"name": "mei@example.org", "password": password}
    return client.post("/sign-in", data=answers).status_code


def current_code(person: Person) -> str:
    period = two_factor.current_period()
    code = two_factor._totp(person.totp_secret or "").generate(period * two_factor.PERIOD_SECONDS)
    return code.decode()


def enter_code(client: FlaskClient, code: str) -> str | None:
    return client.post("/sign-in/two-factor", data={"code": code}).location


def test_a_password_is_accepted_after_wrong_ones_of_tomorrow(
    app: Flask, mei: Person, set_clock: SetClock
) -> None:
    for offset in (DAY, timedelta(0)):
        set_clock(offset)
        wrong = [enter_password(app.test_client(), "wrong") for _ in range(6)]
        assert wrong == [422] * 5 + [429], "the limit holds whatever the clock says"
        set_clock(offset + timedelta(minutes=2))
        assert enter_password(app.test_client()) == 302


def test_a_code_is_accepted_after_one_of_tomorrow(
    app: Flask, mei: Person, set_clock: SetClock
) -> None:
    for offset in (DAY, timedelta(0)):
        set_clock(offset)
        code = current_code(mei)
        client = app.test_client()
        enter_password(client)
        assert enter_code(client, code) == "/home"
        other = app.test_client()
        enter_password(other)
        assert enter_code(other, code) is None, "it still works once"


def test_an_email_that_was_leased_tomorrow_is_sent(
    app: Flask, mailbox: Mailbox, set_clock: SetClock
) -> None:
    for attempts in range(queue.MAX_ATTEMPTS):
        set_clock(DAY)
        with app.app_context():
            queue.notify(db.session, make_person(f"mei{attempts}@example.org"))
            db.session.commit()
        email = db.session.query(OutgoingEmail).one()
        email.attempts = attempts
        db.session.commit()
        queue._claim(db.session, email.id)
        assert queue.unsent_emails(db.session) == []
        set_clock(timedelta(0))
        assert mailbox.emails()[-1][0] == f"mei{attempts}@example.org"


def test_emails_can_be_asked_for_after_those_of_tomorrow(
    app: Flask, mailbox: Mailbox, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "MAX_SITE_EMAILS", 6)
    for number, offset in enumerate((DAY, timedelta(0)), start=1):
        set_clock(offset)
        for _ in range(7):
            app.test_client().post("/sign-up/email", data=email_form("mei@example.org"))
        for _ in range(2):
            app.test_client().post("/sign-up/email", data=email_form("ana@example.org"))
        assert db.session.query(OutgoingEmail).count() == number * 6


def test_a_passkey_challenge_of_tomorrow_is_refused(app: Flask, set_clock: SetClock) -> None:
    client = app.test_client()
    set_clock(DAY)
    client.post("/sign-in/passkey/options")
    set_clock(timedelta(0))
    page = client.post("/sign-in/passkey", data={"answer": "{}"}, follow_redirects=True)
    assert "That took too long" in page.text
