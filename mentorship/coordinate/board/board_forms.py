"""Forms of decisions on the review board."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, InputRequired

from mentorship.coordinate.board import board_labels
from mentorship.models import Role
from mentorship.services.name_search import MAX_NAME_CHARACTERS
from mentorship.web.fields import Line, PageForm, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_REASON_LENGTH, MAX_NOTE_LENGTH = 500, 2000


class RejectForm(SensitiveTextForm):
    """Why two people are not matched."""

    reason = Radios(
        _l("Why do these two not fit?"),
        choices=[],
        validators=[InputRequired(_l("Choose a reason."))],
    )
    text = Paragraph(
        _l("In your words, for coordinators alone (optional)"),
        validators=[at_most(MAX_REASON_LENGTH)],
        render_kw={"rows": 2},
    )

    @classmethod
    def for_pair(cls, names: Mapping[Role, str]) -> "RejectForm":
        """Return a form whose reasons name the two people."""
        form = cls()
        form.reason.choices = choices(board_labels.rejection_choices(names))
        return form

    @property
    def chosen(self) -> tuple[str, str]:
        """The code of the reason, and the role of whom it limits, empty if nobody."""
        reason, _colon, about = self.reason.data.partition(":")
        return reason, about


class NoteForm(SensitiveTextForm):
    text = Paragraph(
        _l("Note about these two, for coordinators alone"),
        validators=[at_most(MAX_NOTE_LENGTH)],
        render_kw={"rows": 3, "autofocus": True},
    )


class FindPairForm(PageForm):
    """Two people to be found by their names."""

    mentee_name = Line(
        _l("The mentee’s name, or a part of it"),
        validators=[DataRequired(_l("Write the name of the mentee."))],
        render_kw={"maxlength": MAX_NAME_CHARACTERS, "autocomplete": "off"},
    )
    mentor_name = Line(
        _l("The mentor’s name, or a part of it"),
        validators=[DataRequired(_l("Write the name of the mentor."))],
        render_kw={"maxlength": MAX_NAME_CHARACTERS, "autocomplete": "off"},
    )


class PairForm(SensitiveTextForm):
    """Why two people fit although they break a rule."""

    text = Paragraph(
        _l("Why do they fit although they break a rule?"),
        validators=[
            DataRequired(_l("Write down why they fit anyway.")),
            at_most(MAX_REASON_LENGTH),
        ],
        render_kw={"rows": 2},
    )
