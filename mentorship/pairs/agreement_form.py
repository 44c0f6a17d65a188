"""The form with which one of a pair proposes what the two agree on."""

from dataclasses import fields

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, NumberRange

from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.meetings import MAX_MINUTES
from mentorship.vocabulary import HOW_OFTEN, MODES
from mentorship.web.fields import Line, Paragraph, Radios, WholeNumber, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_PLACE_LENGTH = 80
MAX_TEXT_LENGTH = 500


class AgreementForm(SensitiveTextForm):
    how_often = Radios(
        _l("How often would you like to meet?"),
        choices=choices(HOW_OFTEN),
        validators=[InputRequired(_l("Choose how often you would like to meet."))],
    )
    minutes = WholeNumber(
        _l("For how many minutes each time?"),
        message=_l("Enter the minutes as a number, for example 60."),
        description=_l("A rough number is fine."),
        validators=[NumberRange(1, MAX_MINUTES, _l("Enter a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MAX_MINUTES, "inputmode": "numeric"},
    )
    mode = Radios(
        _l("How would you like to meet?"),
        choices=choices(MODES),
        validators=[InputRequired(_l("Choose how you would like to meet."))],
    )
    meeting_place = Line(
        _l("What kind of place? (optional)"),
        description=_l("For example a library or a park. Never write an address."),
        validators=[at_most(MAX_PLACE_LENGTH)],
    )
    boundaries = Paragraph(
        _l("What boundaries do you want? (optional)"),
        description=_l("For example: no messages after nine in the evening, or on Sundays."),
        validators=[at_most(MAX_TEXT_LENGTH)],
        render_kw={"rows": 3},
    )
    private = Paragraph(
        _l("What stays between the two of you? (optional)"),
        description=_l(
            "For example: what we tell each other about our families. If somebody is in danger, "
            "you can always tell a coordinator."
        ),
        validators=[at_most(MAX_TEXT_LENGTH)],
        render_kw={"rows": 3},
    )

    def terms(self) -> AgreementTerms:
        return AgreementTerms(
            **{item.name: self[item.name].data for item in fields(AgreementTerms)}
        )
