"""Make the tables of HSDS 3.0 of entries; the ids of parts follow from those of their entries."""

from collections.abc import Iterable, Iterator

from flask_babel import force_locale

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.entry import (
    BY_SOURCE,
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)
from mentorship.services.resources.hsds import own_terms
from mentorship.services.resources.hsds.tables import Record, Tables
from mentorship.services.resources.hsds_ids import hsds_uuid
from mentorship.services.resources.search_text import area_names
from mentorship.vocabulary import ALL_RESOURCE_TOPICS, language_name

CURRENCY = "USD"


def tables_of(entries: Iterable[ResourceEntry]) -> Tables:
    """Return entries as tables; names of codes are in the first language of the site."""
    tables, shared = Tables(), _Shared()
    with force_locale(SITE_LANGUAGES[0]):
        for entry in entries:
            _EntryWriter(tables, shared, entry).write()
    return tables


class _Shared:
    """What entries share, by its id: an organization, or a place."""

    def __init__(self) -> None:
        self._known: dict[str, Organization | Place] = {}

    def id_of(self, part: Organization | Place, of_entry: str) -> tuple[str, bool]:
        """Return the id to write a part under, and whether it is written already.

        What says something else than the one with its id gets an id of its own.
        """
        known = self._known.get(part.hsds_id)
        if known is None:
            self._known[part.hsds_id] = part
            return part.hsds_id, False
        return (part.hsds_id, True) if known == part else (hsds_uuid(of_entry, part.hsds_id), False)


