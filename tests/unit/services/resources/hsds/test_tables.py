"""Tables keep a record once, whatever a file calls its table."""

import pytest

from mentorship.services.resources.hsds.tables import Tables, table_named


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("services", "service"), ("Services", "service"), ("regular_schedules", "schedule"),
        ("services_at_location", "service_at_location"), ("physical_addresses", "address"),
        ("service-at-locations", "service_at_location"), ("readme", None),
        ("service_taxonomys", "service_taxonomy"),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_names(name: str, table: str | None) -> None:
    assert table_named(name) == table


def test_a_record_that_occurs_twice_is_joined() -> None:
    tables = Tables()
    tables.add("phone", {"id": "p", "number": "1", "service_id": "s"})
    tables.add("phone", {"id": "p", "number": "", "type": "fax", "service_id": "t"})
    assert tables.records("phone") == [{"id": "p", "number": "1", "type": "fax", "service_id": "s"}]


def test_records_without_ids_are_apart() -> None:
    tables = Tables()
    assert tables.add("phone", {"number": "1"}) != tables.add("phone", {"number": "1"})
    assert dict(tables.names()) == {"phone": 2}


def test_children_are_found_by_what_they_refer_to() -> None:
    tables = Tables()
    tables.add("phone", {"id": 1, "service_id": 7})
    tables.add("phone", {"id": 2})
    assert [record["id"] for record in tables.children("phone", "service_id")["7"]] == ["1"]
