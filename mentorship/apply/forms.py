"""The form of a step, built from its questions; the forms that choose a role and send.

Each also asks for age and consent where they are missing: no answer is saved before them.
"""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, ValidationError
from wtforms.validators import DataRequired, InputRequired

from mentorship.models import Application, Role
from mentorship.questions import Step
from mentorship.services.applications import consent
from mentorship.services.applications.submission import current_notice
from mentorship.web.fields import PageForm, Radios, choices
from mentorship.web.question_forms import QuestionForm, fields_for

# The day of the privacy notice that the page of the form led to.
NOTICE_FIELD = "notice_shown"


class ConsentForm(PageForm):
    """A form with the fields `adult` and `consent`, where they are needed."""

    @property
    def asks_for_consent(self) -> bool:
        return "consent" in self


class StepForm(QuestionForm, ConsentForm):
    """The questions of a step; `step_form` adds a field for each, named after it."""

    def __init__(self, application: Application, **options: Any) -> None:
        super().__init__(application, **options)
        if application.person.email_address is None:
            for question, field in self.asked():
                if question.label_without_email:
                    field.label.text = str(question.label_without_email)


def step_form(step: Step, application: Application) -> StepForm:
    """Return the form of a step, filled with the answers so far."""
    fields = fields_for(step, application)
    if consent.is_missing(application):
        fields |= {"adult": adult_field(), "consent": consent_field()}
    form: StepForm = type("StepForm", (StepForm,), {"step": step, **fields})(application)
    return form


def adult_field() -> Field:
    return BooleanField(
        _l("I am 18 or older."),
        validators=[DataRequired(_l("You need to be 18 or older to take part."))],
    )


def consent_field() -> Field:
    return BooleanField(
        _l("I have read the privacy notice and agree to it."),
        validators=[
            DataRequired(_l("We can keep your application only if you agree.")),
            check_notice,
        ],
    )


def check_notice(_form: PageForm, _consent: Field) -> None:
    """Refuse an agreement to another notice than the one that people read by now."""
    if request.form.get(NOTICE_FIELD, "") not in ("", current_notice().isoformat()):
        raise ValidationError(
            _("The privacy notice has just changed. Please read it again before you agree.")
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
