"""Times in common, and the days that follow from them, also when the clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import vocabulary
from mentorship.models import Application, Pair, Profile
from mentorship.services.pairs import common_times
from mentorship.services.pairs.common_times import DAYS_AHEAD, SuggestedTime, next_times

pytestmark = pytest.mark.usefixtures("app")

FALL_BACK, SPRING_FORWARD = date(2026, 11, 1), date(2027, 3, 14)
"""The Sundays on which the clocks of Los Angeles change, at two in the morning."""


def pair(mentee: list[str], mentor: list[str]) -> Pair:
    def side(times: list[str]) -> Application:
        return Application(profile=Profile(stored_answers={"availability": times}))

    return Pair(mentee=side(mentee), mentor=side(mentor))


def test_only_times_at_which_both_are_free_are_common_in_the_order_of_the_week() -> None:
    both = pair(["sun_evening", "sat_morning", "mon_morning"], ["sat_morning", "sun_evening"])
    assert common_times.common_times(both) == ["sat_morning", "sun_evening"]
    assert common_times.common_times(pair(["sat_morning"], ["sun_morning"])) == []


def test_suggested_times_begin_tomorrow_and_end_in_three_weeks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(common_times, "today", lambda: date(2026, 11, 28))  # a Saturday
    both = pair(["sat_morning"], ["sat_morning"])
    days = [item.day for item in common_times.free_times(both)]
    assert days == [date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 19)]
    assert (
        common_times.time_named(common_times.free_times(both), "2026-12-05", "morning") is not None
    )
    for day, part in (
        ("2026-11-28", "morning"),
        ("2026-12-05", "evening"),
        ("2026-12-26", "morning"),
        ("", ""),
    ):
        assert common_times.time_named(common_times.free_times(both), day, part) is None


def test_two_who_are_always_free_get_a_short_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common_times, "today", lambda: date(2026, 11, 28))
    always = list(vocabulary.TIMES)
    suggested = common_times.free_times(pair(always, always))
    assert len(suggested) == common_times.MAX_SUGGESTED
    assert suggested[0].day == date(2026, 11, 29)


@given(
    codes=st.sets(st.sampled_from(sorted(vocabulary.TIMES))),
    after=st.dates(date(2026, 1, 1), date(2036, 1, 1)),
)
def test_each_common_time_of_the_week_comes_once_in_each_of_three_weeks(
    codes: set[str], after: date
) -> None:
    """Whatever the day: in years that end, leap days, and weeks in which the clock changes."""
    times = next_times(codes, after)
    assert len(times) == len(set(times)) == 3 * len(codes)
    assert times == sorted(times, key=lambda item: item.starts_at)
    assert all(timedelta() < item.day - after <= timedelta(DAYS_AHEAD) for item in times)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (FALL_BACK - timedelta(days=1), 17),
        (FALL_BACK, 18),
        (SPRING_FORWARD - timedelta(days=1), 18),
        (SPRING_FORWARD, 17),
        (date(2026, 12, 31), 18),
    ],
)
def test_a_morning_begins_at_the_same_hour_on_the_clock_of_the_programme(
    day: date, utc_hour: int
) -> None:
    starts_at = SuggestedTime(day, "morning").starts_at
    assert (starts_at.date(), starts_at.hour) == (day, 10)
    assert starts_at.astimezone(UTC).hour == utc_hour


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (FALL_BACK - timedelta(days=1), datetime(2026, 11, 1, 5)),
        (SPRING_FORWARD - timedelta(days=1), datetime(2027, 3, 14, 7)),
        (date(2026, 12, 31), datetime(2027, 1, 1, 6)),
    ],
)
def test_a_meeting_lasts_as_long_as_agreed_when_the_clock_or_the_year_changes_during_it(
    day: date, end: datetime
) -> None:
    evening = SuggestedTime(day, "evening")
    ends_at = evening.ends_at(12 * 60)
    assert ends_at.replace(tzinfo=None) == end
    assert ends_at.astimezone(UTC) - evening.starts_at.astimezone(UTC) == timedelta(hours=12)
