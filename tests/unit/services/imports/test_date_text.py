"""The times that forms and spreadsheets write are read, and no other text."""

from datetime import datetime, timedelta, timezone

import pytest

from mentorship.services.imports.date_text import MAX_TIMESTAMP_CHARACTERS, read_timestamp

MORNING, EVENING = datetime(2026, 10, 1, 9), datetime(2026, 10, 1, 21)


def east(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026/10/01 9:00:00 AM PDT", MORNING.replace(tzinfo=east(-7))),
        ("2026/10/01 9:00:00 PM PST", EVENING.replace(tzinfo=east(-8))),
        ("2026/10/01 9:00:00 p. m. GMT-7", EVENING.replace(tzinfo=east(-7))),
        ("2026/10/01 9:00:00 p.m. GMT-3", EVENING.replace(tzinfo=east(-3))),
        ("2026-10-01T09:00:00.000Z", MORNING.replace(tzinfo=east(0))),
        ("2026-10-01T09:00:00+00:00", MORNING.replace(tzinfo=east(0))),
        ("2026-10-01 09:00:00 UTC", MORNING.replace(tzinfo=east(0))),
        ("2026-10-01T09:00-07:00[America/Los_Angeles]", MORNING.replace(tzinfo=east(-7))),
        ("20261001T090000Z", MORNING.replace(tzinfo=east(0))),
        ("2026-10-01 09:00 (UTC+05:30)", MORNING.replace(tzinfo=east(5.5))),
        ("2026. 10. 1 오전 9:00:00", MORNING),
        ("2026년 10월 1일 목요일 오후 9시 0분", EVENING),
        ("2026/10/01 9:00:00 오후 GMT+9", EVENING.replace(tzinfo=east(9))),
        ("2026/10/1 下午9:00:00", EVENING),
        ("2026年10月1日星期四 21:00", EVENING),
        ("2026/10/01 9:00:00 CH GMT+7", EVENING.replace(tzinfo=east(7))),
        ("21:00 ngày 1 tháng 10 năm 2026", EVENING),
        ("1 de octubre de 2026, 9:00 p. m.", EVENING),
        ("jue, 1 oct 2026 21:00", EVENING),
        ("October 1st, 2026 at 9:00\u202fAM", MORNING),
        ("1-Oct-26 9:00", MORNING),
        (
            "Thu Oct 01 2026 09:00:00 GMT-0700 (Pacific Daylight Time)",
            MORNING.replace(tzinfo=east(-7)),
        ),
        ("Thu Oct 01 09:00:00 PDT 2026", MORNING.replace(tzinfo=east(-7))),
        ("46296.375", MORNING),
        ("46296,375", MORNING),
        ("26/10/01 9:00", MORNING),
    ],
)
def test_a_time_whose_date_is_clear_is_read_the_same_in_every_order(
    cell: str, moment: datetime
) -> None:
    readings = read_timestamp(cell)
    assert set(readings.values()) == {moment}
    assert readings["year"].utcoffset() == moment.utcoffset()


def test_a_date_of_two_small_numbers_is_read_in_both_orders() -> None:
    readings = read_timestamp("\u200e02/11/2026 9:00:00")
    assert (readings["month"].month, readings["day"].month) == (2, 11)
    assert "year" not in readings


@pytest.mark.parametrize(
    "cell",
    [
        *("yesterday", "2026", "213-555-0142", "", "9:00", "10/11", "13/13/2026", "10/11/12"),
        *("2026-10-01 24:00", "10/1/2026 13:00 AM", "2135550123"),
        *("10/1/2026 9:00 IST", "10/1/2026 9:00 GMT+25", "10/1/2026 9:00 or so", "90012.5"),
    ],
)
def test_other_text_is_no_time_and_an_unknown_zone_is_not_guessed(cell: str) -> None:
    assert read_timestamp(cell) == {}


def test_the_zone_of_a_name_for_both_halves_of_the_year_depends_on_the_day() -> None:
    summer, winter = (read_timestamp(f"2026-{day} 9:00 PT")["year"] for day in ("07-01", "12-01"))
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=-7), timedelta(hours=-8))


def test_a_long_cell_is_no_time_and_is_not_parsed() -> None:
    blanks = " " * (MAX_TIMESTAMP_CHARACTERS - len("9/3/202610:00"))
    assert read_timestamp(f"9/3/2026{blanks}10:00")
    assert not read_timestamp(f"9/3/2026{blanks} 10:00")
