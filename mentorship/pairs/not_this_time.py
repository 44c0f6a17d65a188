"""The form with which somebody declines an introduction, and may say why."""

from flask_babel import lazy_gettext as _l

from mentorship.models import Role
from mentorship.services.pairing.rejection_reasons import Reason, reasons_of
from mentorship.web.constraint_messages import OWN_REASONS
from mentorship.web.fields import Line, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_WORDS_LENGTH = 200
NO_REASON = ""


class NotThisTimeForm(SensitiveTextForm):
    reason = Radios(_l("Would you like to say why? (optional)"), choices=[], default=NO_REASON)
    words = Line(
        _l("Anything else that the coordinators should know? (optional)"),
        description=_l("One line is enough. The other person never sees it."),
        validators=[at_most(MAX_WORDS_LENGTH)],
    )

    def offer(self, role: Role) -> None:
        """Offer the reasons that somebody in this role can have."""
        offered = {code: label for code, label in OWN_REASONS.items() if code in reasons_of(role)}
        self.reason.choices = choices({NO_REASON: _l("I prefer not to say"), **offered})

    @property
    def chosen(self) -> Reason | None:
        return Reason(self.reason.data) if self.reason.data else None
