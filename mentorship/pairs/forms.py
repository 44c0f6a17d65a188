"""The forms that log a meeting and that end a match."""

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

MAX_MINUTES = 12 * 60
MAX_AGE = timedelta(days=366)
MAX_NOTES_LENGTH = 2000
MAX_CONCERN_LENGTH = 4000


class MeetingForm(SensitiveTextForm):
    held_on = Day(_l("When did you meet?"), message=_l("Enter the day you met."))
    minutes = WholeNumber(
        _l("For how many minutes?"),
        message=_l("Enter the minutes as a number, for example 60."),
        description=_l("A rough number is fine."),
        validators=[NumberRange(1, MAX_MINUTES, _l("Enter a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MAX_MINUTES, "inputmode": "numeric"},
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
        validators=[Length(max=MAX_NOTES_LENGTH, message=_l("Keep it to 2,000 characters."))],
        render_kw={"rows": 4, "maxlength": MAX_NOTES_LENGTH},
    )

    def answers(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("held_on", "minutes", "mode", "notes")}

    def validate_held_on(self, field: Field) -> None:
        if field.data and not today() - MAX_AGE <= field.data <= today():
            raise ValidationError(_("Enter a day in the last year, not in the future."))


class EndMatchForm(SensitiveTextForm):
    concern = Paragraph(
        _l("Is there something the coordinators should know? (optional)"),
        description=_l("Only the coordinators read this. The other person never sees it."),
        validators=[Length(max=MAX_CONCERN_LENGTH, message=_l("Keep it to 4,000 characters."))],
        render_kw={"rows": 4, "maxlength": MAX_CONCERN_LENGTH},
    )
