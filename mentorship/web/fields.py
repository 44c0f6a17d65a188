"""Form fields that all blueprints share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, RadioInput

from mentorship.text_cleaning import clean_text
from mentorship.web import typed_again
from mentorship.web.request_body import is_too_long
from mentorship.web.unsent_forms import OWNER_FIELD

Choices = list[SelectChoice]
NOT_OFFERED = _l("Choose one of the answers that are offered.")
FIELD_NAME = re.compile(r"[a-z_]{1,40}(-[0-9]{1,3}-[a-z_]{1,40})?", re.ASCII)


def choices(labels: Mapping[str, object], group: str | None = None) -> Choices:
    """Return select choices from codes and labels, perhaps under a group heading."""
    return [SelectChoice(code, label, optgroup=group) for code, label in labels.items()]


def at_most(characters: int) -> Length:
    """Return the limit of a text, which browsers are told as well."""
    message = _l("Keep it to %(maximum)s characters.", maximum=f"{characters:,}")
    return Length(max=characters, message=message)


class PageForm(FlaskForm):  # type: ignore[misc]
    """A form sent by one of our pages: no JSON, and only field names that our pages use.

    A field that is invalid by its own validators is not passed to a form's ``validate_...``
    method, which may take long for a text that is too long.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            fields = None if formdata is None else typed_again.form_fields()
            if fields is None:
                return None
            return MultiDict(
                (name, value)
                for name, value in fields.items(multi=True)
                if FIELD_NAME.fullmatch(name)
            )

    def hidden_tag(self, *fields: str) -> Markup:
        """Render the hidden fields, and the one that says who opened the page."""
        tag = Markup('<input type="hidden" name="{}" value="{}">')
        return super().hidden_tag(*fields) + tag.format(OWNER_FIELD, typed_again.owner_tag())

    def validate(self, extra_validators: Any = None) -> bool:
        checks = {name: [*(extra_validators or {}).get(name, ()), check_text] for name in self.data}
        return bool(super().validate(checks))


def check_text(form: BaseForm, field: Field) -> None:
    """Refuse a value that the request has cut, and stop at the first error of any kind."""
    if any(is_too_long(value) for value in field.raw_data or () if isinstance(value, str)):
        field.errors = [_("That is too long. Please shorten it.")]
    if field.errors:
        raise StopValidation


class Line(StringField):
    """One line of text."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"default": "", **options})

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([" ".join(clean_text(value).split()) for value in valuelist])


class Paragraph(TextAreaField):
    """A few lines of text."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"default": "", **options})

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([clean_text(value) for value in valuelist])


class WholeNumber(IntegerField):
    """A whole number; ``message`` is the error for any other text."""

    def __init__(self, label: Any, message: Any, *, optional: bool = False, **options: Any) -> None:
        first = Optional() if optional else InputRequired(message)
        super().__init__(label, [first, *options.pop("validators")], **options)
        self.message = message

    def process_formdata(self, valuelist: list[Any]) -> None:
        with replaced_error(self.message):
            super().process_formdata(valuelist)


class Day(DateField):
    """A date; ``message`` is the error for any other text."""

    def __init__(self, label: Any, message: Any, *, optional: bool = False, **options: Any) -> None:
        super().__init__(label, [Optional() if optional else InputRequired(message)], **options)
        self.message = message

    def process_formdata(self, valuelist: list[Any]) -> None:
        with replaced_error(self.message):
            super().process_formdata(valuelist)


class TimeOfDay(TimeField):
    """A time of the day; ``message`` is the error for any other text."""

    def __init__(self, label: Any, message: Any, **options: Any) -> None:
        super().__init__(label, [InputRequired(message)], **options)
        self.message = message

    def process_formdata(self, valuelist: list[Any]) -> None:
        with replaced_error(self.message):
            super().process_formdata(valuelist)


@contextmanager
def replaced_error(message: object) -> Iterator[None]:
    """Replace WTForms' message for an invalid value by a more helpful one."""
    try:
        yield
    except ValueError:
        raise ValueError(message) from None


class Checkboxes(SelectMultipleField):
    """Several choices, each a check box; the field macros render them as a group."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(list(dict.fromkeys(valuelist)))

    def pre_validate(self, form: BaseForm) -> None:
        offered = {value for value, *_ in self.iter_choices()}
        if not offered.issuperset(self.data or ()):
            raise ValidationError(_("Choose only answers that are offered."))

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OneOf(SelectField):
    """A choice from a list, with a helpful error for a value that is not on it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        messages = dict.fromkeys(("invalid_value_message", "invalid_choice_message"), NOT_OFFERED)
        super().__init__(*arguments, **{**messages, **options})


class Radios(OneOf):
    """A choice of a few radio buttons; the field macros render them as a group."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


def first_error(field: Field) -> str:
    """Return the message to show at a field; "" if it has none, or only fields within it have."""
    if isinstance(field.errors, dict):
        return ""
    messages = (str(error) for error in field.errors if isinstance(error, str | LazyString))
    return next(messages, "")


def field_errors(fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    """Yield the message of each field with an error, with the id of the field, in page order.

    A message that several fields have is told apart by their labels.
    """
    wrong = list(_fields_with_errors(fields))
    counts = Counter(message for _field, message in wrong)
    for field, message in wrong:
        yield field.id, f"{field.label.text}: {message}" if counts[message] > 1 else message


def _fields_with_errors(fields: Iterable[Field]) -> Iterator[tuple[Field, str]]:
    for field in fields:
        if message := first_error(field):
            yield field, message
        if isinstance(field, FieldList | FormField):
            yield from _fields_with_errors(field)
