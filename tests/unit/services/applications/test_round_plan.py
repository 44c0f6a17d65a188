"""The order of a round's days, and of its states."""

from datetime import date, timedelta

import pytest

from mentorship.models import Round, RoundState
from mentorship.services.applications import round_plan
from mentorship.services.applications.round_plan import RoundPlan, dates_after, days_out_of_order

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({}, []),
        ({"opens_on": 0, "closes_on": 0, "introductions_by": 0, "ends_on": 0}, []),
        ({"opens_on": 0, "closes_on": 30, "introductions_by": 44, "ends_on": 300}, []),
        ({"opens_on": 1, "closes_on": 0}, ["closes_on"]),
        ({"opens_on": 1, "ends_on": 0}, ["ends_on"]),
        ({"closes_on": 5, "introductions_by": 2, "ends_on": 3}, ["introductions_by", "ends_on"]),
        ({"opens_on": 9, "closes_on": 1, "ends_on": 9}, ["closes_on"]),
    ],
)
def test_a_day_before_any_earlier_day_is_named(days: dict[str, int], wrong: list[str]) -> None:
    dates = {name: DAY + timedelta(days=number) for name, number in days.items()}
    assert days_out_of_order(RoundPlan("Spring", **dates)) == wrong


def test_the_states_follow_each_other() -> None:
    states = list(RoundState)
    for state, following in zip(states, [*states[1:], None], strict=True):
        assert round_plan.next_state(Round(state=state)) is following
        if following:
            assert round_plan.previous_state(Round(state=following)) is state
    assert round_plan.previous_state(Round(state=RoundState.PLANNED)) is None


def test_the_days_of_the_next_round_begin_after_the_last_day_and_keep_their_distances() -> None:
    days = {"opens_on": 0, "closes_on": 30, "ends_on": 180}
    dates = {name: DAY + timedelta(days=number) for name, number in days.items()}
    following = dates_after(Round(**dates))
    assert following == {
        "introductions_by": None,
        **{name: day + timedelta(days=181) for name, day in dates.items()},
    }


def test_the_next_of_a_round_without_days_has_none() -> None:
    assert set(dates_after(Round()).values()) == {None}


def test_there_are_no_days_after_the_end_of_the_calendar() -> None:
    last = Round(opens_on=DAY, closes_on=date.max)
    assert set(dates_after(last).values()) == {None}
