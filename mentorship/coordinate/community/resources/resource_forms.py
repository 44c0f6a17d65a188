"""The form of a resource, with a few empty lines for more numbers, hours and places."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, Form, FormField, HiddenField, ValidationError
from wtforms.validators import DataRequired, Length, Optional, Regexp

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.services.resources.entry import (
    MAX_CITY_LENGTH,
    MAX_HOURS,
    MAX_LINE_LENGTH,
    MAX_NAME_LENGTH,
    MAX_PHONE_NUMBER_LENGTH,
    MAX_PHONES,
    MAX_PLACES,
    MAX_POSTAL_CODE_LENGTH,
    MAX_STATE_LENGTH,
    MAX_TEXT_LENGTH,
    TRANSLATED_TEXTS,
    WEEKDAYS,
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)
from mentorship.services.resources.hsds.values import EMAIL, web_address
from mentorship.vocabulary import page_language
from mentorship.web import resource_labels
from mentorship.web.fields import Checkboxes, Line, OneOf, PageForm, Paragraph, choices
from mentorship.web.locale import own_name

Part = TypeVar("Part", Phone, OpeningHours, Place)

TIME_OF_DAY = Regexp(r"([01]\d|2[0-3]):[0-5]\d", message=_l("Enter a time like 09:30."))
EMAIL_ADDRESS = Regexp(EMAIL, message=_l("Enter an address like help@example.org."))
WHOLE_NUMBER = Regexp(r"0|[1-9]\d*", message=_l("Enter digits alone."))
EMPTY_LINES = {"phones": 2, "hours": 2, "places": 1}
"""Lines for more; after saving, there are as many again."""

PHONE_KINDS = {"voice": _l("to call"), "text": _l("for text messages"), "fax": _l("fax")}
TEXT_LABELS = {
    "description": _l("What it does"),
    "eligibility": _l("For whom it is (optional)"),
    "how_to_apply": _l("How people get it (optional)"),
    "cost_note": _l("More about the cost (optional)"),
    "interpretation": _l("Interpreting (optional)"),
    "alert": _l("What has to be known at the moment (optional)"),
}


def short_line(label: Any, maximum: int = MAX_LINE_LENGTH, **options: Any) -> Line:
    message = _l("Keep it to %(maximum)s characters.", maximum=maximum)
    validators = [*options.pop("validators", ()), Length(max=maximum, message=message)]
    return Line(label, validators=validators, render_kw={"maxlength": maximum}, **options)


def check_url(_form: Form, field: Field) -> None:
    """Accept a web address alone: a link runs nothing."""
    if field.data and not web_address(field.data, MAX_LINE_LENGTH):
        raise ValidationError(_("Enter an address that begins with https://"))


class PartForm(Form):
    """A line of a list; one that is stored can be removed."""

    remove = BooleanField(_l("Remove this line"))


class PhoneForm(PartForm):
    number = short_line(_l("Phone number"), MAX_PHONE_NUMBER_LENGTH)
    extension = short_line(_l("Extension"), 10, validators=[Optional(), WHOLE_NUMBER])
    kind = OneOf(_l("What it is for"), choices=choices(PHONE_KINDS), default="voice")
    note = short_line(_l("Note, such as the hours"))


class HoursForm(PartForm):
    days = Checkboxes(_l("Days"))
    opens = short_line(_l("From"), 5, validators=[Optional(), TIME_OF_DAY])
    closes = short_line(_l("Until"), 5, validators=[Optional(), TIME_OF_DAY])
    note = short_line(_l("Note"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        names = dict(zip(WEEKDAYS, vocabulary.DAYS.values(), strict=True))
        self.days.choices = choices(names)


class PlaceForm(PartForm):
    name = short_line(_l("Name of the building or the office"))
    street = short_line(_l("Street and number"))
    street_more = short_line(_l("Floor, room"))
    city = short_line(_l("City"), MAX_CITY_LENGTH)
    state = short_line(_l("State"), MAX_STATE_LENGTH)
    postal_code = short_line(_l("Postal code"), MAX_POSTAL_CODE_LENGTH)
    directions = short_line(_l("How to get there"))
    access = short_line(_l("Access for wheelchairs, hearing aids and so on"))


def text_field_name(name: str, language: str) -> str:
    return f"{name}_{language.lower()}"


def _text_field(language: str, rows: int) -> Paragraph:
    message = _l("Keep it to %(maximum)s characters.", maximum=f"{MAX_TEXT_LENGTH:,}")
    return Paragraph(
        own_name(language),
        validators=[Length(max=MAX_TEXT_LENGTH, message=message)],
        render_kw={"rows": rows, "maxlength": MAX_TEXT_LENGTH, "lang": language},
    )


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
            ResourceFirstFields, text_field_name(_name, _language), _text_field(_language, _rows)
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
        validators=[Length(max=MAX_TEXT_LENGTH)],
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
        self.areas.choices = choices(_areas(entry))
        self.languages.choices = choices(_languages(entry))

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
            phones=_parts(self.phones, entry.phones, Phone(""), lambda part: bool(part.number)),
            hours=_parts(
                self.hours, entry.hours, OpeningHours(),
                lambda part: bool(part.days or part.opens or part.note or part.month_days),
            ),
            places=_parts(
                self.places, entry.places, Place(country="US"),
                lambda part: bool(part.name or part.street or part.url or part.note),
            ),
        )  # fmt: skip

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
        "phones": [_fields_of(phone, PhoneForm) for phone in entry.phones],
        "hours": [_fields_of(opening, HoursForm) for opening in entry.hours],
        "places": [_fields_of(place, PlaceForm) for place in entry.places],
        **texts,
    }


def _fields_of(part: Part, form: type[Form]) -> dict[str, Any]:
    names = (name for name in form.__dict__ if hasattr(part, name))
    return {name: getattr(part, name) for name in names}


def _parts(
    field: Any, stored: tuple[Part, ...], empty: Part, is_given: Callable[[Part], bool]
) -> tuple[Part, ...]:
    """Return the lines that are filled in; a stored one keeps what the form does not show."""
    parts = (
        _with_fields(stored[number] if number < len(stored) else empty, line.data)
        for number, line in enumerate(field)
        if not line.form.remove.data
    )
    return tuple(part for part in parts if is_given(part))


def _with_fields(part: Part, values: Mapping[str, Any]) -> Part:
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name != "remove"
    }
    if isinstance(part, OpeningHours) and part.frequency == "monthly":
        del known["days"]  # the form shows the days of a week
    return replace(part, **known)


def _in_stored_order(chosen: Iterable[str], stored: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that are chosen, those that were there first."""
    codes = set(chosen)
    return (*(code for code in stored if code in codes), *sorted(codes - set(stored)))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def _areas(entry: ResourceEntry) -> Mapping[str, str]:
    """Return the whole city, the parts of the city and their areas, and what is chosen already."""
    programme, language = current_runtime().programme, page_language()
    offered = {vocabulary.EVERYWHERE_SERVED: _("The whole city, by phone or online")}
    for code, region in programme.regions.items():
        name = programme.region_name(code, language)
        offered[code] = _("%(region)s: everywhere", region=name)
        offered.update(sort_labels(region.areas))
    former = {code: resource_labels.area_label(code) for code in entry.areas}
    return offered | {code: label for code, label in former.items() if code not in offered}


def _languages(entry: ResourceEntry) -> Mapping[str, str]:
    codes = (*current_runtime().programme.offered_languages, *entry.languages)
    return sort_labels({code: vocabulary.language_name(code) for code in codes})
