"""The steps about meeting, learning and sharing, and about whom not to meet."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired, Length

from mentorship import vocabulary
from mentorship.apply.forms import OneOf, Radios, StepForm
from mentorship.models import Application, Profile, Role
from mentorship.web.fields import Checkboxes, Choices, Paragraph, choices

MOST_MENTEES = 5


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


class PlaceForm(StepForm):
    question = _l("Where and how could you meet?")
    area = OneOf(
        _l("Where could you meet?"),
        description=_l("A neighborhood is enough. Never tell us your address."),
        validators=[InputRequired(_l("Choose a neighborhood, or choose to meet online."))],
    )
    modes = Checkboxes(
        _l("How would you like to meet?"),
        choices=choices(vocabulary.MODES),
        validators=[InputRequired(_l("Choose at least one way to meet."))],
    )

    def __init__(self, application: Application, **options: Any) -> None:
        super().__init__(application, **options)
        self.area.choices = area_choices()

    def validate_modes(self, field: Field) -> None:
        if self.area.data == vocabulary.ONLINE_ONLY and "in_person" in (field.data or ()):
            raise ValidationError(
                _("To meet in person, choose a neighborhood above; or check only online here.")
            )


class TimesForm(StepForm):
    question = _l("When are you usually free?")
    availability = Checkboxes(
        question,
        description=_l("Check every time that often works. More times make a match easier."),
        choices=choices(vocabulary.TIMES),
        validators=[InputRequired(_l("Check at least one time of the week."))],
    )


class TopicsForm(StepForm):
    question = _l("What do you want to learn?")
    question_to_mentors = _l("What could you share?")
    topics = Checkboxes(
        question,
        description=_l("Choose as many as you like."),
        choices=choices(vocabulary.TOPICS),
        validators=[InputRequired(_l("Choose at least one topic."))],
    )

    def __init__(self, application: Application, **options: Any) -> None:
        super().__init__(application, **options)
        self.topics.label.text = self.asks(application.role)

    @classmethod
    def asks(cls, role: Role) -> LazyString:
        return cls.question_to_mentors if role is Role.MENTOR else cls.question


class MenteesForm(StepForm):
    question = _l("How many people could you mentor at once?")
    places = Radios(
        question,
        description=_l("Each of them takes about an hour every two weeks. One is plenty."),
        choices=choices({str(number): str(number) for number in range(1, MOST_MENTEES + 1)}),
        coerce=int,
        validators=[InputRequired(_l("Choose how many people you could mentor."))],
    )

    def former_answers(self, application: Application) -> Profile | Application:
        return application


class LikesForm(StepForm):
    question = _l("What do you enjoy, and what not?")
    interests = Checkboxes(
        _l("What do you enjoy? (optional)"), choices=choices(vocabulary.INTERESTS)
    )
    dislikes = Checkboxes(
        _l("What would you rather avoid? (optional)"),
        description=_l("Disliking the same things brings people together too."),
        choices=choices(vocabulary.DISLIKES),
    )


class HopeForm(StepForm):
    question = _l("What do you hope for? (optional)")
    hope = Paragraph(
        question,
        description=_l(
            "In any language. Somebody we introduce to you can read it. Please do not write about "
            "anybody's immigration status: what is not written down cannot be found."
        ),
        validators=[Length(max=1000, message=_l("Keep it to 1,000 characters."))],
        render_kw={"rows": 5, "maxlength": 1000},
    )


class ApartForm(StepForm):
    question = _l("Is there anybody you should not be paired with? (optional)")
    not_with = Paragraph(
        question,
        description=_l(
            "A name or an email address on each line. Only coordinators see this. "
            "You need not say why."
        ),
        validators=[Length(max=500, message=_l("Keep it to 500 characters."))],
        render_kw={"rows": 4, "maxlength": 500},
    )
