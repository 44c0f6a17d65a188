"""The forms for the programme's words: a field in each language of the site for every text."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import Field, ValidationError
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp

from mentorship.administer.programme_parts import (
    PLAIN_LABELS,
    TEXT_HINTS,
    TEXT_LABELS,
    TextPart,
)
from mentorship.clock import latest_today
from mentorship.programme import SITE_LANGUAGES, TEXT_LIMITS, Programme, Texts
from mentorship.programme.reading import (
    EMAIL_ADDRESS,
    MAX_NAME_CHARACTERS,
    MAX_WEEKS_TO_MATCH,
    OPTIONAL_TEXTS,
)
from mentorship.vocabulary import language_name
from mentorship.web.fields import (
    Day,
    Line,
    OneOf,
    PageForm,
    Paragraph,
    WholeNumber,
    at_most,
    choices,
)

MAX_LINE_CHARACTERS = 200
ROWS, NOTICE_ROWS = 4, 24
NEEDED = _l("Write it in this language too.")


class NoticeDay(Day):
    """The day of the privacy notice: today at the latest."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not validation_stopped and self.data and self.data > latest_today():
            self.errors = [*self.errors, _("Choose today or an earlier day.")]


class InAllOrNone:
    """Refuses a text that is missing in one language and written in another."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data and any(texts_of(form, self._name).values()):
            raise ValidationError(NEEDED)


def plain_fields() -> dict[str, Field]:
    """Return the fields for the entries that have no language, by name."""
    labels = PLAIN_LABELS
    return {
        "name": Line(labels["name"], required(MAX_NAME_CHARACTERS, _l("Write its name."))),
        "email": Line(
            labels["email"],
            [Optional(), at_most(MAX_NAME_CHARACTERS), Regexp(EMAIL_ADDRESS, message=NO_ADDRESS)],
        ),
        "phone": Line(labels["phone"], [Optional(), at_most(MAX_NAME_CHARACTERS)]),
        "zone": OneOf(
            labels["zone"],
            choices=choices({zone: zone.replace("_", " ") for zone in time_zones()}),
            description=_l(
                "Dates and times are shown as they are there. After a change it takes about a "
                "minute until what is due for matches follows it."
            ),
        ),
        "weeks_to_match": WholeNumber(
            labels["weeks_to_match"],
            NO_WEEKS,
            validators=[NumberRange(1, MAX_WEEKS_TO_MATCH, NO_WEEKS)],
            description=_l("Counted from the day on which applications end."),
        ),
        "notice_date": NoticeDay(
            labels["notice_date"],
            _l("Choose a day."),
            description=_l(
                "With a new day, everybody who has not sent their application yet is asked to "
                "agree again. Keep the day if you only correct a spelling."
            ),
        ),
    }


NO_ADDRESS = _l("That is not an address like hello@example.org.")
NO_WEEKS = _l("Write a whole number from 1 to %(maximum)s.", maximum=MAX_WEEKS_TO_MATCH)


@cache
def time_zones() -> list[str]:
    """Return the time zones that are named after a place."""
    return sorted(zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/")


def required(maximum: int, message: LazyString = NEEDED) -> list[Any]:
    return [DataRequired(message), at_most(maximum)]


def text_checks(name: str, maximum: int) -> list[Any]:
    return [at_most(maximum), InAllOrNone(name)] if name in OPTIONAL_TEXTS else required(maximum)


def text_fields(
    name: str, label: Any, maximum: int, checks: Mapping[str, Any] | None = None
) -> dict[str, Field]:
    """Return a field for a text in each language of the site, with a check for each if any."""
    fields: dict[str, Field] = {}
    for language in SITE_LANGUAGES:
        options: dict[str, Any] = {
            "label": f"{label} ({language_name(language)})",
            "validators": [
                *text_checks(name, maximum),
                *([checks[language]] if checks else []),
            ],
            "description": TEXT_HINTS.get(name, ""),
            "render_kw": {"lang": language},
        }
        if maximum > MAX_LINE_CHARACTERS:
            options["render_kw"]["rows"] = NOTICE_ROWS if name == "notice" else ROWS
        field_class = Paragraph if maximum > MAX_LINE_CHARACTERS else Line
        fields[field_name(name, language)] = field_class(**options)
    return fields


def field_name(text: str, language: str) -> str:
    return f"{text}_{language}"


def texts_of(form: PageForm, name: str) -> Texts:
    return {language: form[field_name(name, language)].data for language in SITE_LANGUAGES}


def initial_texts(name: str, texts: Texts) -> dict[str, str]:
    return {field_name(name, language): text for language, text in texts.items()}


def part_form(part: TextPart, programme: Programme) -> PageForm:
    """Return the form of a page of texts, filled with the words as they are."""
    plain = plain_fields()
    fields = {name: plain[name] for name in part.plain}
    initial: dict[str, Any] = {name: getattr(programme, name) for name in part.plain}
    for name in part.texts:
        fields |= text_fields(name, TEXT_LABELS[name], TEXT_LIMITS[name])
        initial |= initial_texts(name, getattr(programme, name))
    return filled_form(fields, initial)


def filled_form(fields: Mapping[str, Any], initial: Mapping[str, Any]) -> PageForm:
    form_class = type("ProgrammeForm", (PageForm,), dict(fields))
    form: PageForm = form_class(data=initial)
    return form


def with_part(programme: Programme, part: TextPart, form: PageForm) -> Programme:
    """Return the words with those that a form has changed."""
    plain = {name: form[name].data for name in part.plain}
    texts = {name: texts_of(form, name) for name in part.texts}
    changes: dict[str, Any] = plain | texts
    return replace(programme, **changes)
