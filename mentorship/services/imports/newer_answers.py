"""Whether the answers of a sheet are newer than those that an application holds."""

import enum

from mentorship.models import Application, ApplicationState
from mentorship.questions import questions_for
from mentorship.services.imports.candidates import Candidate


class News(enum.Enum):
    """What a row tells about an application."""

    NEW = "new"
    OLD = "old or the same"
    UNDATED = "other answers without a time"


def compare(existing: Application | None, candidate: Candidate) -> News:
    """Return whether answers are newer than the existing ones.

    What a person said at a known time is never replaced by answers without a time, and whoever
    took their consent back does not come back by them.
    """
    if existing is None or existing.submitted_at is None:
        return News.NEW
    is_withdrawn = existing.state is ApplicationState.WITHDRAWN
    may_be_replaced = existing.has_unknown_time and not is_withdrawn
    if not candidate.has_unknown_time:
        is_newer = may_be_replaced or existing.submitted_at < candidate.answered_at
        return News.NEW if is_newer else News.OLD
    if not is_withdrawn and not _differs(existing, candidate):
        return News.OLD
    return News.NEW if may_be_replaced else News.UNDATED


def _differs(existing: Application, candidate: Candidate) -> bool:
    asked = {question.name for question in questions_for(existing.role)}
    answers = existing.profile.answers
    return any(
        answers[name] != answer
        for name, answer in candidate.answers_in_sheet(existing.role).items()
        if name in asked
    )
