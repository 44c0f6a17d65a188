"""One invented service in the shapes of six kinds of public files, each as that kind writes it.

3.0 nested (with all that may stand in it), a page of an interface, a tabular JSON file, CSV files
of 3.0, CSV files of 1.1, and the nested JSON of the British profile before 3.0.
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

SERVICE, ORGANIZATION = (
    "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f01",
    "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f02",
)
LOCATION, POINT = "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f03", "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f04"
PHONE, TERM = "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f05", "9b1f5f2e-6f0c-4a0e-8f55-1d2c3b4a5f06"

LANGUAGE = {"id": "l1", "name": "Spanish; Castilian", "code": "spa", "note": "Every day"}
NESTED: dict[str, Any] = {
    "id": SERVICE,
    "name": "Immigration counsel",
    "alternate_name": "Counsel",
    "description": "<p>Help with <b>letters</b>.</p><p>And with hearings.</p>",
    "url": "https://counsel.example.org/help",
    "additional_urls": [{"id": "u1", "label": "More", "url": "https://counsel.example.org"}],
    "email": "ask@counsel.example.org",
    "status": "active",
    "interpretation_services": "By phone.",
    "application_process": "Call first.",
    "fees_description": "By income.",
    "accreditations": "None",
    "eligibility_description": "Families.",
    "minimum_age": 18,
    "maximum_age": 99,
    "assured_date": "2026-10-05",
    "assurer_email": "clerk@counsel.example.org",
    "alert": "Closed on Monday.",
    "last_modified": "2026-10-05T10:30:45.123Z",
    "phones": [
        {
            "id": PHONE, "number": "213 555 0170", "extension": 4, "type": "voice",
            "description": "Mornings", "languages": [LANGUAGE],
        }
    ],
    "schedules": [
        {
            "id": "h1", "freq": "WEEKLY", "interval": 1, "byday": "MO,TU", "wkst": "MO",
            "opens_at": "09:00:00-08:00", "closes_at": "12:30:00-08:00", "description": "No lunch",
        }
    ],
    "service_areas": [
        {"id": "a1", "name": "Boyle Heights and Koreatown", "extent_type": "geojson"}
    ],
    "service_at_locations": [
        {
            "id": POINT,
            "description": "Second door",
            "location": {
                "id": LOCATION,
                "location_type": "physical",
                "name": "Counsel house",
                "transportation": "Bus 1",
                "latitude": 34.0,
                "longitude": -118.2,
                "addresses": [
                    {
                        "id": "d1", "attention": "Front desk", "address_1": "7 Example Road",
                        "address_2": "Room 2", "city": "Los Angeles", "state_province": "CA",
                        "postal_code": "90033", "country": "US", "address_type": "physical",
                    }
                ],
                "accessibility": [{"id": "x1", "description": "Lift", "details": "On the left"}],
                "contacts": [{"id": "c1", "name": "Nobody In Particular", "title": "Clerk"}],
            },
        }
    ],
    "languages": [LANGUAGE],
    "organization": {
        "id": ORGANIZATION, "name": "Counsel of the Hills", "alternate_name": "CotH",
        "description": "A firm.", "email": "all@counsel.example.org",
        "website": "https://counsel.example.org", "year_incorporated": 2011,
    },
    "funding": [{"id": "f1", "source": "Gifts"}],
    "cost_options": [{"id": "o1", "option": "Hour", "amount": 20, "currency": "USD"}],
    "required_documents": [{"id": "r1", "document": "A letter", "uri": "https://example.org"}],
    "contacts": [{"id": "c1", "name": "Nobody In Particular", "email": "nobody@example.org"}],
    "attributes": [
        {
            "id": "t1", "link_type": "service_type", "link_entity": "service", "value": "",
            "taxonomy_term": {
                "id": TERM, "code": "FT-3600", "name": "Immigration Legal Services",
                "description": "Help with papers", "taxonomy": "other",
            },
        }
    ],
    "metadata": [{"id": "m1", "resource_type": "service", "last_action_type": "update"}],
}  # fmt: skip


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not isinstance(value, dict | list)}


POINT_RECORD = NESTED["service_at_locations"][0]
PLACE = POINT_RECORD["location"]
OF_SERVICE, OF_PLACE = {"service_id": SERVICE}, {"location_id": LOCATION}
TABLES: dict[str, list[dict[str, Any]]] = {
    "organizations": [NESTED["organization"]],
    "services": [{**_flat(NESTED), "organization_id": ORGANIZATION}],
    "phones": [{**_flat(NESTED["phones"][0]), **OF_SERVICE}],
    "languages": [{**LANGUAGE, **OF_SERVICE}, {**LANGUAGE, "id": "l2", "phone_id": PHONE}],
    "schedules": [{**NESTED["schedules"][0], **OF_SERVICE}],
    "service_areas": [{**NESTED["service_areas"][0], **OF_SERVICE}],
    "locations": [_flat(PLACE)],
    "service_at_locations": [{**_flat(POINT_RECORD), **OF_SERVICE, **OF_PLACE}],
    "addresses": [{**PLACE["addresses"][0], **OF_PLACE}],
    "accessibility": [{**PLACE["accessibility"][0], **OF_PLACE}],
    "cost_options": [{**NESTED["cost_options"][0], **OF_SERVICE}],
    "required_documents": [{**NESTED["required_documents"][0], **OF_SERVICE}],
    "taxonomy_terms": [NESTED["attributes"][0]["taxonomy_term"]],
    "attributes": [
        {
            **_flat(NESTED["attributes"][0]), "link_id": SERVICE, "taxonomy_term_id": TERM,
        }
    ],
}  # fmt: skip
FORMER_TABLES: dict[str, list[dict[str, Any]]] = {
    "organizations": [{**_without(NESTED["organization"], "website"), "url": "https://counsel.example.org"}],
    "services": [
        {
            **_without(TABLES["services"][0], "fees_description", "eligibility_description",
                       "minimum_age", "maximum_age", "alert", "assured_date"),
            "fees": "By income.",
        }
    ],
    "eligibility": [{"id": "e1", "eligibility": "Families.", **OF_SERVICE}],
    "phones": TABLES["phones"],
    "languages": [{"id": "l1", "language": "Spanish", **OF_SERVICE}],
    "regular_schedules": [
        {
            "id": f"h{day}", "weekday": day, "opens_at": "9:00 AM", "closes_at": "12:30 PM",
            **OF_SERVICE,
        }
        for day in (1, 2)
    ],
    "service_areas": [{"id": "a1", "service_area": "Boyle Heights, Koreatown", **OF_SERVICE}],
    "locations": TABLES["locations"],
    "services_at_location": [{**OF_SERVICE, **OF_PLACE, "id": POINT, "description": "Second door"}],
    "physical_addresses": [_without(TABLES["addresses"][0], "address_type")],
    "accessibility_for_disabilities": [
        {"id": "x1", "accessibility": "Lift", "details": "On the left", **OF_PLACE}
    ],
    "required_documents": TABLES["required_documents"],
    "taxonomy": [{"id": TERM, "name": "Immigration Legal Services", "vocabulary": "other"}],
    "services_taxonomy": [{"id": "t1", "taxonomy_id": TERM, **OF_SERVICE}],
    "contacts": [{"id": "c1", "name": "Nobody In Particular", **OF_SERVICE}],
}  # fmt: skip
BRITISH: dict[str, Any] = {
    **_without(
        NESTED, "service_at_locations", "schedules", "attributes", "languages", "phones",
        "cost_options", "funding", "metadata", "required_documents", "service_areas", "alert",
        "fees_description", "eligibility_description", "minimum_age", "maximum_age",
    ),
    "fees": "By income.",
    "eligibilitys": [{"id": "e1", "eligibility": "Families."}],
    "costOptions": [{"id": "o1", "option": "Hour", "amount": 20}],
    "languages": [{"id": "l1", "language": "Spanish"}],
    "service_areas": [{"id": "a1", "service_area": "Boyle Heights and Koreatown"}],
    "regular_schedules": [
        {"id": "h1", "byday": "MO,TU", "freq": "WEEKLY", "opens_at": "09:00", "closes_at": "12:30"}
    ],
    "service_taxonomys": [
        {"id": "t1", "taxonomy": {"id": TERM, "name": "Immigration Legal Services"}}
    ],
    "service_at_locations": [
        {
            "id": POINT,
            "location": {
                "id": LOCATION, "name": "Counsel house",
                "physical_addresses": [_without(PLACE["addresses"][0], "address_type")],
                "accessibility_for_disabilities": [{"id": "x1", "accessibility": "Lift"}],
            },
        }
    ],
    "contacts": [
        {"id": "c1", "name": "Nobody", "phones": [{"id": PHONE, "number": "213 555 0170"}]}
    ],
}  # fmt: skip


def as_json(data: Any) -> bytes:
    return json.dumps(data).encode()


def as_archive(tables: Mapping[str, list[dict[str, Any]]], folder: str = "") -> bytes:
    """Return a zip archive of CSV files; quotes around every cell, as many programs write them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for table, records in tables.items():
            names = list(dict.fromkeys(name for record in records for name in record))
            rows = [names, *([record.get(name, "") for name in names] for record in records)]
            text = io.StringIO(newline="")
            csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
            archive.writestr(f"{folder}{table}.csv", "\ufeff" + text.getvalue())
    return buffer.getvalue()


SAMPLES = {
    "3.0, nested": as_json(NESTED),
    "3.0, a page of an interface": as_json(
        {"total_items": 1, "page_number": 1, "contents": [NESTED]}
    ),
    "3.0, tabular JSON": as_json(TABLES),
    "3.0, CSV": as_archive(TABLES),
    "1.1, CSV in a folder": as_archive(FORMER_TABLES, "data/"),
    "British profile, nested": as_json([BRITISH]),
}
