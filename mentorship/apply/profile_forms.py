"""The steps about the person. docs/threat-model.md says what none may ask."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField, SubmitField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from mentorship import vocabulary
from mentorship.apply.forms import OneOf, StepForm
from mentorship.models import Application
from mentorship.web.fields import Checkboxes, Choices, Line, choices

LANGUAGES_SHOWN = 3
MOST_LANGUAGES = 10


class NameForm(StepForm):
    question = _l("What should we call you?")
    name = Line(
        question,
        description=_l("A first name, nickname or alias. It need not be your legal name."),
        validators=[
            DataRequired(_l("Tell us what to call you. A nickname is fine.")),
            Length(max=80, message=_l("Keep it to 80 characters.")),
        ],
        render_kw={"autocomplete": "nickname", "maxlength": 80},
    )


class ReachForm(StepForm):
    question = _l("How else can we reach you?")
    phone = Line(
        _l("A phone, WhatsApp or Signal number (optional)"),
        description=_l(
            "Coordinators see it. Your mentor or mentee sees it only after you have both said yes."
        ),
        validators=[Length(max=60, message=_l("Keep it to 60 characters."))],
        render_kw={"autocomplete": "tel", "maxlength": 60},
    )

    def __init__(self, application: Application, **options: Any) -> None:
        super().__init__(application, **options)
        self.only_way = application.person.email_address is None
        if self.only_way:
            self.phone.label.text = _("A phone, WhatsApp or Signal number, or an email address")

    def validate_phone(self, field: Field) -> None:
        if self.only_way and not field.data:
            raise ValidationError(
                _("Give one way to reach you. Without it nobody could tell you of a match.")
            )


class CommunitiesForm(StepForm):
    question = _l("Which communities are you part of?")
    communities = Checkboxes(
        question,
        description=_l("Choose one or both. We pair people across communities."),
        choices=choices(vocabulary.COMMUNITIES),
        validators=[InputRequired(_l("Choose at least one community."))],
    )
    heritage = Line(
        _l("Your heritage (optional)"),
        description=_l("In your own words, for example Zapotec, Hmong, or Korean and Peruvian."),
        validators=[Length(max=80, message=_l("Keep it to 80 characters."))],
        render_kw={"maxlength": 80},
    )


def language_choices() -> Choices:
    """Offer the languages in groups; within a group, by their name in the reader's language."""
    offered = choices({"": _("Choose a language")})
    for title, codes in vocabulary.LANGUAGE_GROUPS.values():
        named = {code: vocabulary.language_name(code) for code in codes}
        by_name = sorted(named.items(), key=lambda choice: choice[1].casefold())
        offered += choices(dict(by_name), group=str(title))
    return offered


class SpokenLanguageForm(Form):
    """One language, and how it feels to speak it."""

    language = OneOf(_l("Language"), validators=[Optional()])
    comfort = OneOf(
        _l("How comfortable it is"),
        choices=choices(vocabulary.COMFORT),
        default="comfortable",
        validators=[Optional()],
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.language.choices = language_choices()


class LanguagesForm(StepForm):
    question = _l("Which languages do you speak?")
    languages = FieldList(
        FormField(SpokenLanguageForm),
        question,
        description=_l("Leave the lines that you do not need as they are."),
        min_entries=LANGUAGES_SHOWN,
        max_entries=MOST_LANGUAGES,
    )
    another = SubmitField(_l("Add another language"))

    def gives_another_line(self) -> bool:
        wanted = bool(self.another.data)
        if wanted and self.has_room:
            self.languages.append_entry()
        return wanted

    @property
    def has_room(self) -> bool:
        return len(self.languages) < MOST_LANGUAGES

    def validate_languages(self, field: Field) -> None:
        spoken = self.spoken()
        if not any(one["comfort"] in vocabulary.COMFORTABLE for one in spoken):
            raise ValidationError(_("Choose at least one language that you speak comfortably."))
        if len({one["language"] for one in spoken}) < len(spoken):
            raise ValidationError(_("You chose a language twice. Leave one of the two blank."))

    def spoken(self) -> list[dict[str, str]]:
        return [
            {"language": entry["language"], "comfort": entry["comfort"]}
            for entry in self.languages.data
            if entry["language"]
        ]

    def answers(self) -> dict[str, Any]:
        return {"languages": self.spoken()}
