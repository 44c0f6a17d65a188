"""A row of a survey as a candidate for import, or the reason why it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

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
from mentorship.services.imports.answer_labels import whole_number
from mentorship.services.imports.other_area import with_other_area
from mentorship.services.imports.parsing.table import shortened
from mentorship.services.imports.rows import NotAgreedError, RefusedError, SurveyRow
from mentorship.services.imports.text_answers import column_of, text_answer
from mentorship.text_cleaning import fold_text

NEEDED_FOR_MATCH = ("languages", "modes", "availability", "topics")


@dataclass(frozen=True)
class Candidate:
    """A person whose answers can be imported.

    ``notes`` say what is left out or shortened; ``answered`` names the questions for which the
    sheet has a column. ``has_unknown_time``: the sheet does not say when the person answered, and
    ``is_undated``: so nobody knows whether these or the answers that we have are newer.
    """

    row: int
    answered_at: datetime
    roles: tuple[Role, ...]
    email: str = field(repr=False)
    submissions: Mapping[Role, Submission] = field(repr=False)
    notes: tuple[str, ...] = ()
    answered: frozenset[str] = frozenset()
    has_unknown_time: bool = False
    is_undated: bool = False

    @property
    def submission(self) -> Submission:
        """Return the answers in the first role."""
        return next(iter(self.submissions.values()))

    def answers_in_sheet(self, role: Role) -> Answers:
        """Return the answers that the sheet has columns for: it says nothing about others."""
        answers = self.submissions[role].answers
        return {name: answers[name] for name in answers if name in self.answered}

    @property
    def missing(self) -> list[str]:
        """Return the questions without an answer, in any role, which every match needs."""
        submissions = self.submissions.values()
        return [
            name
            for name in NEEDED_FOR_MATCH
            if not all(submission.answers[name] for submission in submissions)
        ]


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be imported; the reason never repeats what the row says.

    ``withdraws_application``: the person no longer agrees, so an earlier application ends.
    ``same_address``: the numbers of rows with one address that may be of several people.
    ``needs_new_consent``: the person erased themselves, and may have agreed again since.
    """

    row: int
    reason: str
    withdraws_application: bool = False
    same_address: tuple[int, ...] = ()
    needs_new_consent: bool = False


def parse_row(row: SurveyRow) -> Candidate | Refusal:
    notes: list[str] = []
    try:
        if row.has_extra_cells:
            raise RefusedError(_("has more cells than there are columns"))
        answered_at, email = row.answered_at, row.email
        _require_agreement(row)
        roles = _roles(row)
        submissions = {role: _submission(row.for_role(role), roles, notes) for role in roles}
    except RefusedError as reason:
        return Refusal(row.number, str(reason), isinstance(reason, NotAgreedError))
    return Candidate(
        row=row.number,
        answered_at=answered_at,
        roles=roles,
        email=email,
        submissions=submissions,
        notes=tuple(dict.fromkeys(notes)),
        answered=_answered(row),
        has_unknown_time=row.mapping.timestamp is None,
    )


def _answered(row: SurveyRow) -> frozenset[str]:
    """Return the questions that a sheet asks; a blank number of places is no answer either."""
    asked = {name for name in row.mapping.columns if name in QUESTIONS}
    blank = {
        name for name in asked if isinstance(QUESTIONS[name], NumberQuestion) and not row.text(name)
    }
    if "area" in asked:
        asked.add("other_area")
    return frozenset(asked - blank)


def _require_agreement(row: SurveyRow) -> None:
    """Refuse whoever does not agree, before anything else that may be missing in their row."""
    if not row.says_yes("adult"):
        _refuse_code(row, "adult")
        raise NotAgreedError(_("is under 18, or does not say"))
    if not row.says_yes("consent"):
        _refuse_code(row, "consent")
        raise NotAgreedError(_("did not agree to the privacy notice"))


def _refuse_code(row: SurveyRow, question: str) -> None:
    """Refuse a number that nobody has explained: it may mean yes, so it withdraws nothing."""
    text = row.text(question)
    if whole_number(text) and fold_text(text) not in row.mapping.answers[question]:
        raise RefusedError(
            _(
                "has an unknown answer in column “%(column)s”",
                column=shortened(row.mapping.columns[question]),
            )
        )


def _roles(row: SurveyRow) -> tuple[Role, ...]:
    roles = tuple(Role(code) for code in row.mapping.default_role or row.codes("role"))
    if not roles:
        raise RefusedError(_("does not say whether to be a mentor or a mentee"))
    return roles


def _submission(row: SurveyRow, roles: tuple[Role, ...], notes: list[str]) -> Submission:
    answers = {
        name: _answer(row, question, notes)
        if question.roles.intersection(roles)
        else _irrelevant(row, question, notes)
        for name, question in QUESTIONS.items()
    }
    _require(row, answers)
    return Submission(with_other_area(row, answers, notes), row.mapping.privacy_notice)


def _irrelevant(row: SurveyRow, question: Question, notes: list[str]) -> Any:
    """Return the blank answer to a question that is asked of the other role alone."""
    if row.text(question.name):
        notes.append(
            _(
                "“%(column)s” is left out: this person is not asked it",
                column=column_of(row, question),
            )
        )
    return question.blank


def _answer(row: SurveyRow, question: Question, notes: list[str]) -> Any:
    """Return the answer of a row to a question, by the question's type."""
    match question:
        case TextQuestion():
            return text_answer(row, question, notes)
        case NumberQuestion():
            return _number(row, question)
        case ChoiceQuestion():
            return next(iter(_first_codes(row, question, 1, notes)), question.blank)
        case LanguagesQuestion():
            codes = _first_codes(row, question, question.max_languages, notes)
            return [{"language": code, "comfort": "comfortable"} for code in codes]
    return row.codes(question.name)


def _number(row: SurveyRow, question: NumberQuestion) -> int:
    text = row.text(question.name)
    codes = row.mapping.answers[question.name].get(fold_text(text), (text,))
    number = whole_number("".join(codes) or str(question.blank))
    if number and 1 <= int(number) <= question.maximum:
        return int(number)
    if row.mapping.leaves_out_unknown:
        return question.blank
    raise RefusedError(
        _(
            "has no number from 1 to %(maximum)s in column “%(column)s”",
            maximum=question.maximum,
            column=column_of(row, question),
        )
    )


def _first_codes(row: SurveyRow, question: Question, maximum: int, notes: list[str]) -> list[str]:
    """Return as many codes as an answer may have, and note if there are more."""
    codes = row.codes(question.name)
    if len(codes) > maximum:
        notes.append(
            ngettext(
                "only the first answer in “%(column)s” is taken",
                "only the first %(num)s answers in “%(column)s” are taken",
                maximum,
                column=column_of(row, question),
            )
        )
    return codes[:maximum]


def _require(row: SurveyRow, answers: Answers) -> None:
    for name, question in QUESTIONS.items():
        if question.import_refusal and name in row.mapping.columns and not answers[name]:
            raise RefusedError(str(question.import_refusal))
