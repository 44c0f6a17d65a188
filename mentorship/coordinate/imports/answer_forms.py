"""The form by which a coordinator says what the answers in a sheet mean."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField

from mentorship.coordinate.imports import labels
from mentorship.services.imports.sessions import AnswerMeanings
from mentorship.services.imports.unknown_answers import UnknownAnswer
from mentorship.web.fields import PageForm, choices


class AnswersForm(PageForm):
    """What answers mean; the fields, one for each spelling, are added by ``answers_form``."""

    leave_out_unknown = BooleanField(
        _l("Leave out all other unknown answers, and import the rest of the row.")
    )


def answers_form(listed: Sequence[UnknownAnswer], entries: Mapping[str, Any]) -> AnswersForm:
    """Ask for the meaning of each spelling, starting from what was said before or seems likely."""
    fields = {
        field_name(place): SelectField(
            label=one.text,
            choices=choices({"": _("Choose what it means"), **labels.meanings(one.question)}),
        )
        for place, one in enumerate(listed)
    }
    former = {
        field_name(place): first_meaning(one, entries["answers"])
        for place, one in enumerate(listed)
    }
    form = type("AnswersForm", (AnswersForm,), fields)
    answers: AnswersForm = form(data={**former, "leave_out_unknown": entries["leave_out_unknown"]})
    return answers


def field_name(place: int) -> str:
    return f"answer-{place}-means"


def first_meaning(one: UnknownAnswer, answers: AnswerMeanings) -> str:
    said = answers.get(one.question, {}).get(one.text, one.guess)
    return "" if said is None else labels.joined(said)


def explained(form: AnswersForm, listed: Sequence[UnknownAnswer]) -> AnswerMeanings:
    """Return what was chosen, by question and spelling; None where nothing was."""
    meant: dict[str, dict[str, list[str] | None]] = {}
    for place, one in enumerate(listed):
        value = form[field_name(place)].data
        codes = list(labels.parted(value)) if value else None
        meant.setdefault(one.question, {})[one.text] = codes
    return meant


def fingerprint(listed: Sequence[UnknownAnswer]) -> str:
    """Tell one list of answers from another, so that no meaning is given to the wrong one."""
    text = "\x1f".join(f"{one.question}\x1e{one.text}" for one in listed)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def grouped(
    form: AnswersForm, listed: Sequence[UnknownAnswer]
) -> list[tuple[str, str, list[tuple[UnknownAnswer, Field]]]]:
    """Put the fields under the questions and columns that their answers stand in."""
    asked = [(one, form[field_name(place)]) for place, one in enumerate(listed)]
    groups = groupby(asked, key=lambda pair: (pair[0].question, pair[0].column))
    return [(question, column, list(group)) for (question, column), group in groups]
