"""HSDS 3.0 in our own words: what the tables that we write must hold, and what they may.

From the reference at docs.openreferral.org, version 3.0: the columns of each table, those that a
record must have, those that a row of a CSV file must have besides, and the lists of values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDRESS_TYPES = ("physical", "postal", "virtual")


@dataclass(frozen=True)
class Table:
    """A table: the columns that it may have, must have, and must have in CSV; lists of values."""

    may: str
    must: str
    must_in_csv: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nested: Mapping[str, str] = field(default_factory=dict)


COMMON = {"attributes": "attribute"}
CONTACTABLE = {"phones": "phone", "schedules": "schedule", "languages": "language"}
SCHEMA = {
    "organization": Table(
        "id name alternate_name description email website tax_status tax_id year_incorporated "
        "legal_status logo uri parent_organization_id",
        "id name description",
    ),
    "service": Table(
        "id organization_id program_id name alternate_name description url email status "
        "interpretation_services application_process fees_description wait_time fees "
        "accreditations eligibility_description minimum_age maximum_age assured_date "
        "assurer_email licenses alert last_modified",
        "id name status",
        "organization_id",
        {"status": ("active", "inactive", "defunct", "temporarily closed")},
        {
            **CONTACTABLE, **COMMON,
            "organization": "organization", "service_areas": "service_area",
            "service_at_locations": "service_at_location", "cost_options": "cost_option",
            "required_documents": "required_document",
        },
    ),
    "service_at_location": Table(
        "id service_id location_id description", "id", "service_id location_id",
        nested={"location": "location"},
    ),
    "location": Table(
        "id location_type url organization_id name alternate_name description transportation "
        "latitude longitude external_identifier external_identifier_type",
        "id location_type",
        values={"location_type": ADDRESS_TYPES},
        nested={**CONTACTABLE, "addresses": "address", "accessibility": "accessibility"},
    ),
    "address": Table(
        "id location_id attention address_1 address_2 city region state_province postal_code "
        "country address_type",
        "id address_1 city state_province postal_code country address_type",
        values={"address_type": ADDRESS_TYPES},
    ),
    "phone": Table(
        "id location_id service_id organization_id contact_id service_at_location_id number "
        "extension type description",
        "id number",
        nested={"languages": "language"},
    ),
    "schedule": Table(
        "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone "
        "until count wkst freq interval byday byweekno bymonthday byyearday description opens_at "
        "closes_at schedule_link attending_type notes",
        "id",
        values={"freq": ("WEEKLY", "MONTHLY", "")},
    ),
    "language": Table("id service_id location_id phone_id name code note", "id"),
    "cost_option": Table(
        "id service_id valid_from valid_to option currency amount amount_description", "id",
        "service_id",
    ),
    "service_area": Table("id service_id name description extent extent_type uri", "id"),
    "required_document": Table("id service_id document uri", "id"),
    "accessibility": Table("id location_id description details url", "id"),
    "attribute": Table(
        "id link_id taxonomy_term_id link_type link_entity value", "id link_entity",
        "link_id taxonomy_term_id", nested={"taxonomy_term": "taxonomy_term"},
    ),
    "taxonomy_term": Table(
        "id code name description parent_id taxonomy language taxonomy_id term_uri",
        "id name description",
    ),
}  # fmt: skip
NUMBERS = {"minimum_age", "maximum_age", "extension", "interval", "amount"}
DATES = {"assured_date", "valid_from", "valid_to"}


def problems(table: str, record: Mapping[str, Any], *, in_csv: bool = False) -> list[str]:
    """Return what is wrong with a record, and with those within it."""
    schema = SCHEMA[table]
    known = {*schema.may.split(), *schema.nested}
    needed = schema.must.split() + (schema.must_in_csv.split() if in_csv else [])
    found = [f"{table} has {name}" for name in record.keys() - known]
    found += [f"{table} lacks {name}" for name in needed if name not in record]
    for name, value in record.items():
        if name in schema.nested:
            items = value if isinstance(value, list) else [value]
            found += [error for item in items for error in problems(schema.nested[name], item)]
        elif value not in ("", None):
            found += _value_problems(table, name, value, in_csv=in_csv)
    return found


def _value_problems(table: str, name: str, value: Any, *, in_csv: bool) -> list[str]:
    allowed = SCHEMA[table].values.get(name)
    checks = {
        "is no id": name.endswith("id") and name != "tax_id" and not UUID.fullmatch(str(value)),
        "is no day": name in DATES and not DATE.fullmatch(str(value)),
        "is not in the list": allowed is not None and value not in allowed,
        "is no number": name in NUMBERS and not (
            str(value).isdecimal() if in_csv else isinstance(value, int)
        ),
        "is no text": name not in NUMBERS and not isinstance(value, str),
    }  # fmt: skip
    return [f"{table}.{name} {problem}: {value!r}" for problem, is_so in checks.items() if is_so]
