"""The forms by which anybody suggests a resource, or says what is wrong with one."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from mentorship.services.resources.entry import MAX_NAME_LENGTH
from mentorship.services.resources.suggestions import MAX_SUGGESTION_LENGTH
from mentorship.web.fields import Line, Paragraph
from mentorship.web.sensitive_forms import SensitiveTextForm

TOO_LONG = Length(
    max=MAX_SUGGESTION_LENGTH,
    message=_l("Keep it to %(maximum)s characters.", maximum=f"{MAX_SUGGESTION_LENGTH:,}"),
)


class MistakeForm(SensitiveTextForm):
    text = Paragraph(
        _l("What is wrong?"),
        description=_l("For example: the number has changed, or they have closed."),
        validators=[DataRequired(_l("Write what is wrong.")), TOO_LONG],
        render_kw={"rows": 5, "maxlength": MAX_SUGGESTION_LENGTH},
    )


class SuggestionForm(SensitiveTextForm):
    name = Line(
        _l("What is it called?"),
        validators=[
            DataRequired(_l("Write the name of the place or the organization.")),
            Length(max=MAX_NAME_LENGTH, message=_l("Keep it to 200 characters.")),
        ],
        render_kw={"maxlength": MAX_NAME_LENGTH},
    )
    text = Paragraph(
        _l("How does it help, and how do people reach it?"),
        description=_l("Write nothing about yourself or about anybody who goes there."),
        validators=[DataRequired(_l("Write how it helps.")), TOO_LONG],
        render_kw={"rows": 6, "maxlength": MAX_SUGGESTION_LENGTH},
    )
