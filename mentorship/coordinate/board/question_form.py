"""The form of a question to somebody without a suggestion."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Paragraph, at_most
from mentorship.web.sensitive_forms import SensitiveTextForm


class QuestionForm(SensitiveTextForm):
    text = Paragraph(
        _l("Your message"),
        validators=[
            DataRequired(_l("Write the question first.")),
            at_most(MAX_MESSAGE_LENGTH),
        ],
        render_kw={"rows": 14},
    )
