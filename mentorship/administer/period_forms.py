"""The fields of a period of time: a number, and whether it counts days or months."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField, ValidationError

from mentorship.programme import Period
from mentorship.programme.cadence import MAX_DAYS, MAX_MONTHS
from mentorship.vocabulary import Labels
from mentorship.web.fields import OneOf, PageForm, WholeNumber, choices

DAYS, MONTHS = "days", "months"
UNITS: Labels = {DAYS: _l("days"), MONTHS: _l("months")}
MAX_NUMBERS: Mapping[str, int] = {DAYS: MAX_DAYS, MONTHS: MAX_MONTHS}


class PeriodForm(Form):
    """A number of days or of months: longer than no time, so that a rule can repeat by it."""

    minimum = 1
    number = WholeNumber(_l("After how long"), _l("Write a whole number."), validators=[])
    unit = OneOf(_l("Days or months"), choices=choices(UNITS))

    def validate_number(self, field: Field) -> None:
        maximum = MAX_NUMBERS.get(self.unit.data, MAX_DAYS)
        if field.data is not None and not self.minimum <= field.data <= maximum:
            raise ValidationError(
                _(
                    "Write a whole number from %(minimum)s to %(maximum)s.",
                    minimum=self.minimum,
                    maximum=maximum,
                )
            )


class OncePeriodForm(PeriodForm):
    """A period after which something is due once: no time too, for the day itself."""

    minimum = 0


def period_list(period_form: type[PeriodForm], count: int) -> Any:
    return FieldList(FormField(period_form), min_entries=count, max_entries=count)


def fields_of(period: Period) -> dict[str, Any]:
    if period.months:
        return {"number": period.months, "unit": MONTHS}
    return {"number": period.days, "unit": DAYS}


def typed_periods(form: PageForm) -> tuple[Period, ...]:
    return tuple(Period(**{entry["unit"]: entry["number"]}) for entry in form["periods"].data)
