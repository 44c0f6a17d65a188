"""The organization of a service."""

from mentorship.services.resources.entry import Organization
from mentorship.services.resources.hsds.organization_reading import organization_of
from mentorship.services.resources.hsds.tables import Tables


def test_without_an_organization_it_bears_the_name_of_the_service() -> None:
    notes: list[str] = []
    assert organization_of({"name": "Help"}, Tables(), notes.append) == Organization("Help")
    assert "which organization" in notes[0]


def test_an_organization_that_is_only_named_keeps_its_name() -> None:
    service = {"name": "Help", "organization": "Counsel"}
    assert organization_of(service, Tables(), lambda note: None) == Organization("Counsel")


def test_a_description_that_repeats_the_name_and_an_id_that_we_gave_are_left_out() -> None:
    tables = Tables()
    id_ = tables.add("organization", {"name": "Counsel", "description": "Counsel"})
    service = {"name": "Help", "organization_id": id_}
    assert organization_of(service, tables, lambda note: None) == Organization("Counsel")
