"""Make entries of the tables of a file, and say row by row what could not be taken."""

import uuid
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.runtime import current_runtime
from mentorship.services.resources.entry import (
    BY_SOURCE,
    MAX_DOCUMENTS,
    MAX_LINE_LENGTH,
    MAX_NAME_LENGTH,
    OpeningHours,
    ResourceEntry,
)
from mentorship.services.resources.hsds import own_terms, values
from mentorship.services.resources.hsds.attribute_reading import AttributeReader
from mentorship.services.resources.hsds.contact_reading import ContactReader
from mentorship.services.resources.hsds.cost_option_reading import cost_of, prices_of
from mentorship.services.resources.hsds.language_reading import languages_of
from mentorship.services.resources.hsds.location_reading import LocationReader
from mentorship.services.resources.hsds.organization_reading import organization_of
from mentorship.services.resources.hsds.phone_reading import PhoneReader
from mentorship.services.resources.hsds.schedule_reading import (
    opening_hours,
    says_more_than_shown,
)
from mentorship.services.resources.hsds.service_area_reading import ServiceAreaReader
from mentorship.services.resources.hsds.service_text_reading import ServiceTextReader
from mentorship.services.resources.hsds.tables import Record, Tables
from mentorship.services.resources.hsds_ids import hsds_uuid
from mentorship.vocabulary import RESOURCE_STATUSES

MAX_SERVICES = 10_000
"""Of a file: to read as many takes some seconds."""

SHOWN_TABLES = frozenset(
    {
        *("service", "organization", "location", "service_at_location", "address", "phone"),
        *("postal_address", "schedule", "language", "cost_option", "service_area", "attribute"),
        *("required_document", "accessibility", "eligibility", "taxonomy_term", "taxonomy"),
        *("service_taxonomy", "meta_table_description"),
    }
)


@dataclass(frozen=True)
class ReadResource:
    """A service of a file: its entry, None if it cannot be one, and what was not taken of it."""

    number: int
    name: str
    entry: ResourceEntry | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadFile:
    """What a file holds; ``left_out`` counts the records of tables that are not shown."""

    resources: list[ReadResource]
    left_out: dict[str, int] = field(default_factory=dict)


def read_entries(tables: Tables, language: str) -> ReadFile:
    """Return the entries of all services; their texts are in a language of the site."""
    services = tables.records("service")
    if len(services) > MAX_SERVICES:
        raise UserFacingError(
            _("The file holds more than %(maximum)s services. Split it.", maximum=MAX_SERVICES)
        )
    reader = EntryReader(tables, language)
    resources = [reader.read(number, record) for number, record in enumerate(services, 1)]
    left_out = {name: count for name, count in tables.names() if name not in SHOWN_TABLES}
    return ReadFile(resources, left_out)


class EntryReader:
    """Makes an entry of each service record, and notes what it could not take."""

    def __init__(self, tables: Tables, language: str) -> None:
        self._tables, self._language = tables, language
        self._notes: dict[str, None] = {}  # each note once, in the order in which they came
        phones = PhoneReader(tables, self._note)
        self._attributes = AttributeReader(tables, self._note)
        self._texts = ServiceTextReader(tables, self._attributes, language)
        self._contacts = ContactReader(tables, phones, self._note)
        self._locations = LocationReader(tables, phones, self._note)
        self._areas = ServiceAreaReader(tables, current_runtime().programme, self._note)
        self._of_service = {
            table: tables.children(table, "service_id")
            for table in ("schedule", "language", "cost_option", "required_document")
        }

    def read(self, number: int, service: Record) -> ReadResource:
        self._notes.clear()
        name = values.line_of(service.get("name"), MAX_NAME_LENGTH)
        if not name:
            return ReadResource(number, "", None, (_("It has no name, so it is left out."),))
        entry = self._entry(service, name)
        return ReadResource(number, name, entry, tuple(self._notes))

    def _note(self, message: str) -> None:
        self._notes[message] = None

    def _of(self, table: str, service: Record) -> list[Record]:
        return self._of_service[table].get(service["id"], [])

    def _entry(self, service: Record, name: str) -> ResourceEntry:
        topics, keywords = self._attributes.topics_and_keywords(service)
        texts = self._texts_with_prices(service)
        organization = organization_of(service, self._tables, self._note)
        places = self._locations.service_places(service)
        entry = ResourceEntry(
            hsds_id=_id(service, organization.name, name),
            name=name,
            organization=organization,
            alternate_name=values.line_of(service.get("alternate_name"), MAX_NAME_LENGTH),
            status=self._status(service),
            texts=texts,
            topics=topics,
            keywords=keywords,
            areas=self._areas.areas(service, places),
            languages=languages_of(self._of("language", service), self._note),
            cost=cost_of(service, self._of("cost_option", service)),
            minimum_age=values.whole_number(service.get("minimum_age")),
            maximum_age=values.whole_number(service.get("maximum_age")),
            required_documents=self._documents(service),
            url=self._contacts.url(service),
            email=self._contacts.email(service),
            phones=self._contacts.phones(service),
            hours=self._hours(service),
            places=places,
            checked_on=self._checked_on(service),
        )
        return replace(entry, checked_by=self._checked_by(service) if entry.checked_on else "")

    def _texts_with_prices(self, service: Record) -> dict[str, dict[str, str]]:
        texts = self._texts.texts(service)
        if prices := prices_of(self._of("cost_option", service)):
            note = texts.get("cost_note", {})
            lines = [line for line in (note.get(self._language), *prices) if line]
            texts["cost_note"] = {**note, self._language: "\n".join(dict.fromkeys(lines))}
        return texts

    def _checked_on(self, service: Record) -> str:
        day = values.day_of(service.get("assured_date"))
        if day > today().isoformat():
            self._note(_("It says that it was checked on a day to come, so that is left out."))
            return ""
        return day

    def _checked_by(self, service: Record) -> str:
        checked_by = self._attributes.own(service, own_terms.CHECKED_BY)
        return str(checked_by[0]["value"])[:20] if checked_by else BY_SOURCE

    def _status(self, service: Record) -> str:
        status = values.line_of(service.get("status"), 40).lower()
        if status and status not in RESOURCE_STATUSES:
            self._note(_("Unknown status: %(status)s. It is taken as active.", status=status))
        return status if status in RESOURCE_STATUSES else "active"

    def _documents(self, service: Record) -> tuple[str, ...]:
        given = (item.get("document") for item in self._of("required_document", service))
        lines = (values.line_of(text, MAX_LINE_LENGTH) for text in given)
        return tuple(dict.fromkeys(line for line in lines if line))[:MAX_DOCUMENTS]

    def _hours(self, service: Record) -> tuple[OpeningHours, ...]:
        schedules = self._of("schedule", service)
        if any(map(says_more_than_shown, schedules)):
            self._note(_("Exceptions in its hours are left out: look at them again."))
        return opening_hours(schedules)


def _id(service: Record, organization: str, name: str) -> str:
    """Return the id of a service, made of its names if the file gives no UUID."""
    try:
        return str(uuid.UUID(service["id"]))
    except ValueError:
        is_ours = service["id"].startswith("service ")
        return hsds_uuid(organization, name if is_ours else service["id"])
