"""The questions of the programme. What they must never ask stands in docs/threat-model.md."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    SelectField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from mentorship import vocabulary
from mentorship.models import Application, Profile, Role
from mentorship.services.applications import Answers
from mentorship.web.fields import (
    Checkboxes,
    Choices,
    Line,
    PageForm,
    Paragraph,
    WholeNumber,
    choices,
)

MOST_LANGUAGES = 10
LANGUAGES_SHOWN = 4
MOST_MENTEES = 5


def language_choices() -> Choices:
    """Offer the languages in groups; within a group, by their name in the reader's language."""
    offered = choices({"": _("Choose a language")})
    for title, codes in vocabulary.LANGUAGE_GROUPS.values():
        named = {code: vocabulary.language_name(code) for code in codes}
        by_name = sorted(named.items(), key=lambda choice: choice[1].casefold())
        offered += choices(dict(by_name), group=str(title))
    return offered


def area_choices() -> Choices:
    offered = choices(
        {
            "": _("Choose a neighborhood"),
            vocabulary.ONLINE_ONLY: _("No place: I only want to meet online"),
        }
    )
    for region, areas in vocabulary.AREAS.items():
        offered += choices(areas, group=str(vocabulary.REGIONS[region]))
    return offered


class SpokenLanguageForm(Form):
    """One language, and how it feels to speak it."""

    language = SelectField(_l("Language"), validators=[Optional()])
    comfort = SelectField(
        _l("How comfortable it is"),
        choices=choices(vocabulary.COMFORT),
        default="comfortable",
        validators=[Optional()],
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.language.choices = language_choices()


class ProfileForm(PageForm):
    """The profile of a mentor or a mentee; a few questions differ between the two."""

    name = Line(
        _l("What should we call you?"),
        description=_l("A first name, nickname or alias. It need not be your legal name."),
        validators=[
            DataRequired(_l("Tell us what to call you. A nickname is fine.")),
            Length(max=80, message=_l("Keep it to 80 characters.")),
        ],
        render_kw={"autocomplete": "nickname", "maxlength": 80},
    )
    phone = Line(
        _l("Another way to reach you (optional)"),
        description=_l(
            "A phone, WhatsApp or Signal number. Your mentor or mentee sees it only after you "
            "have both said yes."
        ),
        validators=[Length(max=60, message=_l("Keep it to 60 characters."))],
        render_kw={"autocomplete": "tel", "maxlength": 60},
    )
    communities = Checkboxes(
        _l("Which communities are you part of?"),
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
    languages = FieldList(
        FormField(SpokenLanguageForm), min_entries=LANGUAGES_SHOWN, max_entries=MOST_LANGUAGES
    )
    area = SelectField(
        _l("Where could you meet?"),
        description=_l("A neighborhood is enough. Never tell us your address."),
        validators=[InputRequired(_l("Choose a neighborhood, or choose to meet online."))],
    )
    modes = Checkboxes(
        _l("How would you like to meet?"),
        choices=choices(vocabulary.MODES),
        validators=[InputRequired(_l("Choose at least one way to meet."))],
    )
    availability = Checkboxes(
        _l("When are you usually free?"),
        description=_l("Check every time that often works. More times make a match easier."),
        choices=choices(vocabulary.TIMES),
        validators=[InputRequired(_l("Check at least one time of the week."))],
    )
    topics = Checkboxes(
        _l("What do you want to learn?"),
        choices=choices(vocabulary.TOPICS),
        validators=[InputRequired(_l("Choose at least one topic."))],
    )
    interests = Checkboxes(
        _l("What do you enjoy? (optional)"), choices=choices(vocabulary.INTERESTS)
    )
    dislikes = Checkboxes(
        _l("What would you rather avoid? (optional)"),
        description=_l("Disliking the same things brings people together too."),
        choices=choices(vocabulary.DISLIKES),
    )
    places = WholeNumber(
        _l("How many people could you mentor at once?"),
        otherwise=_l("Tell us how many people you could mentor, as a number."),
        default=1,
        validators=[NumberRange(1, MOST_MENTEES, _l("Choose a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MOST_MENTEES, "inputmode": "numeric"},
    )
    hope = Paragraph(
        _l("What do you hope for? (optional)"),
        description=_l(
            "In any language. Please do not write about anybody's immigration status: "
            "we do not need it, and what is not written down cannot be found."
        ),
        validators=[Length(max=1000, message=_l("Keep it to 1,000 characters."))],
        render_kw={"rows": 4, "maxlength": 1000},
    )
    not_with = Paragraph(
        _l("Is there anybody you should not be paired with? (optional)"),
        description=_l(
            "A name or an email address on each line. Only coordinators see this. "
            "You need not say why."
        ),
        validators=[Length(max=500, message=_l("Keep it to 500 characters."))],
        render_kw={"rows": 2, "maxlength": 500},
    )
    adult = BooleanField(
        _l("I am 18 or older."),
        validators=[DataRequired(_l("You need to be 18 or older to take part."))],
    )
    consent = BooleanField(
        _l("I have read the privacy notice and agree to it."),
        validators=[DataRequired(_l("We may keep your answers only if you agree."))],
    )

    def __init__(self, role: Role, **options: Any) -> None:
        super().__init__(**options)
        self.area.choices = area_choices()
        if role is Role.MENTOR:
            self.topics.label.text = _("What could you share?")
        else:
            del self.places

    def validate_languages(self, field: Field) -> None:
        spoken = self.spoken_languages()
        if not any(one["comfort"] in vocabulary.COMFORTABLE for one in spoken):
            raise ValidationError(_("Choose at least one language that you speak comfortably."))
        if len({one["language"] for one in spoken}) < len(spoken):
            raise ValidationError(_("You chose a language twice. Leave one of the two blank."))

    def validate_modes(self, field: Field) -> None:
        if self.area.data == vocabulary.ONLINE_ONLY and "in_person" in (field.data or ()):
            raise ValidationError(
                _("To meet in person, choose a neighborhood above; or check only online here.")
            )

    def spoken_languages(self) -> list[dict[str, str]]:
        return [
            {"language": entry["language"], "comfort": entry["comfort"]}
            for entry in self.languages.data
            if entry["language"]
        ]

    def answers(self) -> Answers:
        own_words = {name: self[name].data for name in PLAIN_ANSWERS}
        places = self.places.data if "places" in self else 1
        return Answers(
            profile={**own_words, "languages": self.spoken_languages()}, places=places or 1
        )


PLAIN_ANSWERS = (
    *("name", "phone", "communities", "heritage", "area", "modes", "availability"),
    *("topics", "interests", "dislikes", "hope", "not_with"),
)


def former_answers(application: Application) -> dict[str, Any]:
    """Return what an application answers, as the form takes it; consent is given anew."""
    profile: Profile = application.profile
    blank = [{"language": "", "comfort": "comfortable"}] * LANGUAGES_SHOWN
    lines = min(max(LANGUAGES_SHOWN, len(profile.languages) + 1), MOST_LANGUAGES)
    return {
        **{name: getattr(profile, name) for name in PLAIN_ANSWERS},
        "languages": [*profile.languages, *blank][:lines],
        "places": application.places,
    }
