"""One row of a survey: somebody who can be taken in, or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from mentorship.models import Role
from mentorship.services.applications.submission import Answers
from mentorship.services.imports.mapping import FREE_TEXT
from mentorship.services.imports.parsing.table import shortened
from mentorship.services.imports.rows import NotAgreedError, RefusedError, SurveyRow
from mentorship.text_cleaning import fold_text

SEVERAL = ("communities", "modes", "topics", "interests", "dislikes")
MOST_PLACES = 5
MOST_LANGUAGES = 10


@dataclass(frozen=True)
class Candidate:
    """Somebody whose answers can be taken in."""

    row: int
    answered_at: datetime
    roles: tuple[Role, ...]
    email: str = field(repr=False)
    answers: Answers = field(repr=False)


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken in; the reason never repeats what the row says."""

    row: int
    reason: str
    takes_back: bool = False


def parse_row(row: SurveyRow) -> Candidate | Refusal:
    try:
        if row.has_extra_cells:
            raise RefusedError(_("has more cells than there are columns"))
        return Candidate(
            row=row.number,
            answered_at=row.answered_at,
            email=row.email,
            roles=_roles(row),
            answers=_answers(row),
        )
    except RefusedError as reason:
        return Refusal(row.number, str(reason), isinstance(reason, NotAgreedError))


def _roles(row: SurveyRow) -> tuple[Role, ...]:
    roles = tuple(Role(code) for code in row.mapping.default_role or row.codes("role"))
    if not roles:
        raise RefusedError(_("does not say whether to be a mentor or a mentee"))
    return roles


def _answers(row: SurveyRow) -> Answers:
    if not row.says_yes("adult"):
        raise NotAgreedError(_("is under 18, or does not say"))
    if not row.says_yes("consent"):
        raise NotAgreedError(_("did not agree to the privacy notice"))
    profile: dict[str, Any] = {
        **{question: _short_enough(row, question) for question in FREE_TEXT},
        **{question: row.codes(question) for question in SEVERAL},
        "languages": [
            {"language": code, "comfort": "comfortable"} for code in row.codes("languages")
        ],
        "area": next(iter(row.codes("area")), ""),
        "availability": _availability(row),
    }
    _require(row, profile)
    return Answers(profile=profile, places=_places(row), notice=row.mapping.privacy_notice)


def _short_enough(row: SurveyRow, question: str) -> str:
    text = row.text(question)
    if len(text) > FREE_TEXT[question]:
        raise RefusedError(
            _(
                "has more than %(most)s characters in column “%(column)s”",
                most=FREE_TEXT[question],
                column=shortened(row.mapping.columns[question]),
            )
        )
    return text


def _availability(row: SurveyRow) -> list[str]:
    """Gather the free times, from a column for each part of the day or from one for all."""
    by_part = [
        f"{day}_{part}"
        for part, column in row.mapping.availability.items()
        for day in row.codes_in(column, "days")
    ]
    return list(dict.fromkeys((*by_part, *row.codes("times"))))


def _require(row: SurveyRow, profile: Mapping[str, Any]) -> None:
    for question, reason in (
        ("name", _("does not say what to call them")),
        ("communities", _("does not name a community")),
        ("languages", _("does not name a language")),
        ("modes", _("does not say how to meet")),
    ):
        if question in row.mapping.columns and not profile[question]:
            raise RefusedError(reason)
    if len(profile["languages"]) > MOST_LANGUAGES:
        raise RefusedError(_("names more than %(most)s languages", most=MOST_LANGUAGES))


def _places(row: SurveyRow) -> int:
    said = row.text("places")
    spelled = "".join(row.mapping.answers["places"].get(fold_text(said), (said,))) or "1"
    if not spelled.isdecimal() or not 1 <= int(spelled) <= MOST_PLACES:
        if row.mapping.leaves_out_unknown:
            return 1
        raise RefusedError(
            _(
                "has no number from 1 to %(most)s in column “%(column)s”",
                most=MOST_PLACES,
                column=shortened(row.mapping.columns["places"]),
            )
        )
    return int(spelled)
