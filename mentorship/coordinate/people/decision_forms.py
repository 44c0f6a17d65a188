"""The forms of decisions and of screening results."""

from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, ValidationError
from wtforms.validators import InputRequired

from mentorship.clock import latest_today
from mentorship.models import ScreeningOutcome
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.applications.screening import MAX_NOTE_LENGTH, ResultEntry
from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.vocabulary import language_name
from mentorship.web.fields import Day, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm


class MessageText(Paragraph):
    """The text of a message, as long as messages can be."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label,
            validators=[at_most(MAX_MESSAGE_LENGTH)],
            render_kw={"rows": 8},
            **options,
        )


def check_message(form: Any, field: Field) -> None:
    """Refuse an empty message, unless none is to be sent."""
    if form.send.data and not field.data:
        raise ValidationError(_("Write a message, or choose to send none."))


class DecisionForm(SensitiveTextForm):
    """A decision about one person, with the message to them."""

    text = MessageText(_l("Message"))
    send = BooleanField(_l("Send this message"))

    validate_text = check_message

    def message(self) -> str:
        return str(self.text.data) if self.send.data else ""


class DecisionsForm(SensitiveTextForm):
    """A decision about several people; `decisions_form` adds a text for each language."""

    def texts(self) -> dict[str, str]:
        if not self["send"].data:
            return {}
        return {
            language: self[f"text_{language}"].data
            for language in SITE_LANGUAGES
            if f"text_{language}" in self
        }


def decisions_form(texts: dict[str, str]) -> DecisionsForm:
    """Return the form with a text for each language that one of the people reads."""
    fields = {
        f"text_{language}": MessageText(_("Message in this language: %(name)s", name=name))
        for language, name in ((code, language_name(code)) for code in texts)
    }
    checks = {f"validate_{name}": check_message for name in fields}
    send = BooleanField(_("Send this message"))
    form_class = type("LanguagesForm", (DecisionsForm,), {**fields, **checks, "send": send})
    defaults = {f"text_{language}": text for language, text in texts.items()}
    form: DecisionsForm = form_class(data={"send": True, **defaults})
    return form


class ResultForm(SensitiveTextForm):
    """What came of a screening step."""

    outcome = Radios(
        _l("What came of it?"),
        choices=choices(
            {ScreeningOutcome.PASSED: _l("Passed"), ScreeningOutcome.NOT_PASSED: _l("Not passed")}
        ),
        validators=[InputRequired(_l("Choose what came of it."))],
    )
    held_on = Day(_l("On which day?"), message=_l("Enter the day, for example of the talk."))
    note = Paragraph(
        _l("Note (optional)"),
        description=_l(
            "The person does not see it on any page; it is in the copy of their data, if they "
            "download one. What somebody else told you, such as a reference, belongs in a note "
            "that is left out of the copy. Leave out anybody's immigration status."
        ),
        validators=[at_most(MAX_NOTE_LENGTH)],
        render_kw={"rows": 4},
    )

    def entry(self) -> ResultEntry:
        day = cast("date", self.held_on.data)
        return ResultEntry(ScreeningOutcome(self.outcome.data), day, self.note.data or "")

    def validate_held_on(self, field: Field) -> None:
        if field.data and field.data > latest_today():
            raise ValidationError(_("Enter a day that is not in the future."))
