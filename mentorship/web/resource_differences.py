"""What changes in a resource, line by line, in the words of its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.entry import Place, ResourceEntry
from mentorship.web import resource_labels
from mentorship.web.locale import own_name


@dataclass(frozen=True)
class Difference:
    """A line of a resource as it is, and as it would be; "" if there is none."""

    label: str
    before: str
    after: str


def differences(before: ResourceEntry, after: ResourceEntry) -> list[Difference]:
    """Return the lines in which two entries of a resource differ."""
    old, new = _lines(before), _lines(after)
    return [Difference(label, old[label], new[label]) for label in old if old[label] != new[label]]


def _lines(entry: ResourceEntry) -> dict[str, str]:
    organization = entry.organization
    return {
        _("Name"): entry.name,
        _("Other name"): entry.alternate_name,
        _("Organization"): _joined([organization.name, organization.alternate_name]),
        _("About the organization"): organization.description,
        _("Is it open?"): str(vocabulary.RESOURCE_STATUSES[entry.status]),
        **_texts(entry),
        _("Helps with"): _joined([*resource_labels.topics(entry), *entry.keywords]),
        _("Languages"): resource_labels.languages(entry),
        _("Cost"): str(vocabulary.RESOURCE_COSTS.get(entry.cost, "")),
        _("Age"): resource_labels.ages(entry),
        _("What to bring"): _joined(entry.required_documents),
        _("Where it helps"): resource_labels.areas(entry),
        _("Phone numbers"): _joined(map(resource_labels.phone, entry.phones)),
        _("Hours"): _joined(map(resource_labels.hours, entry.hours)),
        _("Email"): _joined([entry.email, organization.email]),
        _("Website"): _joined([entry.url, organization.url]),
        _("Places"): _joined(map(_place, entry.places)),
        _("Last check"): resource_labels.checked_by(entry),
    }


def _texts(entry: ResourceEntry) -> dict[str, str]:
    labels = {
        "description": _("What it does"),
        "eligibility": _("For whom"),
        "how_to_apply": _("How to get it"),
        "cost_note": _("More about the cost"),
        "interpretation": _("Interpreting"),
        "alert": _("Notice"),
    }
    return {
        f"{label} ({own_name(language)})": entry.texts.get(name, {}).get(language, "")
        for name, label in labels.items()
        for language in SITE_LANGUAGES
    }


def _place(place: Place) -> str:
    phones = map(resource_labels.phone, place.phones)
    hours = map(resource_labels.hours, place.hours)
    spoken = map(vocabulary.language_name, place.languages)
    known = [place.name, resource_labels.address(place), place.url, place.directions]
    return ", ".join(filter(None, [*known, place.access, place.note, *phones, *hours, *spoken]))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))
