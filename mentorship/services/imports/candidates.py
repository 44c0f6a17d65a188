"""A row of a survey as a candidate for import, or the reason why it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from mentorship.models import Role
from mentorship.questions import (
    QUESTIONS,
    Answers,
    ChoiceQuestion,
    LanguagesQuestion,
    NumberQuestion,
    Question,
    TextQuestion,
)
from mentorship.services.applications.submission import Submission
from mentorship.services.imports.parsing.table import shortened
from mentorship.services.imports.rows import NotAgreedError, RefusedError, SurveyRow
from mentorship.text_cleaning import fold_text


@dataclass(frozen=True)
class Candidate:
    """A person whose answers can be imported."""

    row: int
    answered_at: datetime
    roles: tuple[Role, ...]
    email: str = field(repr=False)
    submissions: Mapping[Role, Submission] = field(repr=False)

    @property
    def submission(self) -> Submission:
        """Return the answers in the first role."""
        return next(iter(self.submissions.values()))


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be imported; the reason never repeats what the row says.

    ``withdraws_application``: the person no longer agrees, so an earlier application ends.
    """

    row: int
    reason: str
    withdraws_application: bool = False


def parse_row(row: SurveyRow) -> Candidate | Refusal:
    try:
        if row.has_extra_cells:
            raise RefusedError(_("has more cells than there are columns"))
        answered_at, email, roles = row.answered_at, row.email, _roles(row)
        return Candidate(
            row=row.number,
            answered_at=answered_at,
            email=email,
            roles=roles,
            submissions={role: _submission(row.for_role(role)) for role in roles},
        )
    except RefusedError as reason:
        return Refusal(row.number, str(reason), isinstance(reason, NotAgreedError))


def _roles(row: SurveyRow) -> tuple[Role, ...]:
    roles = tuple(Role(code) for code in row.mapping.default_role or row.codes("role"))
    if not roles:
        raise RefusedError(_("does not say whether to be a mentor or a mentee"))
    return roles


def _submission(row: SurveyRow) -> Submission:
    if not row.says_yes("adult"):
        raise NotAgreedError(_("is under 18, or does not say"))
    if not row.says_yes("consent"):
        raise NotAgreedError(_("did not agree to the privacy notice"))
    answers = {name: _answer(row, question) for name, question in QUESTIONS.items()}
    _require(row, answers)
    return Submission(answers, row.mapping.privacy_notice)


def _answer(row: SurveyRow, question: Question) -> Any:
    """Return the answer of a row to a question, by the question's type."""
    match question:
        case TextQuestion():
            return _text(row, question)
        case NumberQuestion():
            return _number(row, question)
        case ChoiceQuestion():
            return next(iter(row.codes(question.name)), question.blank)
        case LanguagesQuestion():
            codes = row.codes(question.name)
            return [{"language": code, "comfort": "comfortable"} for code in codes]
    return row.codes(question.name)


def _text(row: SurveyRow, question: TextQuestion) -> str:
    text = row.text(question.name)
    if len(text) > question.max_characters:
        raise RefusedError(
            _(
                "has more than %(maximum)s characters in column “%(column)s”",
                maximum=question.max_characters,
                column=shortened(row.mapping.columns[question.name]),
            )
        )
    return text


def _number(row: SurveyRow, question: NumberQuestion) -> int:
    text = row.text(question.name)
    codes = row.mapping.answers[question.name].get(fold_text(text), (text,))
    number = "".join(codes) or str(question.blank)
    if number.isdecimal() and 1 <= int(number) <= question.maximum:
        return int(number)
    if row.mapping.leaves_out_unknown:
        return question.blank
    raise RefusedError(
        _(
            "has no number from 1 to %(maximum)s in column “%(column)s”",
            maximum=question.maximum,
            column=shortened(row.mapping.columns[question.name]),
        )
    )


def _require(row: SurveyRow, answers: Answers) -> None:
    for name, question in QUESTIONS.items():
        if question.import_refusal and name in row.mapping.columns and not answers[name]:
            raise RefusedError(str(question.import_refusal))
        if isinstance(question, LanguagesQuestion) and len(answers[name]) > question.max_languages:
            raise RefusedError(
                _("names more than %(maximum)s languages", maximum=question.max_languages)
            )
