"""A period is a number of days or months; nothing else is one."""

import pytest

from mentorship.programme import Period
from mentorship.programme.cadence import MAX_DAYS, MAX_MONTHS


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 day", Period(days=1)),
        ("1 days", Period(days=1)),
        ("14 days", Period(days=14)),
        ("0 days", Period()),
        ("3 months", Period(months=3)),
        (f"{MAX_DAYS} days", Period(days=MAX_DAYS)),
        (f"{MAX_MONTHS} months", Period(months=MAX_MONTHS)),
    ],
)
def test_a_number_of_days_or_months_is_a_period(text: str, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "days",
        "2 weeks",
        "-1 days",
        "1.5 months",
        "14  days",
        " 14 days",
        "14 days\n",
        "٣ days",
        f"{MAX_DAYS + 1} days",
        f"{MAX_MONTHS + 1} months",
        "9" * 5_000 + " days",
        14,
        None,
        ["14 days"],
    ],
)
def test_anything_else_is_no_period(text: object) -> None:
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    "period", [Period(), Period(days=1), Period(days=45), Period(months=1), Period(months=12)]
)
def test_a_period_that_is_written_is_read_as_the_same_one(period: Period) -> None:
    assert Period.parse(str(period)) == period


def test_one_day_and_one_month_are_written_without_a_plural() -> None:
    assert [str(Period(days=1)), str(Period(months=1))] == ["1 day", "1 month"]
