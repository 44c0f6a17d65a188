"""The lines of a resource's form: a number, hours or a place each, and the parts they stand for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form
from wtforms.validators import Optional, Regexp

from mentorship import vocabulary
from mentorship.coordinate.community.resources.resource_fields import short_line
from mentorship.services.resources.entry import (
    MAX_CITY_LENGTH,
    MAX_PHONE_NUMBER_LENGTH,
    MAX_POSTAL_CODE_LENGTH,
    MAX_STATE_LENGTH,
    WEEKDAYS,
    OpeningHours,
    Phone,
    Place,
)
from mentorship.web.fields import Checkboxes, OneOf, choices
from mentorship.web.resource_labels import PHONE_PURPOSES

Part = TypeVar("Part", Phone, OpeningHours, Place)

TIME_OF_DAY = Regexp(r"([01]\d|2[0-3]):[0-5]\d", message=_l("Enter a time like 09:30."))
WHOLE_NUMBER = Regexp(r"0|[1-9]\d*", message=_l("Enter digits alone."))


class PartForm(Form):
    """A line of a list; one that is stored can be removed."""

    remove = BooleanField(_l("Remove this line"))


class PhoneForm(PartForm):
    number = short_line(_l("Phone number"), MAX_PHONE_NUMBER_LENGTH)
    extension = short_line(_l("Extension"), 10, validators=[Optional(), WHOLE_NUMBER])
    kind = OneOf(_l("What it is for"), choices=choices(PHONE_PURPOSES), default="voice")
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


def values_of_part(part: Part, form: type[Form]) -> dict[str, Any]:
    """Return the values of the fields that a form has for a part."""
    names = (name for name in form.__dict__ if hasattr(part, name))
    return {name: getattr(part, name) for name in names}


def phones_of(field: Any, stored: tuple[Phone, ...]) -> tuple[Phone, ...]:
    return _parts(field, stored, Phone(""), lambda part: bool(part.number))


def hours_of(field: Any, stored: tuple[OpeningHours, ...]) -> tuple[OpeningHours, ...]:
    return _parts(
        field,
        stored,
        OpeningHours(),
        lambda part: bool(part.days or part.opens or part.note or part.month_days),
    )


def places_of(field: Any, stored: tuple[Place, ...]) -> tuple[Place, ...]:
    return _parts(
        field,
        stored,
        Place(country="US"),
        lambda part: bool(part.name or part.street or part.url or part.note),
    )


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
