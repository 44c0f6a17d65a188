"""The three questions of a check-in."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from mentorship.services.match_support.check_ins import MAX_WORDS_LENGTH, CheckInAnswers
from mentorship.vocabulary import FEELINGS, OBSTACLES
from mentorship.web.fields import Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

YES, NO = "yes", "no"


class CheckInForm(SensitiveTextForm):
    rating = Radios(
        _l("How is it going with the two of you?"),
        choices=choices(FEELINGS),
        validators=[InputRequired(_l("Choose how it is going."))],
    )
    obstacle = Radios(
        _l("What is hard at the moment?"),
        choices=choices(OBSTACLES),
        validators=[InputRequired(_l("Choose what is hard, or “Nothing”."))],
    )
    wants_call = Radios(
        _l("Should a coordinator call you?"),
        choices=choices({NO: _l("No, thank you"), YES: _l("Yes, please call me")}),
        validators=[InputRequired(_l("Choose whether we should call you."))],
    )
    words = Paragraph(
        _l("Anything else? (optional)"),
        description=_l("Only coordinators read this. The other person never sees it."),
        validators=[at_most(MAX_WORDS_LENGTH)],
        render_kw={"rows": 3},
    )

    def answers(self) -> CheckInAnswers:
        return CheckInAnswers(
            int(self.rating.data),
            self.obstacle.data,
            self.wants_call.data == YES,
            self.words.data or "",
        )
