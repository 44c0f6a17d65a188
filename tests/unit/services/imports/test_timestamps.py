"""The order of the dates in a column is that which reads most cells; a tie is asked about."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mentorship.services.imports.timestamps import (
    DateOrderError,
    Timestamp,
    ambiguous_cells,
    likeliest_orders,
    look_like_timestamps,
    order_of_format,
)

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
DAY_FIRST = [f"{day:02}/10/2026 9:00:00" for day in (1, 2, 3, 4, 5, 6, 13, 14)]


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (DAY_FIRST, ["day"]),
        (["10/30/2026", "30/10/2026 ", "10/31/2026", "1/2/2026"], ["month"]),
        (["9/3/2026"] * 60 + ["13/3/2026"], ["day"]),
        (["1/10/2026", "2/11/2026"], ["month", "day"]),
        (["10/13/2026", "13/10/2026"], ["month", "day"]),
        (["26/10/15", "26/10/16"], ["day", "year"]),
        (["5/5/2026"], ["month"]),
        (["2026-09-30T08:05:01Z", "2026/9/30 8:05", "46296.5"], ["year"]),
        (["2026-09-30", "30.9.2026"], ["day"]),
        (["yes", ""], []),
    ],
)
def test_the_order_that_reads_most_cells_is_likeliest(cells: list[str], orders: list[str]) -> None:
    assert likeliest_orders(cells) == orders


def test_the_first_ambiguous_cells_are_given_with_both_readings() -> None:
    ((cell, reading),) = ambiguous_cells(["5/5/2026", "2026-10-01", "2/11/2026"], ["month", "day"])
    assert cell == "2/11/2026"
    assert (reading["month"].month, reading["day"].month) == (2, 11)


def test_cells_are_dates_though_a_few_are_not_but_plain_numbers_may_be_anything() -> None:
    assert look_like_timestamps(["9/30/2026"] * 9 + ["whenever"])
    assert not look_like_timestamps(["9/30/2026"] * 3 + ["whenever"])
    assert not look_like_timestamps(["46296", "46297"])
    assert look_like_timestamps(["46296.5", "46297.25"])


def test_a_cell_is_read_in_its_own_zone_and_others_in_that_of_the_survey() -> None:
    timestamp = Timestamp("When", LOS_ANGELES, "month")
    nine = datetime(2026, 10, 1, 16, tzinfo=UTC)
    for cell in ("10/1/2026 9:00:00", "10/1/2026 9:00", "2026-10-01T16:00Z", "10/1/26 12:00 EDT"):
        assert timestamp.read(cell) == nine
    assert timestamp.read("10/1/2026 9:00 XYZ") is None


def test_a_format_of_a_mapping_file_is_tried_first_and_then_others_in_its_order() -> None:
    timestamp = Timestamp("When", LOS_ANGELES, None, "%d|%m|%Y").in_order_of(["02|11|2026"])
    assert timestamp.order == "day"
    november = datetime(2026, 11, 2, tzinfo=LOS_ANGELES)
    assert timestamp.read("02|11|2026") == timestamp.read("2/11/26") == november


@pytest.mark.parametrize(
    ("format_", "order"),
    [
        ("%m/%d/%Y %H:%M:%S", "month"),
        ("%H:%M %-d. %B", "day"),
        ("%A, %B %d", "month"),
        ("%Y", "year"),
        ("%x", None),
    ],
)
def test_a_format_says_which_number_is_first(format_: str, order: str | None) -> None:
    assert order_of_format(format_) == order


def test_a_mapping_without_an_order_takes_that_of_the_cells_and_refuses_a_tie() -> None:
    timestamp = Timestamp("When", LOS_ANGELES)
    assert timestamp.in_order_of(DAY_FIRST).order == "day"
    assert timestamp.in_order_of(["whenever"]).order is None
    with pytest.raises(DateOrderError) as refusal:
        timestamp.in_order_of(["2/11/2026"])
    for words in ("2/11/2026", "2026-02-11 / 2026-11-02", 'order = "month", order = "day"'):
        assert words in str(refusal.value)


@pytest.mark.parametrize("chosen", [{"order": "month"}, {"format": "%m/%d/%Y %H:%M:%S"}])
def test_an_order_that_reads_fewer_cells_than_another_is_refused(chosen: dict[str, str]) -> None:
    with pytest.raises(DateOrderError, match='order = "day"'):
        Timestamp("When", LOS_ANGELES, **chosen).in_order_of(DAY_FIRST)
