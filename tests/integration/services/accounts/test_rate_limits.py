"""Five attempts in a window, whoever asks, and whether their requests succeed or fail."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Attempt
from mentorship.services.accounts import rate_limits
from mentorship.services.accounts.rate_limits import (
    MAX_ATTEMPTS,
    SIGN_IN,
    TWO_FACTOR,
    WINDOWS,
    Budget,
)

NAME = "mei@example.org"
MARGIN = timedelta(seconds=5)

pytestmark = pytest.mark.usefixtures("app")


def attempt(action: str = SIGN_IN, name: str = NAME) -> bool:
    return rate_limits.allow_attempt(db.session, action, name)


def use_up(action: str = SIGN_IN, name: str = NAME) -> None:
    assert all(attempt(action, name) for _ in range(MAX_ATTEMPTS))


def age_attempts(age: timedelta) -> None:
    for row in db.session.query(Attempt):
        row.at = now() - age
    db.session.commit()


@pytest.mark.parametrize("action", WINDOWS)
def test_the_fifth_attempt_is_allowed_and_the_sixth_is_not(action: str) -> None:
    use_up(action)
    assert not attempt(action)


@pytest.mark.parametrize(("action", "window"), WINDOWS.items())
def test_attempts_count_until_their_window_has_passed(action: str, window: timedelta) -> None:
    use_up(action)
    age_attempts(window - MARGIN)
    assert not attempt(action)
    age_attempts(window + MARGIN)
    assert attempt(action)


def test_an_attempt_counts_when_its_request_fails() -> None:
    for _ in range(MAX_ATTEMPTS):
        assert attempt()
        db.session.rollback()
    assert not attempt()


def test_refused_attempts_do_not_prolong_the_wait() -> None:
    use_up()
    age_attempts(WINDOWS[SIGN_IN] - MARGIN)
    for _ in range(3):
        assert not attempt()
    assert db.session.query(Attempt).count() == MAX_ATTEMPTS


def test_names_and_actions_are_counted_apart() -> None:
    use_up()
    assert attempt(SIGN_IN, "ana@example.org")
    assert attempt(TWO_FACTOR, NAME)


@pytest.mark.parametrize("spelling", ["MEI@example.org", f"  {NAME}\n", "ｍｅｉ@example.org"])
def test_another_spelling_of_a_name_is_no_other_name(spelling: str) -> None:
    use_up()
    assert not attempt(name=spelling)


@pytest.mark.parametrize("name", ["", "x" * 100_000, "王佳蓉 🌵"])
def test_any_name_can_be_counted(name: str) -> None:
    use_up(name=name)
    assert not attempt(name=name)


def test_a_reset_frees_one_action_of_one_name() -> None:
    for action, name in ((SIGN_IN, NAME), (TWO_FACTOR, NAME), (SIGN_IN, "ana@example.org")):
        use_up(action, name)
    rate_limits.reset(db.session, SIGN_IN, NAME)
    db.session.commit()
    assert attempt()
    assert not attempt(TWO_FACTOR)
    assert not attempt(SIGN_IN, "ana@example.org")


def test_an_attempt_that_is_refused_while_another_succeeds_is_no_error() -> None:
    use_up()

    def reset_after_the_count(
        connection: Connection, cursor: object, statement: str, *_: object
    ) -> None:
        if statement.startswith("SELECT count"):
            with Session(connection.engine) as other:
                rate_limits.reset(other, SIGN_IN, NAME)
                other.commit()

    event.listen(db.engine, "after_cursor_execute", reset_after_the_count)
    try:
        assert not attempt()
    finally:
        event.remove(db.engine, "after_cursor_execute", reset_after_the_count)
    assert attempt()


def test_a_reset_is_undone_when_its_request_fails() -> None:
    use_up()
    rate_limits.reset(db.session, SIGN_IN, NAME)
    db.session.rollback()
    assert not attempt()


def test_attempts_older_than_every_window_are_deleted_by_the_next_attempt() -> None:
    longest = max(WINDOWS.values())
    use_up()
    age_attempts(longest - MARGIN)
    attempt(name="ana@example.org")
    assert db.session.query(Attempt).count() == MAX_ATTEMPTS + 1
    age_attempts(longest + MARGIN)
    attempt(name="ana@example.org")
    assert db.session.query(Attempt).count() == 1


def test_expired_attempts_are_purged_though_nobody_tries_again() -> None:
    use_up()
    rate_limits.purge_expired(db.session)
    assert db.session.query(Attempt).count() == MAX_ATTEMPTS
    age_attempts(max(WINDOWS.values()) + MARGIN)
    rate_limits.purge_expired(db.session)
    assert db.session.query(Attempt).count() == 0


def test_attempts_of_a_clock_that_was_ahead_do_not_count() -> None:
    use_up()
    age_attempts(timedelta(days=-1))
    assert attempt()


def test_attempts_of_a_clock_that_differs_a_little_count() -> None:
    use_up()
    age_attempts(MARGIN - rate_limits.MAX_CLOCK_DIFFERENCE)
    assert not attempt()


def test_emails_of_the_whole_site_are_counted_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MAX_SITE_EMAILS", 3)
    allowed = [rate_limits.allow_site_email(db.session, "sign up") for _ in range(4)]
    assert allowed == [True, True, True, False]
    assert rate_limits.allow_site_email(db.session, "recover")
    assert rate_limits.allow_email(db.session, "sign up", NAME), "an address has its own limit"


def test_emails_to_an_address_are_counted_by_kind() -> None:
    allowed = [rate_limits.allow_email(db.session, "sign up", NAME) for _ in range(6)]
    assert allowed == [True] * MAX_ATTEMPTS + [False]
    assert rate_limits.allow_email(db.session, "recover", NAME)


def test_a_budget_tells_what_remains_and_when_more_will() -> None:
    assert budget("recover").remaining == MAX_ATTEMPTS
    for remaining in reversed(range(MAX_ATTEMPTS)):
        rate_limits.allow_email(db.session, "recover", NAME)
        assert budget("recover").remaining == remaining
    age_attempts(timedelta(minutes=10))
    renewed_in = budget("recover").renewed_at - now()
    assert timedelta(minutes=49) < renewed_in < timedelta(minutes=51)
    assert budget("recover", "ana@example.org").remaining == MAX_ATTEMPTS
    assert budget("sign up").remaining == MAX_ATTEMPTS


def budget(kind: str, address: str = NAME) -> Budget:
    return rate_limits.email_budget(db.session, kind, address)
