"""The schedules of a file."""

import pytest

from mentorship.services.resources.entry import OpeningHours
from mentorship.services.resources.hsds.schedule_reading import (
    hours_of,
    opening_hours,
    says_more_than_shown,
)


@pytest.mark.parametrize(
    ("record", "hours"),
    [
        ({"byday": "MO,TU", "opens_at": "09:00"}, OpeningHours(days=("MO", "TU"), opens="09:00")),
        ({"weekday": "Monday"}, OpeningHours(days=("MO",))),
        ({"weekday": 7, "closes_at": "17:00"}, OpeningHours(days=("SU",), closes="17:00")),
        (
            {"freq": "MONTHLY", "byday": "2MO,-1FR"},
            OpeningHours(days=("2MO", "-1FR"), frequency="monthly"),
        ),
        (
            {"freq": "MONTHLY", "bymonthday": "1,15"},
            OpeningHours(month_days=("1", "15"), frequency="monthly"),
        ),
        ({"freq": "WEEKLY", "interval": "2"}, OpeningHours(interval=2)),
        (
            {"description": "By appointment", "notes": "Ring"},
            OpeningHours(note="By appointment · Ring"),
        ),
        ({"valid_from": "2026-01-01", "valid_to": "soon"}, OpeningHours(valid_from="2026-01-01")),
    ],
)
def test_hours(record: dict[str, object], hours: OpeningHours) -> None:
    assert hours_of(record) == hours


def test_the_same_hours_are_there_once_and_empty_ones_not_at_all() -> None:
    schedules = [{"byday": "MO"}, {}, {"weekday": "1"}]
    assert opening_hours(schedules) == (OpeningHours(days=("MO",)),)


def test_what_is_left_out_of_a_schedule_is_noticed() -> None:
    assert says_more_than_shown({"byday": "MO", "until": "2026-12-24"})
    assert not says_more_than_shown({"byday": "MO", "until": ""})
