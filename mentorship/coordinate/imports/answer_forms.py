"""The form in which a coordinator chooses the meaning of unknown answers."""

import hashlib
from collections.abc import Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField

from mentorship.coordinate.imports import labels
from mentorship.services.imports.mapping import Entries
from mentorship.services.imports.sessions import AnswerMeanings
from mentorship.services.imports.unknown_answers import UnknownAnswer
from mentorship.web.fields import PageForm, choices


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


def answers_form(listed: Sequence[UnknownAnswer], entries: Entries) -> AnswersForm:
    """Build a form for the listed answers; it starts from the meanings chosen or guessed."""
    fields = {
        field_name(index): SelectField(
            label=answer.text,
            choices=choices({"": _("Choose what it means"), **labels.meanings(answer.question)}),
        )
        for index, answer in enumerate(listed)
    }
    initial = {
        field_name(index): initial_meaning(answer, entries["answers"])
        for index, answer in enumerate(listed)
    }
    form_class = type("AnswersForm", (AnswersForm,), {**fields, "asked": digest(listed)})
    form: AnswersForm = form_class(
        data={**initial, "leave_out_unknown": entries["leave_out_unknown"]}
    )
    return form


def field_name(index: int) -> str:
    return f"answer-{index}-means"


def initial_meaning(answer: UnknownAnswer, meanings: AnswerMeanings) -> str:
    codes = meanings.get(answer.question, {}).get(answer.text, answer.guess)
    return "" if codes is None else labels.join_codes(codes)


def chosen_meanings(form: AnswersForm, listed: Sequence[UnknownAnswer]) -> AnswerMeanings:
    """Return the codes chosen for each answer, None where nothing is chosen."""
    meanings: dict[str, dict[str, list[str] | None]] = {}
    for index, answer in enumerate(listed):
        value = form[field_name(index)].data
        codes = list(labels.split_codes(value)) if value else None
        meanings.setdefault(answer.question, {})[answer.text] = codes
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
