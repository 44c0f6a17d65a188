"""Reminders are few, in order, and none comes before there is something to remind of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.programme import Event, shipped
from mentorship.services.match_support.reminder_stages import STAGES, latest_stage

SINCE = date(2027, 2, 26)
days = st.dates(date(2026, 10, 20), date(2028, 12, 31))
periods = st.integers(0, 400).map(lambda number: timedelta(days=number))


@pytest.mark.parametrize(
    ("about", "due_after", "reminded_after"),
    [
        (Event.ANSWER, 5, [2, 4]),
        (Event.ANSWER, 8, [5, 7]),
        (Event.CHECK_IN, 30, [30, 33]),
        (Event.EXIT_FORM, 14, [3]),
    ],
)
def test_somebody_is_reminded_on_a_day_that_counts_from_when_it_is_due(
    about: Event, due_after: int, reminded_after: list[int]
) -> None:
    due_on = SINCE + timedelta(days=due_after)
    stages = [
        latest_stage(about, SINCE, due_on, SINCE + timedelta(days=day))
        for day in range(due_after * 2)
    ]
    first_days = [stages.index(number) for number in sorted(set(stages)) if number > 0]
    assert first_days == reminded_after


def test_a_rule_of_the_programme_asks_for_each_thing_that_people_are_reminded_of() -> None:
    events = {event for rule in shipped().cadence.values() for event in rule.met_by}
    assert set(STAGES) <= events


@given(st.sampled_from(sorted(STAGES)), days, periods, days)
def test_no_day_goes_back_to_an_earlier_stage(
    about: Event, since: date, until_due: timedelta, day: date
) -> None:
    due_on = since + until_due
    stages = [latest_stage(about, since, due_on, day + timedelta(days=later)) for later in range(9)]
    assert stages == sorted(stages)
    assert set(stages) <= set(range(len(STAGES[about]) + 1))


@given(st.sampled_from(sorted(STAGES)), days, st.integers(2, 400))
def test_nobody_is_reminded_on_the_day_on_which_they_are_asked(
    about: Event, since: date, days_until_due: int
) -> None:
    assert latest_stage(about, since, since + timedelta(days=days_until_due), since) == 0
