"""What the directory says of a resource, as plain values that a document can hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from mentorship.translated_text import TranslatedText, text_in
from mentorship.vocabulary import RESOURCE_TOPICS

MAX_NAME_LENGTH = 200
MAX_LINE_LENGTH = 300
MAX_TEXT_LENGTH = 4_000
MAX_PHONES = 12
MAX_PLACES = 12
MAX_HOURS = 21
MAX_DOCUMENTS = 12
MAX_KEYWORDS = 20
MAX_PHONE_NUMBER_LENGTH = 60
MAX_CITY_LENGTH = 100
MAX_STATE_LENGTH = 40
MAX_POSTAL_CODE_LENGTH = 20
# As HSDS has them.
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACE_KINDS = frozenset({"physical", "postal", "virtual"})
PHONE_KINDS = frozenset({"voice", "text", "fax", "cell", "video", "pager", "textphone"})
CALLABLE_KINDS = frozenset({"voice", "cell", "video", "textphone"})
BY_SOURCE = "source"
"""Who has checked what a file says was checked."""
TRANSLATED_TEXTS = (
    "description",
    "eligibility",
    "how_to_apply",
    "cost_note",
    "interpretation",
    "alert",
)
"""The texts that can be given in every language of the site."""

Texts = Mapping[str, str]
"""A text by language."""


class _Part:
    """A part of an entry; a document holds it as a table, without what is empty."""

    def as_document(self) -> dict[str, Any]:
        document: dict[str, Any] = without_empty(asdict(self))  # type: ignore[call-overload]
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{name: _frozen(value) for name, value in document.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def without_empty(value: Any) -> Any:
    """Return a table without what is empty, within it too."""
    if isinstance(value, Mapping):
        kept = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ("", [], {}, None)}
    if isinstance(value, list | tuple):
        return [without_empty(item) for item in value]
    return value


@dataclass(frozen=True)
class Phone(_Part):
    """A number; ``kind`` is one of `PHONE_KINDS`."""

    number: str
    extension: str = ""
    kind: str = "voice"
    note: str = ""
    languages: tuple[str, ...] = ()

    @property
    def can_be_called(self) -> bool:
        return self.kind in CALLABLE_KINDS


@dataclass(frozen=True)
class OpeningHours(_Part):
    """When somebody is there, on days as RFC 5545 has them: "MO", or "2MO" for the second Monday.

    ``frequency`` is "weekly" or "monthly", and ``interval`` is 2 for every second week or month.
    Times are "HH:MM"; a note alone is possible too.
    """

    days: tuple[str, ...] = ()
    month_days: tuple[str, ...] = ()
    frequency: str = "weekly"
    interval: int = 1
    opens: str = ""
    closes: str = ""
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class Place(_Part):
    """Where to go, or to write to; ``kind`` is one of `PLACE_KINDS`."""

    hsds_id: str = ""
    name: str = ""
    kind: str = "physical"
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    url: str = ""
    directions: str = ""
    access: str = ""
    note: str = ""
    phones: tuple[Phone, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    languages: tuple[str, ...] = ()

    def address_lines(self) -> list[str]:
        """Return the address as it is written on an envelope."""
        town = ", ".join(part for part in (self.city, self.state) if part)
        lines = (
            self.street,
            self.street_more,
            " ".join(part for part in (town, self.postal_code) if part),
        )
        return [line for line in lines if line]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        return super().from_document(
            {
                **document,
                "phones": [Phone.from_document(item) for item in document.get("phones", ())],
                "hours": [OpeningHours.from_document(item) for item in document.get("hours", ())],
            }
        )


@dataclass(frozen=True)
class Organization(_Part):
    name: str = ""
    hsds_id: str = ""
    alternate_name: str = ""
    description: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True)
class ResourceEntry(_Part):
    """A service of an organization: what it helps with, whom, where, and how it is reached.

    Attributes
    ----------
    hsds_id : str
        Its id in files of the Human Services Data Specification, a UUID.
    status : str
        One of `RESOURCE_STATUSES`.
    texts : mapping of str to Texts
        Those of `TRANSLATED_TEXTS` that are given.
    areas : tuple of str
        Codes of the programme's areas and of its regions, or `EVERYWHERE_SERVED`.
    keywords : tuple of str
        What an imported file calls it, beside our topics.
    checked_on : str
        The day on which somebody last checked it, in ISO format.
    """

    hsds_id: str
    name: str
    organization: Organization
    alternate_name: str = ""
    status: str = "active"
    texts: Mapping[str, Texts] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cost: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    required_documents: tuple[str, ...] = ()
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    places: tuple[Place, ...] = ()
    checked_on: str = ""
    checked_by: str = ""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        return super().from_document(
            {
                **document,
                "organization": Organization.from_document(document.get("organization", {})),
                "phones": [Phone.from_document(item) for item in document.get("phones", ())],
                "hours": [OpeningHours.from_document(item) for item in document.get("hours", ())],
                "places": [Place.from_document(item) for item in document.get("places", ())],
            }
        )

    def text_in(self, name: str, language: str) -> TranslatedText:
        """Return a text in a language, else in the first that it is given in."""
        return text_in(self.texts.get(name, {}), language)

    def categories(self) -> list[str]:
        """Return the categories that its topics belong to."""
        return [
            category
            for category, topics in RESOURCE_TOPICS.items()
            if not topics.keys().isdisjoint(self.topics)
        ]

    def ways(self) -> list[str]:
        """Return the codes of the ways in which it can be reached."""
        phones = self.all_phones()
        is_possible = {
            "call": any(phone.can_be_called for phone in phones),
            "text_message": any(phone.kind == "text" for phone in phones),
            "email": bool(self.email or self.organization.email),
            "website": bool(self.url or self.organization.url),
            "visit": any(place.kind == "physical" and place.street for place in self.places),
        }
        return [way for way, possible in is_possible.items() if possible]

    def spoken_languages(self) -> list[str]:
        """Return the languages of the service, and those spoken at a place or on a phone."""
        spoken = [self.languages, *(place.languages for place in self.places)]
        spoken += [phone.languages for phone in self.all_phones()]
        return list(dict.fromkeys(code for codes in spoken for code in codes))

    def all_phones(self) -> list[Phone]:
        """Return its numbers, those of its places last."""
        return [*self.phones, *(phone for place in self.places for phone in place.phones)]

    def checked(self, day: date, role: str) -> Self:
        """Return the entry as checked on a day by somebody in a role."""
        return replace(self, checked_on=day.isoformat(), checked_by=role)
