"""Days are counted without interruptions, as somebody would count them in a calendar."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.programme import Period
from mentorship.services.match_support.active_time import (
    Interruption,
    active_days,
    due_after,
    end_of_interruption,
    later_by,
    merged,
)

DAY = timedelta(days=1)
days = st.dates(date(2026, 10, 1), date(2029, 4, 1))
periods = st.one_of(
    st.integers(0, 120).map(lambda number: Period(days=number)),
    st.integers(1, 18).map(lambda number: Period(months=number)),
)
interruptions = st.lists(
    st.tuples(days, st.integers(0, 90)).map(lambda item: (item[0], item[0] + item[1] * DAY)),
    max_size=5,
)


def counted_in_calendar(day: date, period: Period, interrupted: list[Interruption]) -> date:
    """Go through the calendar day by day, and count those that are not interrupted."""
    end = (pd.Timestamp(day) + pd.DateOffset(months=period.months, days=period.days)).date()
    left = (end - day).days
    while left:
        left -= not any(start <= day < end for start, end in interrupted)
        day += DAY
    return max([day, *(end for start, end in interrupted if start < end)])


@given(days, periods, interruptions)
def test_what_is_due_is_the_day_that_counting_in_a_calendar_gives(
    day: date, period: Period, interrupted: list[Interruption]
) -> None:
    assert due_after(day, period, merged(interrupted)) == counted_in_calendar(
        day, period, interrupted
    )


@given(days, periods, interruptions)
def test_nothing_is_ever_due_in_an_interruption(
    day: date, period: Period, interrupted: list[Interruption]
) -> None:
    due = due_after(day, period, merged(interrupted))
    assert not any(start <= due < end for start, end in interrupted)


@given(days, days, interruptions)
def test_active_days_are_those_that_no_interruption_has(
    first: date, last: date, interrupted: list[Interruption]
) -> None:
    first, last = sorted((first, last))
    walked = (first + number * DAY for number in range((last - first).days))
    free = [day for day in walked if not any(start <= day < end for start, end in interrupted)]
    assert active_days(first, last, merged(interrupted)) == len(free)


@given(days, interruptions)
def test_a_day_in_an_interruption_moves_to_its_end(
    day: date, interrupted: list[Interruption]
) -> None:
    moved = end_of_interruption(day, merged(interrupted))
    assert moved >= day
    assert not any(start <= moved < end for start, end in interrupted)
    if not any(start <= day < end for start, end in interrupted):
        assert moved == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 15, date(2028, 2, 29)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert later_by(day, Period(months=months)) == expected
