"""Files of every version and shape are read without loss of what the directory shows."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.services.resources.entry import (
    MAX_PHONES,
    MAX_PLACES,
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


def test_the_name_of_a_contact_person_is_never_taken() -> None:
    for sample in SAMPLES:
        assert "Nobody" not in str(entry_of(sample).as_document())


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


def test_an_unknown_language_area_and_topic_are_said() -> None:
    tables = Tables()
    tables.add("service", {"id": "s", "name": "Help"})
    tables.add("language", {"service_id": "s", "name": "Elvish"})
    tables.add("service_area", {"service_id": "s", "name": "Atlantis"})
    tables.add("taxonomy_term", {"id": "t", "name": "Astronomy"})
    tables.add("attribute", {"link_id": "s", "taxonomy_term_id": "t"})
    (resource,) = read_entries(tables, "en").resources
    notes = " ".join(resource.notes)
    assert "Unknown language: Elvish" in notes
    assert "Unknown area: Atlantis" in notes
    assert "Unknown topic: Astronomy" in notes
    assert resource.entry is not None
    assert resource.entry.areas == ("everywhere",)
    assert resource.entry.keywords == ("Astronomy",)


def test_a_check_on_a_day_to_come_is_left_out() -> None:
    resource = one_service(assured_date="2999-01-01")
    assert resource.entry is not None
    assert (resource.entry.checked_on, resource.entry.checked_by) == ("", "")
    assert "on a day to come" in " ".join(resource.notes)


def test_without_an_organization_it_bears_the_name_of_the_service() -> None:
    tables = Tables()
    tables.add("service", {"id": "s", "name": "Help"})
    (resource,) = read_entries(tables, "en").resources
    assert resource.entry is not None
    assert resource.entry.organization.name == "Help"


def test_more_services_than_can_be_read_in_time_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entry_reading, "MAX_SERVICES", 1)
    tables = Tables()
    for number in range(2):
        tables.add("service", {"id": str(number), "name": "Help"})
    with pytest.raises(UserFacingError, match="more than 1 services"):
        read_entries(tables, "en")


def test_the_places_of_an_organization_are_bounded_for_each_of_its_services() -> None:
    tables = Tables()
    tables.add("organization", {"id": "o", "name": "Counsel"})
    tables.add("service", {"id": "s", "name": "Help", "organization_id": "o"})
    for number in range(100):
        tables.add("location", {"id": str(number), "name": "House", "organization_id": "o"})
        tables.add("phone", {"number": f"213 555 {number:04}", "organization_id": "o"})
    (resource,) = read_entries(tables, "en").resources
    assert resource.entry is not None
    assert (len(resource.entry.places), len(resource.entry.phones)) == (MAX_PLACES, MAX_PHONES)


def test_without_ids_the_same_service_has_the_same_id() -> None:
    file = as_json([{"name": "Help", "organization": {"name": "Counsel"}}])
    first, second = (read_entries(read_file(file), "en").resources[0] for _time in range(2))
    assert first.entry == second.entry


def test_texts_are_in_the_language_of_the_file() -> None:
    (resource,) = read_entries(read_file(SAMPLES["3.0, CSV"]), "es").resources
    assert resource.entry is not None
    assert set(resource.entry.texts["description"]) == {"es"}


def test_the_places_and_numbers_of_an_organization_are_those_of_a_service_without_its_own() -> None:
    tables = Tables()
    tables.add("organization", {"id": "o", "name": "Counsel"})
    tables.add("service", {"id": "s", "name": "Help", "organization_id": "o"})
    tables.add("location", {"id": "l", "name": "House", "organization_id": "o"})
    tables.add("phone", {"number": "213 555 0171", "organization_id": "o"})
    (resource,) = read_entries(tables, "en").resources
    assert resource.entry is not None
    assert [place.name for place in resource.entry.places] == ["House"]
    assert [phone.number for phone in resource.entry.phones] == ["213 555 0171"]
