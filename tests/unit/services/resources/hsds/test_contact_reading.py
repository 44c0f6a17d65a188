"""How a service is reached, without the name of anybody."""

import pytest

from mentorship.services.resources.entry import MAX_PHONES, Phone
from mentorship.services.resources.hsds.contact_reading import ContactReader
from mentorship.services.resources.hsds.entry_reading import read_entries
from mentorship.services.resources.hsds.file_reading import read_file
from mentorship.services.resources.hsds.phone_reading import PhoneReader
from mentorship.services.resources.hsds.tables import Record, Tables
from tests.unit.services.resources.hsds.samples import SAMPLES

pytestmark = pytest.mark.usefixtures("runtime")
SERVICE: Record = {"id": "s", "name": "Help", "organization_id": "o"}


def reader_of(tables: Tables, notes: list[str]) -> ContactReader:
    return ContactReader(tables, PhoneReader(tables, notes.append), notes.append)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_name_of_a_contact_person_is_never_taken(sample: str) -> None:
    (resource,) = read_entries(read_file(SAMPLES[sample]), "en").resources
    assert resource.entry is not None
    assert "Nobody" not in str(resource.entry.as_document())


def test_numbers_of_contacts_say_what_they_do_and_those_of_the_organization_come_last() -> None:
    tables, notes = Tables(), list[str]()
    tables.add("phone", {"number": "3", "organization_id": "o"})
    tables.add("contact", {"id": "c", "service_id": "s", "name": "Nobody", "title": "Clerk"})
    tables.add("phone", {"number": "2", "contact_id": "c"})
    tables.add("phone", {"number": "1", "service_id": "s"})
    phones = reader_of(tables, notes).phones(SERVICE)
    assert phones == (Phone("1"), Phone("2", note="Clerk"), Phone("3"))
    assert notes == ["The names of contact persons are left out."]


def test_the_numbers_of_an_organization_are_bounded_for_each_of_its_services() -> None:
    tables = Tables()
    for number in range(100):
        tables.add("phone", {"number": f"213 555 {number:04}", "organization_id": "o"})
    assert len(reader_of(tables, []).phones(SERVICE)) == MAX_PHONES


def test_the_address_of_a_contact_is_that_of_a_service_without_its_own() -> None:
    tables = Tables()
    tables.add("contact", {"service_id": "s", "email": "desk@example.org"})
    reader = reader_of(tables, [])
    assert reader.email(SERVICE) == "desk@example.org"
    assert reader.email({**SERVICE, "email": "help@example.org"}) == "help@example.org"


def test_a_website_that_is_none_is_said() -> None:
    notes: list[str] = []
    assert reader_of(Tables(), notes).url({**SERVICE, "url": "javascript:alert(1)"}) == ""
    assert notes == ["Its website is no web address: javascript:alert(1)."]
