"""What every step's form has in common, and the two forms around the steps."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, Field, SelectField, SubmitField
from wtforms.csrf.core import CSRFTokenField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import ListWidget, RadioInput

from mentorship.models import Application, Profile, Role
from mentorship.web.fields import PageForm, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

NOT_OFFERED = _l("Choose one of the answers that are offered.")


class StepForm(SensitiveTextForm):
    """One short page of questions; each field is named after the column it answers."""

    question: ClassVar[LazyString]

    def __init__(self, application: Application, **options: Any) -> None:
        super().__init__(obj=self.former_answers(application), **options)

    @classmethod
    def asks(cls, role: Role) -> LazyString:
        """Return the question that heads the page."""
        return cls.question

    def former_answers(self, application: Application) -> Profile | Application:
        return application.profile

    def questions(self) -> list[Field]:
        return [field for field in self if not isinstance(field, CSRFTokenField | SubmitField)]

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    def gives_another_line(self) -> bool:
        """Tell whether the page was sent only for more room, and make that room."""
        return False


class OneOf(SelectField):
    """One choice of a list; what is not on it is refused by a sentence that helps."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        says = dict.fromkeys(("invalid_value_message", "invalid_choice_message"), NOT_OFFERED)
        super().__init__(*arguments, **{**says, **options})


class Radios(OneOf):
    """One choice of a few, each a radio button; shown as a group by the field macros."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class RoleForm(PageForm):
    role = Radios(
        _l("How would you like to take part?"),
        choices=choices(
            {
                "mentee": _l("I would like a mentor"),
                "mentor": _l("I would like to be a mentor"),
                # Translators: both a mentor and a mentee.
                "both": _l("Both"),
            }
        ),
        validators=[InputRequired(_l("Choose how you would like to take part."))],
    )

    def roles(self) -> tuple[Role, ...]:
        """Return the roles chosen, in the order in which they are asked about."""
        chosen = self.role.data
        return (Role.MENTEE, Role.MENTOR) if chosen == "both" else (Role(chosen),)


class SendForm(PageForm):
    """What somebody confirms when they send their answers."""

    adult = BooleanField(
        _l("I am 18 or older."),
        validators=[DataRequired(_l("You need to be 18 or older to take part."))],
    )
    consent = BooleanField(
        _l("I have read the privacy notice and agree to it."),
        validators=[DataRequired(_l("We may keep your answers only if you agree."))],
    )
