"""The forms by which anybody suggests a resource, or says what is wrong with one."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from mentorship.services.resources.entry import MAX_NAME_LENGTH
from mentorship.services.resources.suggestions import MAX_SUGGESTION_LENGTH
from mentorship.web.fields import Line, Paragraph, at_most
from mentorship.web.sensitive_forms import SensitiveTextForm


class MistakeForm(SensitiveTextForm):
    text = Paragraph(
        _l("What is wrong?"),
        description=_l("For example: the number has changed, or they have closed."),
        validators=[DataRequired(_l("Write what is wrong.")), at_most(MAX_SUGGESTION_LENGTH)],
        render_kw={"rows": 5},
    )


class SuggestionForm(SensitiveTextForm):
    name = Line(
        _l("What is it called?"),
        validators=[
            DataRequired(_l("Write the name of the place or the organization.")),
            at_most(MAX_NAME_LENGTH),
        ],
    )
    text = Paragraph(
        _l("How does it help, and how do people reach it?"),
        description=_l("Write nothing about yourself or about anybody who goes there."),
        validators=[DataRequired(_l("Write how it helps.")), at_most(MAX_SUGGESTION_LENGTH)],
        render_kw={"rows": 6},
    )
