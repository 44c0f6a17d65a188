"""Phones, hours and places of a file."""

import pytest

from mentorship.services.resources.entry import OpeningHours, Phone
from mentorship.services.resources.hsds.part_reading import PlaceReader, hours_of, phone_of
from mentorship.services.resources.hsds.tables import Tables

pytestmark = pytest.mark.usefixtures("runtime")


@pytest.mark.parametrize(
    ("record", "phone"),
    [
        ({"number": '"213 555 0100"', "type": "SMS"}, Phone("213 555 0100", kind="text")),
        ({"number": "1", "extension": "12.0"}, Phone("1", "12")),
        (
            {"number": "1", "extension": "007", "description": "Desk"},
            Phone("1", note="ext. 007 Desk"),
        ),
        ({"number": "1", "type": "smoke signal"}, Phone("1")),
    ],
)
def test_a_phone(record: dict[str, str], phone: Phone) -> None:
    assert phone_of(record, ()) == phone


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


def test_a_location_with_two_addresses_is_two_places() -> None:
    tables = Tables()
    tables.add("location", {"id": "l", "name": "House"})
    tables.add("address", {"location_id": "l", "address_1": "1 Main", "address_type": "physical"})
    tables.add("postal_address", {"location_id": "l", "address_1": "P.O. Box 1"})
    reader = PlaceReader(tables, lambda records: ())
    first, second = reader.places(tables.records("location")[0], [], [], "")
    assert (first.name, first.kind, first.street) == ("House", "physical", "1 Main")
    assert (second.name, second.kind, second.street) == ("", "postal", "P.O. Box 1")
