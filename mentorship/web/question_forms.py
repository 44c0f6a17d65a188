"""A form of questions of the registry, for whoever answers them and whoever corrects an answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SubmitField

from mentorship.models import Application
from mentorship.questions import Question, Step
from mentorship.web.question_fields import LanguageList, field_for
from mentorship.web.sensitive_forms import SensitiveTextForm


class QuestionForm(SensitiveTextForm):
    """The questions of a step, each with a field named after it: see `fields_for`."""

    step: Step
    application: Application

    def __init__(self, application: Application, **options: Any) -> None:
        # Not `answers`: a question that was never answered has nothing chosen beforehand.
        super().__init__(data=application.profile.stored_answers, **options)
        self.application = application

    def asked(self) -> list[tuple[Question, Field]]:
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


def fields_for(step: Step, application: Application) -> dict[str, Any]:
    """Return the fields of the form of a step, by their names."""
    answers = application.profile.answers
    fields: dict[str, Any] = {
        question.name: field_for(question, application.role, answers[question.name])
        for question in step.questions
    }
    if any(field.field_class is LanguageList for field in fields.values()):
        fields["another"] = SubmitField(_l("Add another language"))
    return fields
