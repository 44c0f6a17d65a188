"""The locations of a file as places, each with its addresses, phones and hours."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mentorship.services.resources.entry import (
    MAX_CITY_LENGTH,
    MAX_LINE_LENGTH,
    MAX_PLACES,
    MAX_POSTAL_CODE_LENGTH,
    MAX_STATE_LENGTH,
    MAX_TEXT_LENGTH,
    PLACE_KINDS,
    Place,
)
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.language_reading import languages_of
from mentorship.services.resources.hsds.phone_reading import PhoneReader
from mentorship.services.resources.hsds.schedule_reading import opening_hours
from mentorship.services.resources.hsds.tables import Record, Tables

PART_TABLES = ("address", "postal_address", "phone", "schedule", "language", "accessibility")


class LocationReader:
    def __init__(self, tables: Tables, phones: PhoneReader, note: Callable[[str], None]) -> None:
        self._tables, self._phones, self._note = tables, phones, note
        self._of_location = {table: tables.children(table, "location_id") for table in PART_TABLES}
        self._points = tables.children("service_at_location", "service_id")
        self._of_point = {
            table: tables.children(table, "service_at_location_id")
            for table in ("phone", "schedule")
        }
        self._of_organization = tables.children("location", "organization_id")

    def service_places(self, service: Record) -> tuple[Place, ...]:
        """Return the places of a service, else those of its organization."""
        points = self._points.get(service["id"], [])
        if points:
            places = [place for point in points[:MAX_PLACES] for place in self._at(point)]
        else:
            organization = str(service.get("organization_id") or "")
            locations = self._of_organization.get(organization, [])[:MAX_PLACES]
            places = [place for item in locations for place in self.places(item, [], [], "")]
        return tuple(places)[:MAX_PLACES]

    def _at(self, point: Record) -> list[Place]:
        """Return the places of the location that a service is at, with what is said of it there."""
        location = self._tables.find("location", point.get("location_id") or "")
        if location is None:
            return []
        phones, schedules = (
            self._of_point[table].get(point["id"], []) for table in ("phone", "schedule")
        )
        note = values.line_of(point.get("description"), MAX_LINE_LENGTH)
        return self.places(location, phones, schedules, note)

    def places(
        self, location: Record, phones: list[Record], schedules: list[Record], note: str
    ) -> list[Place]:
        """Return a place for each address of a location; the first has the rest of it too."""
        of = {table: found.get(location["id"], []) for table, found in self._of_location.items()}
        addresses = [
            *of["address"],
            *({**item, "address_type": "postal"} for item in of["postal_address"]),
        ]
        first = Place(
            hsds_id=location["id"] if " " not in location["id"] else "",
            name=_line(location, "name") or _line(location, "alternate_name"),
            kind=_place_kind(location.get("location_type")),
            url=values.web_address(location.get("url"), MAX_LINE_LENGTH),
            directions=_line(location, "transportation"),
            access=_joined(map(_accessibility, of["accessibility"])),
            note=_joined((_line(location, "description"), note)),
            phones=self._phones.phones([*of["phone"], *phones]),
            hours=opening_hours([*of["schedule"], *schedules]),
            languages=languages_of(of["language"], self._note),
        )
        if not addresses:
            return [first]
        return [
            _with_address(first if number == 0 else Place(), address)
            for number, address in enumerate(addresses)
        ]


def _with_address(place: Place, address: Record) -> Place:
    kind = address.get("address_type")
    return replace(
        place,
        kind=_place_kind(kind) if kind else place.kind,
        street=_line(address, "address_1"),
        street_more=_line(address, "address_2"),
        city=_line(address, "city", MAX_CITY_LENGTH),
        state=_line(address, "state_province", MAX_STATE_LENGTH),
        postal_code=_line(address, "postal_code", MAX_POSTAL_CODE_LENGTH),
        country=_line(address, "country", MAX_STATE_LENGTH),
    )


def _place_kind(value: object) -> str:
    kind = values.line_of(value, 20).lower()
    return kind if kind in PLACE_KINDS else "physical"


def _accessibility(record: Record) -> str:
    given = (record.get(name) for name in ("description", "accessibility", "details"))
    parts = dict.fromkeys(values.text_of(part, MAX_TEXT_LENGTH) for part in given)
    return " ".join(" ".join(part.split()) for part in parts if part)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))[:MAX_LINE_LENGTH]


def _line(record: Record, name: str, maximum: int = MAX_LINE_LENGTH) -> str:
    return values.line_of(record.get(name), maximum)
