"""The forms with which a coordinator takes care of something that is due."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, InputRequired

from mentorship.coordinate.support.support_labels import is_flag
from mentorship.services.match_support.support_entries import MAX_NOTE_LENGTH
from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Day, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

NOTE_LENGTH = at_most(MAX_NOTE_LENGTH)
RIGHT, WRONG = "right", "wrong"


class DoneForm(SensitiveTextForm):
    note = Paragraph(
        _l("What did you learn or agree on? (optional)"),
        description=_l(
            "Other coordinators read it. If it is about one person alone, it is in the copy of "
            "their data."
        ),
        validators=[NOTE_LENGTH],
        render_kw={"rows": 3},
    )
    was_right = Radios(
        _l("Was there something to look after?"),
        choices=choices({RIGHT: _l("Yes"), WRONG: _l("No, all was well")}),
        validators=[InputRequired(_l("Say whether there was something to look after."))],
    )

    @classmethod
    def for_rule(cls, rule: str) -> Self:
        """Return the form; only a flag is asked whether it was right."""
        form = cls()
        if not is_flag(rule):
            del form.was_right
        return form

    def said_right(self) -> bool | None:
        return self.was_right.data == RIGHT if "was_right" in self else None


class PostponeForm(SensitiveTextForm):
    until = Day(_l("Until when?"), message=_l("Enter a day."))
    reason = Paragraph(
        _l("Why?"),
        description=_l("For example: on a trip, or asked to be left alone until then."),
        validators=[DataRequired(_l("Write the reason in a few words.")), NOTE_LENGTH],
        render_kw={"rows": 2},
    )


class MessageForm(SensitiveTextForm):
    text = Paragraph(
        _l("Message"),
        description=_l("It is in their language. Change it as you like."),
        validators=[
            DataRequired(_l("Write a message.")),
            at_most(MAX_MESSAGE_LENGTH),
        ],
        render_kw={"rows": 8},
    )
