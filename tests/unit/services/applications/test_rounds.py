"""Until when a round takes applications: the last moment of its last day in Los Angeles."""

from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

import pytest
from flask import Flask

from mentorship import clock
from mentorship.models import Round, RoundState
from mentorship.programme import shipped
from mentorship.services.applications import rounds
from tests.conftest import change_runtime

pytestmark = pytest.mark.usefixtures("app")

LAST_DAY = date(2026, 11, 26)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class FixedClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "FixedClock":
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(clock, "datetime", FixedClock)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 26, 0, 0, tzinfo=UTC), True),  # still the day before there
        (datetime(2026, 11, 27, 7, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 8, 0, 0, tzinfo=UTC), False),
    ],
)
def test_a_round_closes_at_midnight_in_los_angeles(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, is_open: bool
) -> None:
    set_clock(monkeypatch, moment)
    round_ = Round(state=RoundState.OPEN, closes_on=LAST_DAY)
    assert rounds.takes_applications(round_) is is_open


def test_summer_time_moves_the_end_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = Round(state=RoundState.OPEN, closes_on=date(2026, 7, 1))
    set_clock(monkeypatch, datetime(2026, 7, 2, 6, 59, 59, tzinfo=UTC))
    assert rounds.takes_applications(round_)
    set_clock(monkeypatch, datetime(2026, 7, 2, 7, 0, 0, tzinfo=UTC))
    assert not rounds.takes_applications(round_)


def test_a_round_closes_at_midnight_where_the_programme_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_runtime(app, programme_source=lambda: replace(shipped(), zone="Pacific/Auckland"))
    set_clock(monkeypatch, datetime(2026, 11, 26, 11, 0, tzinfo=UTC))  # midnight there
    assert not rounds.takes_applications(Round(state=RoundState.OPEN, closes_on=LAST_DAY))


def test_a_round_without_a_last_day_is_open_until_it_is_closed() -> None:
    assert rounds.takes_applications(Round(state=RoundState.OPEN, closes_on=None))
    assert not rounds.takes_applications(Round(state=RoundState.MATCHING, closes_on=None))


def test_a_closed_round_takes_none_before_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "today", lambda: LAST_DAY)
    assert not rounds.takes_applications(Round(state=RoundState.MATCHING, closes_on=LAST_DAY))
