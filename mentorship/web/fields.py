"""Form fields that every room shares."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget, RadioInput

from mentorship.text_cleaning import clean_text

Choices = list[SelectChoice]
NOT_OFFERED = _l("Choose one of the answers that are offered.")
FIELD_NAME = re.compile(r"[a-z_]{1,40}(-[0-9]{1,2}-[a-z_]{1,40})?", re.ASCII)


def choices(labels: Mapping[str, object], group: str | None = None) -> Choices:
    """Offer a vocabulary's codes, each by its label, perhaps under a heading."""
    return [SelectChoice(code, label, optgroup=group) for code, label in labels.items()]


class PageForm(FlaskForm):  # type: ignore[misc]
    """A form that a page sends: never JSON, and no field name that no page of ours makes."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            if not form.is_submitted():
                return None
            return MultiDict(
                (name, value)
                for name, value in request.form.items(multi=True)
                if FIELD_NAME.fullmatch(name)
            )


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
    """A number; ``otherwise`` is what to say when it is none."""

    def __init__(self, label: Any, otherwise: Any, **options: Any) -> None:
        super().__init__(label, [InputRequired(otherwise), *options.pop("validators")], **options)
        self.otherwise = otherwise

    def process_formdata(self, valuelist: list[Any]) -> None:
        with say_instead(self.otherwise):
            super().process_formdata(valuelist)


class Day(DateField):
    """A date; ``otherwise`` is what to say when it is none."""

    def __init__(self, label: Any, otherwise: Any, **options: Any) -> None:
        super().__init__(label, [InputRequired(otherwise)], **options)
        self.otherwise = otherwise

    def process_formdata(self, valuelist: list[Any]) -> None:
        with say_instead(self.otherwise):
            super().process_formdata(valuelist)


@contextmanager
def say_instead(sentence: object) -> Iterator[None]:
    """Replace the form library's dry word for a bad value by a sentence that helps."""
    try:
        yield
    except ValueError:
        raise ValueError(sentence) from None


class Checkboxes(SelectMultipleField):
    """Several choices, each a check box; shown as a group by the field macros."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(list(dict.fromkeys(valuelist)))

    def pre_validate(self, form: BaseForm) -> None:
        offered = {value for value, *_ in self.iter_choices()}
        if not offered.issuperset(self.data or ()):
            raise ValidationError(_("Choose only answers that are offered."))

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OneOf(SelectField):
    """One choice of a list; what is not on it is refused by a sentence that helps."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        messages = dict.fromkeys(("invalid_value_message", "invalid_choice_message"), NOT_OFFERED)
        super().__init__(*arguments, **{**messages, **options})


class Radios(OneOf):
    """One choice of a few, each a radio button; shown as a group by the field macros."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


def first_error(field: Field) -> str:
    """Return the sentence to show; a group of fields may hold its errors nested."""
    said: list[Any] = list(field.errors)
    plain = (str(error) for error in said if not isinstance(error, dict | list | tuple))
    return next(plain, _("Choose one of the answers that are offered."))
