"""The form of a question to somebody without a suggestion."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Paragraph
from mentorship.web.sensitive_forms import SensitiveTextForm


class QuestionForm(SensitiveTextForm):
    text = Paragraph(
        _l("Your message"),
        validators=[
            DataRequired(_l("Write the question first.")),
            Length(max=MAX_MESSAGE_LENGTH, message=_l("Keep it to 4,000 characters.")),
        ],
        render_kw={"rows": 14, "maxlength": MAX_MESSAGE_LENGTH},
    )
