"""The form in which a person writes to the coordinators."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Paragraph, at_most
from mentorship.web.sensitive_forms import SensitiveTextForm


class AskForm(SensitiveTextForm):
    text = Paragraph(
        _l("Your message"),
        description=_l(
            "Only coordinators read it. You need not write names or anybody's immigration status."
        ),
        validators=[
            DataRequired(_l("Write your message first.")),
            at_most(MAX_MESSAGE_LENGTH),
        ],
        render_kw={"rows": 5},
    )
    urgent = BooleanField(_l("It is urgent: please read it first"))
