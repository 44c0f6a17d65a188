"""Write tables as a file of HSDS 3.0: nested JSON, or a zip archive of CSV files."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping

from mentorship.services.resources.hsds.tables import Record, Tables

VERSION = "3.0.0"
# Each table with the name of its file and its columns, in the order of the specification.
COLUMNS = {
    "organization": "id name alternate_name description email website",
    "service": (
        "id organization_id name alternate_name description url email status "
        "interpretation_services application_process fees_description eligibility_description "
        "minimum_age maximum_age assured_date alert"
    ),
    "location": "id location_type url name description transportation",
    "service_at_location": "id service_id location_id",
    "address": (
        "id location_id address_1 address_2 city state_province postal_code country address_type"
    ),
    "phone": "id location_id service_id number extension type description",
    "schedule": (
        "id service_id location_id valid_from valid_to freq interval byday bymonthday description "
        "opens_at closes_at"
    ),
    "language": "id service_id location_id phone_id name code",
    "cost_option": "id service_id option currency amount",
    "service_area": "id service_id name extent extent_type",
    "required_document": "id service_id document",
    "accessibility": "id location_id description",
    "attribute": "id link_id taxonomy_term_id link_type link_entity value",
    "taxonomy_term": "id code name description taxonomy",
}
FILE_NAMES = {
    **{table: f"{table}s.csv" for table in COLUMNS},
    "address": "addresses.csv",
    "accessibility": "accessibility.csv",
}
NUMBERS = frozenset({"minimum_age", "maximum_age", "amount", "extension", "interval"})

_Children = Mapping[str, Mapping[str, list[Record]]]
"""By the key of a nested list: its records, by the id of the object around them."""

# What an object holds nested: by the key, the table of what is within.
WITHIN_SERVICE = {
    "phones": "phone", "schedules": "schedule", "languages": "language",
    "cost_options": "cost_option", "service_areas": "service_area",
    "required_documents": "required_document",
}  # fmt: skip
WITHIN_LOCATION = {
    "addresses": "address", "phones": "phone", "schedules": "schedule", "languages": "language",
    "accessibility": "accessibility",
}  # fmt: skip


def as_csv_archive(tables: Tables) -> bytes:
    """Return a zip archive with a CSV file for each table, and the descriptor of the package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, columns in COLUMNS.items():
            archive.writestr(FILE_NAMES[table], _csv_text(tables.records(table), columns.split()))
        archive.writestr("datapackage.json", json.dumps(_descriptor(), indent=2))
    return buffer.getvalue()


def _csv_text(records: list[Record], columns: list[str]) -> str:
    # No apostrophe in front of what looks like a formula, as exports for people have: a file to
    # exchange must hold the values as they are.
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def _descriptor() -> Record:
    return {
        "name": "human-services-data",
        "version": VERSION,
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table,
                "path": FILE_NAMES[table],
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "primaryKey": "id",
                    "fields": [
                        {"name": column, "type": "number" if column in NUMBERS else "string"}
                        for column in columns.split()
                    ],
                },
            }
            for table, columns in COLUMNS.items()
        ],
    }


def as_json(tables: Tables) -> bytes:
    """Return a list of services, each with all that belongs to it."""
    nested = [_Nesting(tables).service(record) for record in tables.records("service")]
    return json.dumps(nested, ensure_ascii=False, indent=1).encode()


class _Nesting:
    """Puts the records of services into each other, as JSON has them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._of_service = _children(tables, "service_id", WITHIN_SERVICE)
        self._of_location = _children(tables, "location_id", WITHIN_LOCATION)
        self._of_phone = tables.children("language", "phone_id")
        self._points = tables.children("service_at_location", "service_id")
        self._attributes = tables.children("attribute", "link_id")

    def service(self, record: Record) -> Record:
        id_ = record["id"]
        nested = {
            **_without(record, "organization_id"),
            "organization": self._tables.find("organization", record["organization_id"]),
            **self._within(self._of_service, id_, "service_id"),
            "service_at_locations": [self._point(item) for item in self._points.get(id_, ())],
            "attributes": [self._attribute(item) for item in self._attributes.get(id_, ())],
        }
        return {name: value for name, value in nested.items() if value not in ([], None)}

    def _within(self, children: _Children, id_: str, reference: str) -> dict[str, list[Record]]:
        return {
            key: [self._part(item, reference) for item in of_parent[id_]]
            for key, of_parent in children.items()
            if id_ in of_parent
        }

    def _part(self, record: Record, reference: str) -> Record:
        languages = [_without(item, "phone_id") for item in self._of_phone.get(record["id"], ())]
        within = {"languages": languages} if languages else {}
        return {**_without(record, reference), **within}

    def _point(self, record: Record) -> Record:
        location = self._tables.find("location", record["location_id"]) or {}
        within = self._within(self._of_location, str(record["location_id"]), "location_id")
        return {"id": record["id"], "location": {**location, **within}}

    def _attribute(self, record: Record) -> Record:
        term = self._tables.find("taxonomy_term", record["taxonomy_term_id"])
        return {**_without(record, "link_id", "taxonomy_term_id"), "taxonomy_term": term}


def _children(tables: Tables, reference: str, keys: Mapping[str, str]) -> _Children:
    return {key: tables.children(table, reference) for key, table in keys.items()}


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}
