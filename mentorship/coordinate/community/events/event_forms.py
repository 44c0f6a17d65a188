"""The form of an event: its words in each language, when, where, and for whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import InputRequired, NumberRange

from mentorship.clock import now
from mentorship.coordinate.community.events.event_choices import area_choices, language_choices
from mentorship.models import Event, EventKind
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.services.events.event_entries import (
    MAX_CAPACITY,
    MAX_DESCRIPTION_LENGTH,
    MAX_PLACE_LENGTH,
    MAX_TITLE_LENGTH,
    EventEntry,
    PlaceEntry,
    place_entry,
)
from mentorship.vocabulary import EVENT_KINDS
from mentorship.web.fields import (
    Day,
    Line,
    OneOf,
    Paragraph,
    Radios,
    TimeOfDay,
    WholeNumber,
    at_most,
    choices,
)
from mentorship.web.locale import own_name
from mentorship.web.sensitive_forms import SensitiveTextForm

EVERYBODY, MEMBERS = "everybody", "members"
AUDIENCES = {
    EVERYBODY: _l("Everybody, also without an account"),
    MEMBERS: _l("Members only"),
}
LANGUAGE_FIELDS = ("language", "second_language", "third_language")
PLACE_FIELDS = tuple(PlaceEntry.__dataclass_fields__)


def place_field(label: Any, description: Any = "") -> Paragraph:
    return Paragraph(
        label,
        description=description,
        validators=[at_most(MAX_PLACE_LENGTH)],
        render_kw={"rows": 2, "autocomplete": "off"},
    )


class EventTextsForm(SensitiveTextForm):
    """The titles and descriptions, which come first on the page: so errors are listed in order."""

    def texts(self, prefix: str) -> dict[str, str]:
        texts = {code: self[f"{prefix}_{code}"].data or "" for code in SITE_LANGUAGES}
        return {code: text for code, text in texts.items() if text}

    def text_fields(self, prefix: str) -> Iterator[Field]:
        for language in SITE_LANGUAGES:
            yield self[f"{prefix}_{language}"]


def title_field(language: str) -> Line:
    return Line(
        _l("Title: %(language)s", language=own_name(language)),
        validators=[at_most(MAX_TITLE_LENGTH)],
        render_kw={"lang": language, "autocomplete": "off"},
    )


def description_field(language: str) -> Paragraph:
    return Paragraph(
        _l("Description: %(language)s (optional)", language=own_name(language)),
        validators=[at_most(MAX_DESCRIPTION_LENGTH)],
        render_kw={"rows": 5, "lang": language},
    )


for _prefix, _text_field in {"title": title_field, "description": description_field}.items():
    for _language in SITE_LANGUAGES:
        setattr(EventTextsForm, f"{_prefix}_{_language}", _text_field(_language))


class EventForm(EventTextsForm):
    kind = Radios(
        _l("What is it?"),
        choices=choices(EVENT_KINDS),
        validators=[InputRequired(_l("Choose what it is."))],
    )
    day = Day(_l("Which day?"), message=_l("Enter the day of the event."))
    starts = TimeOfDay(_l("When does it begin?"), message=_l("Enter when it begins."))
    ends = TimeOfDay(_l("When does it end?"), message=_l("Enter when it ends."))
    area = OneOf(
        _l("In which area?"),
        description=_l("This is all that everybody reads of where it is."),
        validators=[InputRequired(_l("Choose an area, or that it is online."))],
    )
    language = OneOf(
        _l("Which language is spoken?"),
        validators=[InputRequired(_l("Choose the language that is spoken."))],
    )
    second_language = OneOf(_l("A second language (optional)"))
    third_language = OneOf(_l("A third language (optional)"))
    has_interpreter = BooleanField(_l("An interpreter is there"))
    audience = Radios(
        _l("Who reads about it?"),
        description=_l("Only members can sign up, in any case."),
        choices=choices(AUDIENCES),
        validators=[InputRequired(_l("Choose who reads about it."))],
    )
    capacity = WholeNumber(
        _l("How many can come? (optional)"),
        message=_l("Enter a number, or leave it empty if there is room for everybody."),
        description=_l("Whoever signs up after that waits, and moves up when a place is free."),
        optional=True,
        validators=[NumberRange(1, MAX_CAPACITY, _l("Enter a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MAX_CAPACITY, "inputmode": "numeric"},
    )
    location = place_field(
        _l("Where exactly, or the link to join? (optional)"),
        _l("Only those who are going read this. In safety mode it is hidden."),
    )
    directions = place_field(_l("How to get there (optional)"))
    what_to_bring = place_field(_l("What to bring (optional)"))

    def __init__(self, event: Event | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.event = event
        self.area.choices = area_choices(event)
        for name in LANGUAGE_FIELDS:
            self[name].choices = language_choices(event)

    def entry(self) -> EventEntry:
        languages = (self[name].data for name in LANGUAGE_FIELDS)
        return EventEntry(
            kind=EventKind(self.kind.data),
            starts_at=self._moment(self.starts),
            ends_at=self._moment(self.ends),
            area=self.area.data,
            languages=tuple(dict.fromkeys(code for code in languages if code)),
            titles=self.texts("title"),
            descriptions=self.texts("description"),
            has_interpreter=self.has_interpreter.data,
            capacity=self.capacity.data,
            is_public=self.audience.data == EVERYBODY,
            place=PlaceEntry(**{name: self[name].data for name in PLACE_FIELDS}),
        )

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Check each field, that there is a title, and that the times are in order."""
        super().validate(*arguments, **options)
        first_title = next(self.text_fields("title"))
        if not self.texts("title") and not first_title.errors:
            first_title.errors = [_("Write the title in at least one language.")]
        if not (self.day.errors or self.starts.errors or self.ends.errors):
            self._check_times()
        return not self.errors

    def _check_times(self) -> None:
        starts_at, ends_at = self._moment(self.starts), self._moment(self.ends)
        is_new = self.event is None or self.event.starts_at != starts_at
        if is_new and starts_at < now():
            self.day.errors = [_("Enter a day and a time that are still to come.")]
        if ends_at <= starts_at:
            self.ends.errors = [_("Enter a time that is later than its beginning.")]

    def _moment(self, at: Field) -> datetime:
        """Return the time of a field on the day of the event, where the programme is."""
        day = self["day"].data
        return datetime.combine(day, at.data, current_runtime().programme.time_zone)


def form_of(event: Event | None) -> EventForm:
    """Return the form with an event as it is stored, or an empty one."""
    return EventForm(event, data={} if event is None else stored_values(event))


def stored_values(event: Event) -> dict[str, Any]:
    zone = current_runtime().programme.time_zone
    starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    texts = {f"title_{code}": text for code, text in event.titles.items()}
    texts |= {f"description_{code}": text for code, text in event.descriptions.items()}
    return {
        **texts,
        **vars(place_entry(event.place)),
        **dict(zip(LANGUAGE_FIELDS, event.languages, strict=False)),
        "kind": event.kind.value,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "area": event.area,
        "has_interpreter": event.has_interpreter,
        "capacity": event.capacity,
        "audience": EVERYBODY if event.is_public else MEMBERS,
    }
