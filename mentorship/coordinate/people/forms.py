"""Forms of a person's page: a note, a correction, and whom to look for."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

from mentorship.models import Application
from mentorship.questions import Step
from mentorship.services.applications.corrections import MAX_REASON_CHARACTERS
from mentorship.services.applications.notes import MAX_NOTE_CHARACTERS
from mentorship.web.fields import Line, PageForm, Paragraph, at_most
from mentorship.web.question_forms import QuestionForm, fields_for
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_SEARCH_CHARACTERS = 200


class NoteForm(SensitiveTextForm):
    text = Paragraph(
        _l("A note for the coordinators"),
        description=_l(
            "The person does not see it on any page. It is in the copy of their data, without "
            "your name, if they download one: write what you could say to them."
        ),
        validators=[
            DataRequired(_l("Write the note.")),
            at_most(MAX_NOTE_CHARACTERS),
        ],
        render_kw={"rows": 3},
    )
    to_discuss = BooleanField(_l("Ask the other coordinators for their opinion"))
    is_withheld = BooleanField(
        _l(
            "Leave it out of the copy: it also tells about somebody else, or could put somebody at "
            "risk"
        )
    )


class CorrectionForm(QuestionForm):
    """The questions of a step, and why a coordinator answers them for the person."""


def correction_form(step: Step, application: Application) -> CorrectionForm:
    fields = fields_for(step, application)
    reason = Paragraph(
        _l("Why do you correct it?"),
        description=_l("The person reads this, such as “You told us on the phone.”"),
        validators=[
            DataRequired(_l("Write in a few words why you correct it.")),
            at_most(MAX_REASON_CHARACTERS),
        ],
        render_kw={"rows": 2},
    )
    attributes = {"step": step, **fields, "reason": reason}
    form: CorrectionForm = type("CorrectionForm", (CorrectionForm,), attributes)(application)
    return form


class SearchForm(PageForm):
    name = Line(
        _l("Look for somebody by name or address"),
        validators=[
            DataRequired(_l("Write a name or an address.")),
            at_most(MAX_SEARCH_CHARACTERS),
        ],
        render_kw={"autocomplete": "off"},
    )
