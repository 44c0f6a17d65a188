"""The form that chooses the lowest score of a match run."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FloatField
from wtforms.validators import InputRequired, NumberRange

from mentorship.web.fields import PageForm, replaced_error

MAX_FLOOR = 1000
NO_NUMBER = _l("Enter a number from 0 to %(maximum)s, such as 4.5.", maximum=MAX_FLOOR)


class Points(FloatField):
    """A number of points, with a point or a comma before its decimals."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        with replaced_error(NO_NUMBER):
            super().process_formdata([str(value).replace(",", ".") for value in valuelist])


class FloorForm(PageForm):
    floor = Points(
        _l("At least so many points"),
        validators=[InputRequired(NO_NUMBER), NumberRange(0, MAX_FLOOR, NO_NUMBER)],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
