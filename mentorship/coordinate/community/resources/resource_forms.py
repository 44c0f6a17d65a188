"""The form of a resource, with a few empty lines for more numbers, hours and places."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, HiddenField
from wtforms.validators import DataRequired, Optional

from mentorship import vocabulary
from mentorship.coordinate.community.resources.part_forms import (
    HoursForm,
    PhoneForm,
    PlaceForm,
    hours_of,
    phones_of,
    places_of,
    values_of_part,
)
from mentorship.coordinate.community.resources.resource_choices import (
    offered_areas,
    offered_languages,
)
from mentorship.coordinate.community.resources.resource_fields import (
    EMAIL_ADDRESS,
    check_url,
    short_line,
    text_field,
)
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.entry import (
    MAX_HOURS,
    MAX_NAME_LENGTH,
    MAX_PHONES,
    MAX_PLACES,
    MAX_TEXT_LENGTH,
    TRANSLATED_TEXTS,
    Organization,
    ResourceEntry,
)
from mentorship.web.fields import Checkboxes, OneOf, PageForm, Paragraph, at_most, choices

EMPTY_LINES = {"phones": 2, "hours": 2, "places": 1}
"""Lines for more; after saving, there are as many again."""

TEXT_LABELS = {
    "description": _l("What it does"),
    "eligibility": _l("For whom it is (optional)"),
    "how_to_apply": _l("How people get it (optional)"),
    "cost_note": _l("More about the cost (optional)"),
    "interpretation": _l("Interpreting (optional)"),
    "alert": _l("What has to be known at the moment (optional)"),
}


def text_field_name(name: str, language: str) -> str:
    return f"{name}_{language.lower()}"


class ResourceFirstFields(PageForm):
    """What comes first on the page: its texts follow, so that errors are listed in page order."""

    name = short_line(
        _l("Name"), MAX_NAME_LENGTH, validators=[DataRequired(_l("Write what it is called."))]
    )
    organization = short_line(
        _l("Organization"), MAX_NAME_LENGTH, validators=[DataRequired(_l("Write who offers it."))]
    )
    phones = FieldList(FormField(PhoneForm), _l("Phone number"), max_entries=MAX_PHONES)
    hours = FieldList(FormField(HoursForm), _l("Hours"), max_entries=MAX_HOURS)
    places = FieldList(FormField(PlaceForm), _l("Place"), max_entries=MAX_PLACES)
    topics = Checkboxes(_l("What does it help with?"))


for _name in TRANSLATED_TEXTS:
    for _language in SITE_LANGUAGES:
        _rows = 5 if _name == "description" else 2
        setattr(
            ResourceFirstFields, text_field_name(_name, _language), text_field(_language, _rows)
        )


class ResourceForm(ResourceFirstFields):
    """What coordinators can say of a resource; what a file said besides stays as it was."""

    areas = Checkboxes(
        _l("Which areas does it serve?"), description=_l("Where the people live whom it helps.")
    )
    languages = Checkboxes(_l("Which languages are spoken there?"))
    cost = OneOf(_l("Cost"), choices=choices({"": _l("Not known"), **vocabulary.RESOURCE_COSTS}))
    status = OneOf(
        _l("Is it open?"), choices=choices(vocabulary.RESOURCE_STATUSES), default="active"
    )
    url = short_line(_l("Website (optional)"), validators=[check_url])
    email = short_line(_l("Email address (optional)"), validators=[Optional(), EMAIL_ADDRESS])
    required_documents = Paragraph(
        _l("What people have to bring (optional)"),
        description=_l("One thing on each line."),
        validators=[at_most(MAX_TEXT_LENGTH)],
        render_kw={"rows": 3},
    )
    # Of a new resource: two taps, or a form that is sent again, add one.
    new_id = HiddenField()

    def __init__(self, entry: ResourceEntry, **options: Any) -> None:
        self._entry = entry
        super().__init__(data=values_of(entry), **options)
        if not self.is_submitted():
            self._add_empty_lines()
        self.topics.choices = choices(vocabulary.ALL_RESOURCE_TOPICS)
        self.areas.choices = choices(offered_areas(entry))
        self.languages.choices = choices(offered_languages(entry))

    def _add_empty_lines(self) -> None:
        for name, count in EMPTY_LINES.items():
            room = self[name].max_entries - len(self[name])
            for _number in range(min(count, room)):
                self[name].append_entry()

    def text_fields(self) -> Iterator[tuple[str, list[Field]]]:
        """Yield the label of each text, and its field in every language."""
        for name, label in TEXT_LABELS.items():
            yield str(label), [self[text_field_name(name, code)] for code in SITE_LANGUAGES]

    def entry(self) -> ResourceEntry:
        entry = self._entry
        return replace(
            entry,
            name=self.name.data or "",
            organization=replace(entry.organization, name=self.organization.data or ""),
            topics=_in_stored_order(self.topics.data or (), entry.topics),
            areas=_in_stored_order(self.areas.data or (), entry.areas),
            languages=_in_stored_order(self.languages.data or (), entry.languages),
            cost=self.cost.data or "",
            status=self.status.data or "active",
            url=self.url.data or "",
            email=self.email.data or "",
            required_documents=tuple(_lines(self.required_documents.data or "")),
            texts=self._texts(),
            phones=phones_of(self.phones, entry.phones),
            hours=hours_of(self.hours, entry.hours),
            places=places_of(self.places, entry.places),
        )

    def _texts(self) -> dict[str, dict[str, str]]:
        texts = {
            name: {code: self[text_field_name(name, code)].data or "" for code in SITE_LANGUAGES}
            for name in TRANSLATED_TEXTS
        }
        return {
            name: given
            for name, by_language in texts.items()
            if (given := {code: text for code, text in by_language.items() if text})
        }


def new_entry(form_id: str | None) -> ResourceEntry:
    """Return an empty entry with the id that its form was made with, else with a new one."""
    try:
        hsds_id = str(uuid.UUID(form_id or ""))
    except ValueError:
        hsds_id = str(uuid.uuid4())
    return ResourceEntry(hsds_id, "", Organization(""))


def values_of(entry: ResourceEntry) -> dict[str, Any]:
    """Return the values of the fields for an entry."""
    texts = {
        text_field_name(name, code): text
        for name, by_language in entry.texts.items()
        for code, text in by_language.items()
    }
    return {
        "new_id": entry.hsds_id,
        "name": entry.name,
        "organization": entry.organization.name,
        "topics": list(entry.topics),
        "areas": list(entry.areas),
        "languages": list(entry.languages),
        "cost": entry.cost,
        "status": entry.status,
        "url": entry.url,
        "email": entry.email,
        "required_documents": "\n".join(entry.required_documents),
        "phones": [values_of_part(phone, PhoneForm) for phone in entry.phones],
        "hours": [values_of_part(opening, HoursForm) for opening in entry.hours],
        "places": [values_of_part(place, PlaceForm) for place in entry.places],
        **texts,
    }


def _in_stored_order(chosen: Iterable[str], stored: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that are chosen, those that were there first."""
    codes = set(chosen)
    return (*(code for code in stored if code in codes), *sorted(codes - set(stored)))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]
