"""Logging a meeting: when, how long, how, and what was done."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from mentorship.clock import today
from mentorship.vocabulary import MODES
from mentorship.web.fields import Day, Paragraph, WholeNumber, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

LONGEST = 12 * 60
OLDEST = timedelta(days=366)


class MeetingForm(SensitiveTextForm):
    held_on = Day(_l("When did you meet?"), otherwise=_l("Enter the day you met."))
    minutes = WholeNumber(
        _l("For how many minutes?"),
        otherwise=_l("Enter the minutes as a number, for example 60."),
        description=_l("A rough number is fine."),
        validators=[NumberRange(1, LONGEST, _l("Enter a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": LONGEST, "inputmode": "numeric"},
    )
    mode = RadioField(
        _l("How did you meet?"),
        choices=choices(MODES),
        validators=[InputRequired(_l("Choose how you met."))],
    )
    notes = Paragraph(
        _l("What did you do? (optional)"),
        description=_l(
            "You both see this, nobody else does. Leave out names, places, and "
            "anybody's immigration status."
        ),
        validators=[Length(max=2000, message=_l("Keep it to 2,000 characters."))],
        render_kw={"rows": 4, "maxlength": 2000},
    )

    def answers(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("held_on", "minutes", "mode", "notes")}

    def validate_held_on(self, field: Field) -> None:
        if field.data and not today() - OLDEST <= field.data <= today():
            raise ValidationError(_("Enter a day in the last year, not in the future."))
