"""The form field for each type of question in the registry."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.models import Role
from mentorship.questions import (
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    TextQuestion,
)
from mentorship.web.fields import (
    Checkboxes,
    Choices,
    Line,
    OneOf,
    Paragraph,
    Radios,
    at_most,
    choices,
)

MIN_LANGUAGE_LINES = 3


def text_field(question: TextQuestion, options: Mapping[str, Any], _answer: Any) -> Field:
    attributes: dict[str, Any] = {}
    if question.autocomplete:
        attributes["autocomplete"] = question.autocomplete
    if question.paragraph_rows:
        attributes["rows"] = question.paragraph_rows
    validators: list[Any] = [at_most(question.max_characters)]
    if question.required:
        validators.insert(0, DataRequired(question.required))
    field_class = Paragraph if question.paragraph_rows else Line
    return field_class(**options, validators=validators, render_kw=attributes)


def choice_field(question: ChoiceQuestion, options: Mapping[str, Any], answer: Any) -> Field:
    offered = choices({"": question.placeholder, **question.ungrouped})
    for heading, group in question.groups().values():
        offered += choices(sort_labels(group), group=str(heading))
    former = {code: label for code, label in question.former_choices().items() if code == answer}
    offered += choices(former, group=_("Your answer so far"))
    return OneOf(**options, choices=offered, validators=required_validators(question))


def multiple_choice_field(
    question: MultipleChoiceQuestion, options: Mapping[str, Any], answer: Any
) -> Field:
    former = question.former_choices().items()
    offered = question.choices() | {code: label for code, label in former if code in answer}
    return Checkboxes(**options, choices=choices(offered), validators=required_validators(question))


def number_field(question: NumberQuestion, options: Mapping[str, Any], _answer: Any) -> Field:
    return Radios(
        **options,
        choices=choices(question.choices()),
        coerce=int,
        validators=required_validators(question),
    )


def languages_field(question: LanguagesQuestion, options: Mapping[str, Any], answer: Any) -> Field:
    spoken = {entry["language"] for entry in answer}
    former = {code: name for code, name in question.former_choices().items() if code in spoken}
    return LanguageList(
        FormField(partial(SpokenLanguageForm, former)),  # type: ignore[arg-type]
        **options,
        min_entries=MIN_LANGUAGE_LINES,
        max_entries=question.max_languages,
    )


def required_validators(question: Question) -> list[Any]:
    return [InputRequired(question.required)] if question.required else []


FIELD_BY_TYPE: Mapping[type[Question], Callable[[Any, Mapping[str, Any], Any], Field]] = {
    TextQuestion: text_field,
    ChoiceQuestion: choice_field,
    MultipleChoiceQuestion: multiple_choice_field,
    NumberQuestion: number_field,
    LanguagesQuestion: languages_field,
}


def field_for(question: Question, role: Role, answer: Any) -> Field:
    """Return the field for a question, with the label for a role.

    What the answer so far has chosen can be kept, also if it is not offered any more.
    """
    options = {"label": question.label_for(role), "description": question.hint}
    return FIELD_BY_TYPE[type(question)](question, options, answer)


def language_choices() -> Choices:
    """Return the languages in groups, sorted by name in the language of the page."""
    offered = choices({"": _("Choose a language")})
    for title, codes in vocabulary.language_groups().values():
        names = {code: vocabulary.language_name(code) for code in codes}
        offered += choices(sort_labels(names), group=title)
    return offered


class SpokenLanguageForm(Form):
    """One language, and how well it is spoken."""

    language = OneOf(_l("Language"))
    comfort = OneOf(
        _l("How well do you speak it?"),
        choices=choices({"": _l("Choose how well"), **vocabulary.COMFORT}),
        default="",
    )

    def __init__(self, former: Mapping[str, str], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        answer_so_far = choices(former, group=_("Your answer so far"))
        self.language.choices = language_choices() + answer_so_far

    def validate_language(self, language: Field) -> None:
        if self.comfort.data and not language.data:
            raise ValidationError(_("Choose the language, or leave both lists of this line empty."))

    def validate_comfort(self, comfort: Field) -> None:
        offered = {code for code, *_rest in self.language.iter_choices() if code}
        if self.language.data in offered and not comfort.data:
            language = vocabulary.language_name(self.language.data)
            raise ValidationError(
                _("Choose how well you speak this language: %(language)s.", language=language)
            )


class LanguageList(FieldList):  # type: ignore[type-arg]
    """A list of languages that grows line by line; a line without a language is ignored."""

    @property
    def has_room(self) -> bool:
        return len(self) < (self.max_entries or 0)

    def spoken(self) -> list[dict[str, str]]:
        return [
            {"language": entry["language"], "comfort": entry["comfort"]}
            for entry in self.data
            if entry["language"]
        ]
