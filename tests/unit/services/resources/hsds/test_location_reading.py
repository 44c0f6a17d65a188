"""The places of a file: from where they are taken, and what becomes of several addresses."""

import pytest

from mentorship.services.resources.entry import MAX_PLACES
from mentorship.services.resources.hsds.location_reading import LocationReader
from mentorship.services.resources.hsds.phone_reading import PhoneReader
from mentorship.services.resources.hsds.tables import Tables

pytestmark = pytest.mark.usefixtures("runtime")


def reader_of(tables: Tables) -> LocationReader:
    notes: list[str] = []
    return LocationReader(tables, PhoneReader(tables, notes.append), notes.append)


def test_a_location_with_two_addresses_is_two_places() -> None:
    tables = Tables()
    tables.add("location", {"id": "l", "name": "House"})
    tables.add("address", {"location_id": "l", "address_1": "1 Main", "address_type": "physical"})
    tables.add("postal_address", {"location_id": "l", "address_1": "P.O. Box 1"})
    reader = reader_of(tables)
    first, second = reader.places(tables.records("location")[0], [], [], "")
    assert (first.name, first.kind, first.street) == ("House", "physical", "1 Main")
    assert (second.name, second.kind, second.street) == ("", "postal", "P.O. Box 1")


def test_a_service_has_the_places_that_it_is_at() -> None:
    tables = Tables()
    tables.add("service", {"id": "s", "name": "Help", "organization_id": "o"})
    tables.add("location", {"id": "l", "name": "House"})
    tables.add("location", {"id": "m", "name": "Office", "organization_id": "o"})
    point = {"id": "p", "service_id": "s", "location_id": "l", "description": "Second door"}
    tables.add("service_at_location", point)
    tables.add("schedule", {"service_at_location_id": "p", "byday": "MO"})
    (place,) = reader_of(tables).service_places(tables.records("service")[0])
    assert (place.name, place.note) == ("House", "Second door")
    assert [hours.days for hours in place.hours] == [("MO",)]


def test_a_service_without_places_has_those_of_its_organization_as_many_as_are_shown() -> None:
    tables = Tables()
    tables.add("service", {"id": "s", "name": "Help", "organization_id": "o"})
    for number in range(100):
        tables.add("location", {"id": str(number), "name": "House", "organization_id": "o"})
    places = reader_of(tables).service_places(tables.records("service")[0])
    assert [place.name for place in places] == ["House"] * MAX_PLACES
