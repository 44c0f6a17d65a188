"""The form that says how many people each mentee, and each mentor, meets."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from mentorship.services.pairing.run_kinds import (
    MAX_PER_MENTEE,
    MAX_PER_MENTOR,
    ConversationLimits,
)
from mentorship.web.fields import PageForm, WholeNumber


def number_field(label: Any, maximum: int) -> WholeNumber:
    error = _l("Enter a number from 1 to %(max)d.", max=maximum)
    return WholeNumber(
        label,
        message=error,
        validators=[NumberRange(1, maximum, error)],
        render_kw={"min": 1, "max": maximum, "inputmode": "numeric", "autocomplete": "off"},
    )


class LimitsForm(PageForm):
    per_mentee = number_field(_l("How many mentors does each mentee meet?"), MAX_PER_MENTEE)
    per_mentor = number_field(
        _l("How many mentees does each mentor meet, at most?"), MAX_PER_MENTOR
    )

    def limits(self) -> ConversationLimits:
        """Return the numbers of a form that is valid."""
        return ConversationLimits(self.per_mentee.data or 1, self.per_mentor.data or 1)
