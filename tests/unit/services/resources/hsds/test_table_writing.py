"""Entries become tables that the specification allows; what they share is written once."""

from dataclasses import replace

import pytest

from mentorship.services.resources.hsds.entry_reading import read_entries
from mentorship.services.resources.hsds.table_writing import tables_of
from tests.unit.services.resources.entries import FULL, OFFICE, SMALL
from tests.unit.services.resources.hsds.schema import SCHEMA, problems

pytestmark = pytest.mark.usefixtures("runtime")


def test_every_record_is_as_the_specification_has_it() -> None:
    tables = tables_of([FULL, SMALL])
    found = [
        error
        for table in SCHEMA
        for record in tables.records(table)
        for error in problems(table, record)
    ]
    assert found == []
    assert {name for name, _count in tables.names()} == set(SCHEMA)


def test_the_same_entries_make_the_same_ids() -> None:
    first, second = tables_of([FULL]), tables_of([FULL])
    assert [first.records(table) for table in SCHEMA] == [second.records(table) for table in SCHEMA]


def test_an_organization_and_a_place_that_two_share_are_written_once() -> None:
    other = replace(SMALL, organization=FULL.organization, places=(OFFICE,))
    tables = tables_of([FULL, other])
    assert len(tables.records("organization")) == 1
    assert len(tables.records("location")) == 2
    assert len(tables.records("phone")) == 3 + len(other.phones)
    assert [item.entry for item in read_entries(tables, "en").resources] == [FULL, other]


def test_what_says_something_else_under_the_same_id_gets_its_own() -> None:
    moved = replace(OFFICE, directions="Next to the park.")
    renamed = replace(FULL.organization, email="new@rivers.example.org")
    other = replace(SMALL, organization=renamed, places=(moved,))
    read = [item.entry for item in read_entries(tables_of([FULL, other]), "en").resources]
    assert read[0] == FULL
    assert read[1].organization.email == "new@rivers.example.org"
    assert read[1].places[0].directions == "Next to the park."
