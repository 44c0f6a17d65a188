"""Files of every version and shape are read without loss of what the directory shows."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.services.resources.entry import (
    OpeningHours,
    Phone,
    ResourceEntry,
)
from mentorship.services.resources.hsds import entry_reading
from mentorship.services.resources.hsds.entry_reading import ReadResource, read_entries
from mentorship.services.resources.hsds.file_reading import read_file
from mentorship.services.resources.hsds.tables import Tables
from tests.unit.services.resources.hsds.samples import (
    LOCATION,
    ORGANIZATION,
    SAMPLES,
    SERVICE,
    TABLES,
    as_json,
)

pytestmark = pytest.mark.usefixtures("runtime")
NEWEST = [name for name in SAMPLES if name.startswith("3.0")]


def read(sample: str) -> ReadResource:
    (resource,) = read_entries(read_file(SAMPLES[sample]), "en").resources
    return resource


def entry_of(sample: str) -> ResourceEntry:
    entry = read(sample).entry
    assert entry is not None
    return entry


def one_service(**columns: object) -> ReadResource:
    tables = Tables()
    tables.add("organization", {"id": "o", "name": "Counsel"})
    tables.add("service", {"id": "s", "name": "Help", "organization_id": "o", **columns})
    (resource,) = read_entries(tables, "en").resources
    return resource


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_every_version_has_is_read(sample: str) -> None:
    entry = entry_of(sample)
    assert (entry.hsds_id, entry.name, entry.alternate_name) == (
        SERVICE,
        "Immigration counsel",
        "Counsel",
    )
    assert entry.organization.name == "Counsel of the Hills"
    assert entry.organization.hsds_id == ORGANIZATION
    assert entry.organization.url == "https://counsel.example.org"
    assert entry.texts["description"]["en"] == "Help with letters.\nAnd with hearings."
    assert entry.texts["eligibility"]["en"] == "Families."
    assert entry.texts["how_to_apply"]["en"] == "Call first."
    assert entry.texts["cost_note"]["en"].startswith("By income.")
    assert entry.topics == ("immigration", "other_law")
    assert entry.keywords == ("Immigration Legal Services",)
    assert set(entry.areas) == {"boyle_heights", "koreatown"}
    assert entry.languages == ("es",)
    assert (entry.url, entry.email) == (
        "https://counsel.example.org/help",
        "ask@counsel.example.org",
    )
    assert [phone.number for phone in entry.phones] == ["213 555 0170"]
    assert {(hours.opens, hours.closes) for hours in entry.hours} == {("09:00", "12:30")}
    assert [day for hours in entry.hours for day in hours.days] == ["MO", "TU"]
    (place,) = entry.places
    assert (place.hsds_id, place.name, place.kind) == (LOCATION, "Counsel house", "physical")
    assert place.address_lines() == ["7 Example Road", "Room 2", "Los Angeles, CA 90033"]
    assert place.access.startswith("Lift")


@pytest.mark.parametrize("sample", NEWEST)
def test_what_came_with_the_newest_version_is_read(sample: str) -> None:
    entry = entry_of(sample)
    assert entry.texts["alert"] == {"en": "Closed on Monday."}
    assert entry.texts["interpretation"] == {"en": "By phone."}
    assert entry.texts["cost_note"] == {"en": "By income.\nHour 20 USD"}
    assert (entry.minimum_age, entry.maximum_age) == (18, 99)
    assert (entry.checked_on, entry.checked_by) == ("2026-10-05", "source")
    assert entry.required_documents == ("A letter",)
    assert entry.phones == (Phone("213 555 0170", "4", "voice", "Mornings", ("es",)),)
    assert entry.hours == (
        OpeningHours(days=("MO", "TU"), opens="09:00", closes="12:30", note="No lunch"),
    )
    assert entry.places[0].directions == "Bus 1"
    assert entry.places[0].note == "Second door"
    assert entry.places[0].access == "Lift On the left"


def test_what_could_not_be_taken_is_said() -> None:
    notes = " ".join(read("3.0, nested").notes)
    assert "contact persons are left out" in notes
    assert "Exceptions in its hours" in notes
    left_out = read_entries(read_file(SAMPLES["3.0, nested"]), "en").left_out
    assert left_out == {"contact": 1, "funding": 1, "metadata": 1, "url": 1}


def test_a_service_without_a_name_is_left_out_with_its_number() -> None:
    tables = read_file(as_json({"services": [{"id": "a", "name": " "}, TABLES["services"][0]]}))
    first, second = read_entries(tables, "en").resources
    assert (first.number, first.entry) == (1, None)
    assert "no name" in first.notes[0]
    assert (second.number, second.name) == (2, "Immigration counsel")


@pytest.mark.parametrize(
    ("columns", "note"),
    [
        ({"status": "sometimes"}, "Unknown status: sometimes"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"organization_id": "gone"}, "which organization"),
        ({}, "No topic is known"),
    ],
)
def test_a_value_that_is_none_is_said(columns: dict[str, object], note: str) -> None:
    resource = one_service(**columns)
    assert resource.entry is not None
    assert note in " ".join(resource.notes)
    assert resource.entry.url == ""


def test_a_check_on_a_day_to_come_is_left_out() -> None:
    resource = one_service(assured_date="2999-01-01")
    assert resource.entry is not None
    assert (resource.entry.checked_on, resource.entry.checked_by) == ("", "")
    assert "on a day to come" in " ".join(resource.notes)


def test_more_services_than_can_be_read_in_time_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entry_reading, "MAX_SERVICES", 1)
    tables = Tables()
    for number in range(2):
        tables.add("service", {"id": str(number), "name": "Help"})
    with pytest.raises(UserFacingError, match="more than 1 services"):
        read_entries(tables, "en")


def test_without_ids_the_same_service_has_the_same_id() -> None:
    file = as_json([{"name": "Help", "organization": {"name": "Counsel"}}])
    first, second = (read_entries(read_file(file), "en").resources[0] for _time in range(2))
    assert first.entry == second.entry
