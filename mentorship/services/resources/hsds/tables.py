"""The tables of HSDS, and the names that files of this and earlier versions give them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

# Canonical name, then how files call it: versions 1.1 to 3.2, in CSV names and in JSON keys.
NAMES = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "service_at_location": "service_at_locations services_at_location services_at_locations",
    "address": "addresses physical_address physical_addresses",
    "postal_address": "postal_addresses",
    "phone": "phones",
    "schedule": "schedules regular_schedule regular_schedules",
    "language": "languages",
    "cost_option": "cost_options",
    "service_area": "service_areas",
    "required_document": "required_documents",
    "accessibility": "accessibility_for_disability accessibility_for_disabilities",
    "eligibility": "eligibilities eligibilitys",
    "attribute": "attributes",
    "taxonomy_term": "taxonomy_terms",
    "taxonomy": "taxonomies",
    "service_taxonomy": "services_taxonomy service_taxonomies service_taxonomys",
    "contact": "contacts",
    "program": "programs",
    "funding": "fundings",
    "metadata": "metadatas",
    "holiday_schedule": "holiday_schedules",
    "payment_accepted": "payments_accepted",
    "service_capacity": "service_capacities capacities",
    "unit": "units",
    "url": "urls additional_urls additional_websites",
    "organization_identifier": "organization_identifiers",
    "meta_table_description": "meta_table_descriptions",
    "review": "reviews",
}
ALIASES = {alias: name for name, aliases in NAMES.items() for alias in (name, *aliases.split())}


def table_named(name: str) -> str | None:
    """Return the table that a file or a key is about.

    >>> table_named("services_at_location"), table_named("costOptions"), table_named("logo")
    ('service_at_location', 'cost_option', None)
    """
    snake = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return ALIASES.get(snake.strip("_").lower().replace("-", "_").replace(" ", "_"))


@dataclass
class Tables:
    """The records of a file by table and id, and how they refer to each other."""

    _records: dict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    _unnamed: int = 0

    def add(self, table: str, record: Record) -> str:
        """Add a record and return its id; what the same one says elsewhere is joined."""
        if record.get("id") in (None, ""):
            self._unnamed += 1
            record = {**record, "id": f"{table} {self._unnamed}"}
        id_ = record["id"] = str(record["id"])
        known = self._records[table].get(id_, {})
        self._records[table][id_] = {**record, **_filled(known), "id": id_}
        return id_

    def records(self, table: str) -> list[Record]:
        return list(self._records[table].values())

    def find(self, table: str, id_: object) -> Record | None:
        return self._records[table].get(str(id_))

    def children(self, table: str, column: str) -> dict[str, list[Record]]:
        """Return the records of a table by what one of their columns refers to."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.records(table):
            if record.get(column) not in (None, ""):
                found[str(record[column])].append(record)
        return found

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield each table that has records, and how many."""
        yield from ((name, len(records)) for name, records in self._records.items() if records)


def _filled(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, "")}