class _EntryWriter:
    def __init__(self, tables: Tables, shared: _Shared, entry: ResourceEntry) -> None:
        self._tables, self._shared, self._entry = tables, shared, entry

    def _add(self, table: str, *id_parts: object, **columns: object) -> str:
        """Add a record with an id made of that of the entry and what part of it it is."""
        id_ = hsds_uuid(self._entry.hsds_id, table, *map(str, id_parts))
        return self._tables.add(table, _given({"id": id_, **columns}))

    def write(self) -> None:
        entry, of_service = self._entry, {"service_id": self._entry.hsds_id}
        organization_id = self._organization(entry.organization)
        texts = {
            column: next(iter(entry.texts.get(name, {}).values()), "")
            for name, column in own_terms.HSDS_TEXTS.items()
        }
        service = {
            "id": entry.hsds_id,
            "organization_id": organization_id,
            "name": entry.name,
            "alternate_name": entry.alternate_name,
            "url": entry.url,
            "email": entry.email,
            "status": entry.status,
            "minimum_age": entry.minimum_age,
            "maximum_age": entry.maximum_age,
            "assured_date": entry.checked_on,
            **texts,
        }
        self._tables.add("service", _given(service))
        self._phones(entry.phones, of_service)
        self._hours(entry.hours, of_service)
        self._languages(entry.languages, of_service)
        for number, document in enumerate(entry.required_documents):
            self._add("required_document", number, document=document, **of_service)
        if entry.cost:
            amount = 0 if entry.cost == "free" else None
            self._add(
                "cost_option", option=entry.cost, amount=amount, currency=CURRENCY, **of_service
            )
        for code in entry.areas:
            name = next(iter(area_names([code], SITE_LANGUAGES[0])), code)
            self._add(
                "service_area", code, name=name, extent=code, extent_type=own_terms.AREA_CODE,
                **of_service,
            )  # fmt: skip
        for number, place in enumerate(entry.places):
            self._place(number, place)
        self._attributes()

    def _organization(self, organization: Organization) -> str:
        id_, _is_written = self._shared.id_of(organization, self._entry.hsds_id)
        record = {
            "id": id_,
            "name": organization.name,
            "alternate_name": organization.alternate_name,
            "description": organization.description or organization.name,
            "email": organization.email,
            "website": organization.url,
        }
        return self._tables.add("organization", _given(record))

    def _phones(self, phones: Iterable[Phone], about: dict[str, str], *parts: object) -> None:
        for number, phone in enumerate(phones):
            id_ = self._add(
                "phone", *parts, number,
                number=phone.number,
                extension=int(phone.extension) if phone.extension.isdecimal() else None,
                type=phone.kind,
                description=phone.note,
                **about,
            )  # fmt: skip
            self._languages(phone.languages, {"phone_id": id_}, *parts, number)

    def _hours(self, hours: Iterable[OpeningHours], about: dict[str, str], *parts: object) -> None:
        for number, opening in enumerate(hours):
            has_days = bool(opening.days or opening.month_days)
            self._add(
                "schedule", *parts, number,
                freq=opening.frequency.upper() if has_days else "",
                interval=opening.interval if opening.interval > 1 else None,
                byday=",".join(opening.days),
                bymonthday=",".join(opening.month_days),
                opens_at=opening.opens,
                closes_at=opening.closes,
                valid_from=opening.valid_from,
                valid_to=opening.valid_to,
                description=opening.note,
                **about,
            )  # fmt: skip

    def _languages(self, codes: Iterable[str], about: dict[str, str], *parts: object) -> None:
        kind = next(iter(about))
        for code in codes:
            self._add("language", kind, *parts, code, name=language_name(code), code=code, **about)

    def _place(self, number: int, place: Place) -> None:
        location_id, is_written = self._shared.id_of(place, self._entry.hsds_id)
        self._add(
            "service_at_location", number,
            service_id=self._entry.hsds_id, location_id=location_id,
        )  # fmt: skip
        if not is_written:
            self._location(location_id, place)

    def _location(self, location_id: str, place: Place) -> None:
        record = {
            "id": location_id,
            "location_type": place.kind,
            "name": place.name,
            "url": place.url,
            "transportation": place.directions,
            "description": place.note,
        }
        self._tables.add("location", _given(record))
        about = {"location_id": location_id}
        if place.address_lines():
            address = self._add("address", location_id, address_type=place.kind, **about)
            given = {
                "address_1": place.street, "address_2": place.street_more, "city": place.city,
                "state_province": place.state, "postal_code": place.postal_code,
                "country": place.country,
            }  # fmt: skip
            self._tables.add("address", {"id": address, **given})
        if place.access:
            self._add("accessibility", location_id, description=place.access, **about)
        self._phones(place.phones, about, location_id)
        self._hours(place.hours, about, location_id)
        self._languages(place.languages, about, location_id)

    def _attributes(self) -> None:
        """Write what HSDS has no column for: see `own_terms`."""
        entry, topics = self._entry, ALL_RESOURCE_TOPICS
        for code in entry.topics:
            self._attribute(own_terms.TOPIC, code, str(topics.get(code, code)))
        for keyword in entry.keywords:
            self._attribute(own_terms.KEYWORD, keyword, keyword)
        for name, language, text in self._translations():
            self._attribute(
                own_terms.TRANSLATION, f"{name}:{language}", language_name(language), text
            )
        for name, texts in entry.texts.items():
            first = next(iter(texts), SITE_LANGUAGES[0])
            if first != SITE_LANGUAGES[0]:
                value = f"{name}:{first}"
                self._attribute(own_terms.TEXT_LANGUAGE, value, language_name(first), value)
        if entry.checked_by and entry.checked_by != BY_SOURCE:
            self._attribute(
                own_terms.CHECKED_BY, entry.checked_by, entry.checked_by, entry.checked_by
            )

    def _translations(self) -> Iterator[tuple[str, str, str]]:
        for name, texts in self._entry.texts.items():
            for language, text in list(texts.items())[1:]:
                yield name, language, text

    def _attribute(self, kind: str, code: str, name: str, value: str = "") -> None:
        term_id = self._tables.add(
            "taxonomy_term",
            {
                "id": hsds_uuid("term", kind, code),
                "code": code,
                "name": name,
                "description": f"{kind}: {name}",
                "taxonomy": own_terms.TAXONOMY,
            },
        )
        self._add(
            "attribute", kind, code,
            link_id=self._entry.hsds_id, link_entity="service", link_type=kind,
            taxonomy_term_id=term_id, value=value,
        )  # fmt: skip


def _given(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, "")}
