"""Make entries of the tables of a file, and say row by row what could not be taken."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.programme import SITE_LANGUAGES, Programme
from mentorship.runtime import current_runtime
from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import (
    MAX_DOCUMENTS,
    MAX_KEYWORDS,
    MAX_LINE_LENGTH,
    MAX_NAME_LENGTH,
    MAX_PHONES,
    MAX_PLACES,
    MAX_TEXT_LENGTH,
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)
from mentorship.services.resources.hsds import own_terms, values
from mentorship.services.resources.hsds.known_topics import topics_named
from mentorship.services.resources.hsds.part_reading import OTHER_HOURS, PlaceReader
from mentorship.services.resources.hsds.tables import Record, Tables
from mentorship.services.resources.hsds_ids import hsds_uuid
from mentorship.vocabulary import ALL_RESOURCE_TOPICS, EVERYWHERE_SERVED, RESOURCE_COSTS

MAX_SERVICES = 10_000
"""Of a file: to read as many takes some seconds."""

STATUSES = frozenset({"active", "inactive", "defunct", "temporarily closed"})
SHOWN_TABLES = frozenset(
    {
        *("service", "organization", "location", "service_at_location", "address", "phone"),
        *("postal_address", "schedule", "language", "cost_option", "service_area", "attribute"),
        *("required_document", "accessibility", "eligibility", "taxonomy_term", "taxonomy"),
        *("service_taxonomy", "meta_table_description"),
    }
)
WHOLE_CITY_WORDS = frozenset(
    {"county", "state", "statewide", "national", "nationwide", "california"}
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
        self._notes: Counter[str] = Counter()
        self._of_service = {
            table: tables.children(table, "service_id")
            for table in (
                *("phone", "schedule", "language", "cost_option", "service_area", "contact"),
                *("required_document", "service_at_location", "eligibility", "service_taxonomy"),
            )
        }
        self._of_point = {
            table: tables.children(table, "service_at_location_id")
            for table in ("phone", "schedule")
        }
        self._of_organization = {
            table: tables.children(table, "organization_id")
            for table in ("phone", "location", "contact")
        }
        self._contact_phones = tables.children("phone", "contact_id")
        self._attributes = tables.children("attribute", "link_id")
        self._places = PlaceReader(tables, self._languages)
        self._area_names = _folded_area_names(current_runtime().programme)

    def read(self, number: int, record: Record) -> ReadResource:
        self._notes = Counter()
        name = values.line_of(record.get("name"), MAX_NAME_LENGTH)
        if not name:
            return ReadResource(number, "", None, (_("It has no name, so it is left out."),))
        entry = self._entry(record, name)
        return ReadResource(number, name, entry, tuple(self._notes))

    def _note(self, message: str) -> None:
        self._notes[message] += 1

    def _of(self, table: str, record: Record) -> list[Record]:
        return self._of_service[table].get(record["id"], [])

    def _entry(self, record: Record, name: str) -> ResourceEntry:
        topics, keywords = self._topics(record)
        texts, cost = self._texts(record), self._cost(record)
        if prices := self._prices(record):
            note = texts.get("cost_note", {})
            lines = [line for line in (note.get(self._language), *prices) if line]
            texts["cost_note"] = {**note, self._language: "\n".join(dict.fromkeys(lines))}
        organization = self._organization(record)
        places = self._service_places(record)
        entry = ResourceEntry(
            hsds_id=self._id(record, organization.name, name),
            name=name,
            organization=organization,
            alternate_name=values.line_of(record.get("alternate_name"), MAX_NAME_LENGTH),
            status=self._status(record),
            texts=texts,
            topics=topics,
            keywords=keywords,
            areas=self._areas(record, places),
            languages=self._languages(self._of("language", record)),
            cost=cost,
            minimum_age=values.whole_number(record.get("minimum_age")),
            maximum_age=values.whole_number(record.get("maximum_age")),
            required_documents=self._documents(record),
            url=self._url(record),
            email=self._email(record),
            phones=self._phones(record),
            hours=self._hours(record),
            places=places,
            checked_on=self._checked_on(record),
        )
        checked_by = self._own(record, own_terms.CHECKED_BY)
        source = checked_by[0]["value"] if checked_by else "source"
        return replace(entry, checked_by=str(source)[:20] if entry.checked_on else "")

    def _checked_on(self, record: Record) -> str:
        day = values.day_of(record.get("assured_date"))
        if day > today().isoformat():
            self._note(_("It says that it was checked on a day to come, so that is left out."))
            return ""
        return day

    def _id(self, record: Record, organization: str, name: str) -> str:
        """Return the id of a service, made of its names if the file gives no UUID."""
        try:
            return str(uuid.UUID(record["id"]))
        except ValueError:
            is_ours = record["id"].startswith("service ")
            return hsds_uuid(organization, name if is_ours else record["id"])

    def _status(self, record: Record) -> str:
        status = values.line_of(record.get("status"), 40).lower()
        if status and status not in STATUSES:
            self._note(_("Unknown status: %(status)s. It is taken as active.", status=status))
        return status if status in STATUSES else "active"

    def _organization(self, record: Record) -> Organization:
        own_name = values.line_of(record.get("name"), MAX_NAME_LENGTH)
        found = self._tables.find("organization", record.get("organization_id") or "")
        if found is None:
            self._note(_("The file does not say which organization offers it."))
            named = values.line_of(record.get("organization"), MAX_NAME_LENGTH)
            return Organization(named or own_name)
        name = values.line_of(found.get("name"), MAX_NAME_LENGTH) or own_name
        description = values.text_of(found.get("description"), MAX_TEXT_LENGTH)
        return Organization(
            name=name,
            hsds_id=found["id"] if " " not in found["id"] else "",
            alternate_name=values.line_of(found.get("alternate_name"), MAX_NAME_LENGTH),
            description="" if description == name else description,
            email=values.email_address(found.get("email"), MAX_LINE_LENGTH),
            url=values.web_address(found.get("website") or found.get("url"), MAX_LINE_LENGTH),
        )

    def _own(self, record: Record, kind: str) -> list[Record]:
        """Return the attributes of a kind that an export of ours has written."""
        return [
            item
            for item in self._attributes.get(record["id"], [])
            if item.get("link_type") == kind and item.get("value")
        ]

    def _texts(self, record: Record) -> dict[str, dict[str, str]]:
        languages = dict(
            str(item["value"]).partition(":")[::2]
            for item in self._own(record, own_terms.TEXT_LANGUAGE)
        )
        texts: dict[str, dict[str, str]] = {}
        for name, column in own_terms.HSDS_TEXTS.items():
            text = values.text_of(
                record.get(column) or self._earlier(record, name), MAX_TEXT_LENGTH
            )
            language = languages.get(name, self._language)
            if text and language in SITE_LANGUAGES:
                texts[name] = {language: text}
        for item in self._own(record, own_terms.TRANSLATION):
            term = self._term(item)
            name, _colon, language = str(term.get("code", "")).partition(":")
            if name in own_terms.HSDS_TEXTS and language in SITE_LANGUAGES:
                text = values.text_of(item["value"], MAX_TEXT_LENGTH)
                texts[name] = {**texts.get(name, {}), language: text}
        return texts

    def _earlier(self, record: Record, name: str) -> object:
        """Return what earlier versions have in another column or table."""
        if name == "cost_note":
            return record.get("fees")
        if name == "eligibility":
            given = (item.get("eligibility") for item in self._of("eligibility", record))
            return ", ".join(str(text) for text in given if text)
        return None

    def _topics(self, record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
        known, topics, keywords = ALL_RESOURCE_TOPICS, [], []
        for term, kind in self._terms(record):
            name = values.line_of(term.get("name"), MAX_LINE_LENGTH)
            if kind == own_terms.TOPIC and term.get("code") in known:
                topics.append(str(term["code"]))
            elif kind == own_terms.KEYWORD:
                keywords.append(name)
            elif name:
                topics += (found := topics_named(name))
                keywords.append(name)
                if not found:
                    self._note(_("Unknown topic: %(name)s. It is kept as a keyword.", name=name))
        if not topics:
            self._note(_("No topic is known. Choose one before it is public."))
        return tuple(dict.fromkeys(topics)), tuple(dict.fromkeys(keywords))[:MAX_KEYWORDS]

    def _terms(self, record: Record) -> Iterable[tuple[Record, str]]:
        """Yield the terms of a service, and what an attribute says that it describes."""
        for item in self._attributes.get(record["id"], []):
            kind = str(item.get("link_type", ""))
            if kind not in {own_terms.TRANSLATION, own_terms.TEXT_LANGUAGE, own_terms.CHECKED_BY}:
                yield self._term(item), kind
        for item in self._of("service_taxonomy", record):
            yield self._term(item) or {"name": item.get("taxonomy_detail", "")}, ""

    def _term(self, item: Record) -> Record:
        id_ = item.get("taxonomy_term_id") or item.get("taxonomy_id") or ""
        found = self._tables.find("taxonomy_term", id_) or self._tables.find("taxonomy", id_)
        return found or {}

    def _languages(self, records: Iterable[Record]) -> tuple[str, ...]:
        codes = []
        for record in records:
            name = record.get("name") or record.get("language")
            code = values.language_code(record.get("code"), name)
            if code:
                codes.append(code)
            elif name or record.get("code"):
                self._note(_("Unknown language: %(name)s.", name=name or record.get("code")))
        return tuple(dict.fromkeys(codes))

    def _cost(self, record: Record) -> str:
        for item in self._of("cost_option", record):
            option = values.line_of(item.get("option"), 40)
            if option in RESOURCE_COSTS:
                return option
            if values.whole_number(item.get("amount")) == 0:
                return "free"
        return "free" if fold_name(str(record.get("fees_description") or "")) == "free" else ""

    def _prices(self, record: Record) -> list[str]:
        """Return the prices that a file gives, as lines of text."""
        lines = []
        for item in self._of("cost_option", record):
            if values.line_of(item.get("option"), 40) in RESOURCE_COSTS:
                continue
            parts = (
                item.get(name) for name in ("option", "amount", "currency", "amount_description")
            )
            lines.append(" ".join(values.line_of(part, MAX_LINE_LENGTH) for part in parts if part))
        return [line for line in lines if line]

    def _documents(self, record: Record) -> tuple[str, ...]:
        given = (item.get("document") for item in self._of("required_document", record))
        lines = (values.line_of(text, MAX_LINE_LENGTH) for text in given)
        return tuple(dict.fromkeys(line for line in lines if line))[:MAX_DOCUMENTS]

    def _url(self, record: Record) -> str:
        url = values.web_address(record.get("url"), MAX_LINE_LENGTH)
        if record.get("url") and not url:
            self._note(_("Its website is no web address: %(url)s.", url=str(record["url"])[:80]))
        return url

    def _email(self, record: Record) -> str:
        contacts = self._of("contact", record)
        given = (record.get("email"), *(item.get("email") for item in contacts))
        found = (values.email_address(item, MAX_LINE_LENGTH) for item in given)
        return next((address for address in found if address), "")

    def _phones(self, record: Record) -> tuple[Phone, ...]:
        """Return the numbers of a service, else those of its contacts and its organization."""
        own = [item for item in self._of("phone", record) if not item.get("contact_id")]
        organization = str(record.get("organization_id") or "")
        contacts = [
            *self._of("contact", record),
            *self._of_organization["contact"].get(organization, []),
        ]
        of_contacts = [
            {
                **phone,
                "description": phone.get("description")
                or item.get("title")
                or item.get("department"),
            }
            for item in contacts
            for phone in self._contact_phones.get(item["id"], [])
        ]
        if contacts:
            self._note(_("The names of contact persons are left out."))
        of_organization = self._of_organization["phone"].get(organization, [])
        found = self._places.phones([*own, *of_contacts])
        known = {phone.number for phone in found}
        others = self._places.phones(of_organization[: 2 * MAX_PHONES])
        return (*found, *(phone for phone in others if phone.number not in known))

    def _hours(self, record: Record) -> tuple[OpeningHours, ...]:
        schedules = self._of("schedule", record)
        if any(item.get(name) for item in schedules for name in OTHER_HOURS):
            self._note(_("Exceptions in its hours are left out: look at them again."))
        return self._places.hours(schedules)

    def _service_places(self, record: Record) -> tuple[Place, ...]:
        points = self._of("service_at_location", record)
        places: list[Place] = []
        for point in points[:MAX_PLACES]:
            location = self._tables.find("location", point.get("location_id") or "")
            if location is not None:
                phones, schedules = (
                    self._of_point[table].get(point["id"], []) for table in ("phone", "schedule")
                )
                note = values.line_of(point.get("description"), MAX_LINE_LENGTH)
                places += self._places.places(location, phones, schedules, note)
        if not points:
            organization = str(record.get("organization_id") or "")
            for location in self._of_organization["location"].get(organization, [])[:MAX_PLACES]:
                places += self._places.places(location, [], [], "")
        return tuple(places)[:MAX_PLACES]

    def _areas(self, record: Record, places: Iterable[Place]) -> tuple[str, ...]:
        """Return the areas that a service is for; without any, those of its places."""
        programme, codes = current_runtime().programme, list[str]()
        known = {*programme.area_names, *programme.regions, EVERYWHERE_SERVED}
        for item in self._of("service_area", record):
            extent = values.line_of(item.get("extent"), 60)
            if item.get("extent_type") == own_terms.AREA_CODE and extent in known:
                codes.append(extent)
                continue
            name = values.line_of(item.get("name") or item.get("service_area"), MAX_LINE_LENGTH)
            found = self._areas_named(name)
            if name and not found:
                self._note(_("Unknown area: %(name)s. It is taken as the whole city.", name=name))
                found = [EVERYWHERE_SERVED]
            codes += found
        if not codes:
            codes = [
                code
                for place in places
                for code in self._areas_named(f"{place.city}, {place.name}")
            ]
        return tuple(dict.fromkeys(codes)) or (EVERYWHERE_SERVED,)

    def _areas_named(self, text: str) -> list[str]:
        """Return the areas and regions that a text names, or the whole city."""
        folded = _spaced(text)
        found = [code for code, names in self._area_names if any(name in folded for name in names)]
        if not found and not WHOLE_CITY_WORDS.isdisjoint(folded.split()):
            return [EVERYWHERE_SERVED]
        return found


def _folded_area_names(programme: Programme) -> list[tuple[str, list[str]]]:
    """Return the folded names of each area and each region, by its code."""
    names = {code: [name] for code, name in programme.area_names.items()}
    names.update({code: list(item.labels.values()) for code, item in programme.regions.items()})
    return [(code, list(map(_spaced, labels))) for code, labels in names.items()]


def _spaced(text: str) -> str:
    """Return folded words between spaces, to find whole ones."""
    return f" {' '.join(fold_name(text).replace(',', ' , ').split())} "
