"""The form in which a person writes to the coordinators."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired, Length

from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Paragraph
from mentorship.web.sensitive_forms import SensitiveTextForm


class AskForm(SensitiveTextForm):
    text = Paragraph(
        _l("Your message"),
        description=_l(
            "Only coordinators read it. You need not write names or anybody's immigration status."
        ),
        validators=[
            DataRequired(_l("Write your message first.")),
            Length(max=MAX_MESSAGE_LENGTH, message=_l("Keep it to 4,000 characters.")),
        ],
        render_kw={"rows": 5, "maxlength": MAX_MESSAGE_LENGTH},
    )
    urgent = BooleanField(_l("It is urgent: please read it first"))
