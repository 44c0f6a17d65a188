"""The forms that end a match and that tell the coordinators about one."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

from mentorship.web.fields import Paragraph, at_most
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_CONCERN_LENGTH = 4000


class EndMatchForm(SensitiveTextForm):
    concern = Paragraph(
        _l("Is there something the coordinators should know? (optional)"),
        description=_l("Only the coordinators read this. The other person never sees it."),
        validators=[at_most(MAX_CONCERN_LENGTH)],
        render_kw={"rows": 4},
    )


class ConcernForm(SensitiveTextForm):
    concern = Paragraph(
        _l("What should the coordinators know?"),
        description=_l("Only coordinators read this. The other person never sees it."),
        validators=[
            DataRequired(_l("Write what happened, in a few words.")),
            at_most(MAX_CONCERN_LENGTH),
        ],
        render_kw={"rows": 6},
    )
    urgent = BooleanField(_l("I do not feel safe: please read it first"))
