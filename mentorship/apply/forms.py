"""The form of a step, built from its questions; the forms that choose a role and send.

Each also asks for age and consent where they are missing: no answer is saved before them.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SubmitField
from wtforms.validators import DataRequired, InputRequired

from mentorship.apply.question_fields import LanguageList, field_for
from mentorship.models import Application, Role
from mentorship.questions import Step
from mentorship.services.applications import consent
from mentorship.web.fields import PageForm, Radios, choices
from mentorship.web.sensitive_forms import SensitiveTextForm


class ConsentForm(PageForm):
    """A form with the fields `adult` and `consent`, where they are needed."""

    @property
    def asks_for_consent(self) -> bool:
        return "consent" in self


class StepForm(SensitiveTextForm, ConsentForm):
    """The questions of a step; `step_form` adds a field for each, named after it."""

    step: Step
    application: Application

    def __init__(self, application: Application, **options: Any) -> None:
        # Not `answers`: a question that was never answered has nothing chosen beforehand.
        super().__init__(data=application.profile.stored_answers, **options)
        self.application = application
        if application.person.email_address is None:
            for question, field in self.asked():
                if question.label_without_email:
                    field.label.text = str(question.label_without_email)

    def asked(self) -> list[tuple[Any, Field]]:
        """Return the questions of the step, each with its field."""
        return [(question, self[question.name]) for question in self.step.questions]

    def answers(self) -> dict[str, Any]:
        return {
            question.name: field.spoken() if isinstance(field, LanguageList) else field.data
            for question, field in self.asked()
        }

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Check each field, and then what the questions and the step check of valid answers."""
        super().validate(*arguments, **options)
        for name, error in self._problems():
            self[name].errors = [*self[name].errors, error]
        return not self.errors

    def _problems(self) -> list[tuple[str, str]]:
        if self.errors:
            return []
        answers = self.answers()
        has_email = self.application.person.email_address is not None
        problems = [
            (question.name, problem)
            for question in self.step.questions
            if (problem := question.problem(answers[question.name]))
        ]
        problems += [
            (question.name, str(question.required_without_email))
            for question in self.step.questions
            if question.required_without_email and not has_email and not answers[question.name]
        ]
        contradiction = self.step.problem(answers)
        return [*problems, contradiction] if contradiction else problems

    def adds_language_line(self) -> bool:
        """Return whether the page was sent only for another language, and add its line."""
        button = self._fields.get("another")
        if button is None or not button.data:
            return False
        for _question, field in self.asked():
            if isinstance(field, LanguageList) and field.has_room:
                field.append_entry()
        return True


def step_form(step: Step, application: Application) -> StepForm:
    """Return the form of a step, filled with the answers so far."""
    fields: dict[str, Any] = {
        question.name: field_for(
            question, application.role, application.profile.answers[question.name]
        )
        for question in step.questions
    }
    if any(field.field_class is LanguageList for field in fields.values()):
        fields["another"] = SubmitField(_l("Add another language"))
    if consent.is_missing(application):
        fields |= {"adult": adult_field(), "consent": consent_field()}
    form_class = type("StepForm", (StepForm,), {"step": step, **fields})
    form: StepForm = form_class(application)
    return form


def adult_field() -> Field:
    return BooleanField(
        _l("I am 18 or older."),
        validators=[DataRequired(_l("You need to be 18 or older to take part."))],
    )


def consent_field() -> Field:
    return BooleanField(
        _l("I have read the privacy notice and agree to it."),
        validators=[DataRequired(_l("We can keep your application only if you agree."))],
    )


class RoleForm(ConsentForm):
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
    adult = adult_field()
    consent = consent_field()

    def roles(self) -> tuple[Role, ...]:
        """Return the roles chosen, in the order in which they are asked about."""
        chosen = self.role.data
        return (Role.MENTEE, Role.MENTOR) if chosen == "both" else (Role(chosen),)


class SendForm(ConsentForm):
    """Send an application, with consent if it is needed anew."""

    adult = adult_field()
    consent = consent_field()


def send_form(application: Application) -> SendForm:
    form = SendForm()
    if not consent.is_needed_to_send(application):
        del form.adult, form.consent
    return form
