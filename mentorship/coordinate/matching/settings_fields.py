"""The fields of settings that are numbers: points, and the number of a draw."""

from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale
from wtforms import Field, IntegerField
from wtforms.widgets import TextInput

from mentorship.services.match_settings import limits
from mentorship.web.fields import replaced_error


class Points(Field):
    """A number of points, with a point or a comma before its decimals."""

    widget = TextInput()

    def __init__(self, label: Any, **options: Any) -> None:
        keys = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 20}
        super().__init__(label, render_kw=keys, **options)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        # Every digit: a rounded lowest score could leave out the match that it is the score of.
        return format_decimal(self.data, locale=get_locale(), decimal_quantization=False)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        with replaced_error(limits.points_sentence()):
            self.data = _points(typed) if typed else None


def _points(typed: str) -> float:
    value = float(typed.replace(",", "."))
    if not limits.is_points(value):
        raise ValueError
    return value


class Seed(IntegerField):
    """A whole number, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            self.data = None
        elif typed.isascii() and typed.isdecimal() and len(typed) <= len(str(limits.MAX_SEED)):
            self.data = int(typed)
        else:
            raise ValueError(limits.seed_sentence())
