"""The form in which a coordinator chooses the meaning of unknown answers."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectMultipleField, ValidationError
from wtforms.form import BaseForm

from mentorship.coordinate.imports import labels
from mentorship.services.imports.mapping import Entries
from mentorship.services.imports.sessions import AnswerMeanings
from mentorship.services.imports.unknown_answers import UnknownAnswer
from mentorship.web.fields import NOT_OFFERED, PageForm, choices


class AnswersForm(PageForm):
    """The meanings of answers; `answers_form` adds a field for each answer."""

    asked: str

    class Meta(PageForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Return the meanings that were chosen, none if they were chosen for another list."""
            typed = super().wrap_formdata(form, formdata)
            is_same_list = isinstance(typed, MultiDict) and typed.get("asked") == form.asked
            return typed if is_same_list else None

    leave_out_unknown = BooleanField(
        _l("Leave out all other unknown answers, and import the rest of the row.")
    )


class Meanings(SelectMultipleField):
    """What an answer means: a choice from a list, and further ones for an answer that says more.

    All controls have one name. A page shows the first meaning in the list, and the others as
    checked boxes.
    """

    def __init__(self, further: Mapping[str, str], **options: Any) -> None:
        self.further = further
        super().__init__(**options)

    @property
    def first(self) -> str:
        return self.data[0] if self.data else ""

    @property
    def others(self) -> Sequence[str]:
        return self.data[1:] if self.data else ()

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([value for value in dict.fromkeys(valuelist) if value])

    def pre_validate(self, form: BaseForm) -> None:
        offered = {value for value, *_rest in self.iter_choices()}
        chosen = self.data or ()
        if not offered.issuperset(chosen) or (self.others and not self.further):
            raise ValidationError(NOT_OFFERED)
        if labels.LEAVE_OUT in chosen and self.others:
            raise ValidationError(_("Choose what it means, or leave it out: not both."))


def answers_form(listed: Sequence[UnknownAnswer], entries: Entries) -> AnswersForm:
    """Build a form for the listed answers; it starts from the meanings chosen or guessed."""
    fields = {
        field_name(index): Meanings(
            label=answer.text,
            choices=choices({"": _("Choose what it means"), **labels.meanings(answer.question)}),
            further=labels.further_meanings(answer.question),
        )
        for index, answer in enumerate(listed)
    }
    initial = {
        field_name(index): initial_meanings(answer, entries["answers"])
        for index, answer in enumerate(listed)
    }
    form_class = type("AnswersForm", (AnswersForm,), {**fields, "asked": digest(listed)})
    form: AnswersForm = form_class(
        data={**initial, "leave_out_unknown": entries["leave_out_unknown"]}
    )
    return form


def field_name(index: int) -> str:
    return f"answer-{index}-means"


def initial_meanings(answer: UnknownAnswer, meanings: AnswerMeanings) -> list[str]:
    """Return the values for the codes of an answer: one for all of them, or one for each."""
    codes = meanings.get(answer.question, {}).get(answer.text, answer.guess)
    if codes is None:
        return []
    joined = labels.join_codes(codes)
    return [joined] if joined in labels.meanings(answer.question) else list(codes)


def chosen_meanings(form: AnswersForm, listed: Sequence[UnknownAnswer]) -> AnswerMeanings:
    """Return the codes chosen for each answer, None where nothing is chosen."""
    meanings: dict[str, dict[str, list[str] | None]] = {}
    for index, answer in enumerate(listed):
        values = form[field_name(index)].data
        codes = dict.fromkeys(code for value in values for code in labels.split_codes(value))
        meanings.setdefault(answer.question, {})[answer.text] = list(codes) if values else None
    return meanings


def digest(listed: Sequence[UnknownAnswer]) -> str:
    """Return a digest of a list of answers: a form that asked about another list is refused."""
    text = "\x1f".join(f"{answer.question}\x1e{answer.text}" for answer in listed)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def group_by_column(
    form: AnswersForm, listed: Sequence[UnknownAnswer]
) -> list[tuple[str, str, list[tuple[UnknownAnswer, Field]]]]:
    """Return the answers with their fields, grouped by question and column."""
    fields = [(answer, form[field_name(index)]) for index, answer in enumerate(listed)]
    groups = groupby(fields, key=lambda pair: (pair[0].question, pair[0].column))
    return [(question, column, list(group)) for (question, column), group in groups]
