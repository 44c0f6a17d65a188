"""Answers replace others only if they are known to be newer."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mentorship.models import Application, ApplicationState, Profile, Role
from mentorship.services.imports.candidates import Candidate, parse_row
from mentorship.services.imports.newer_answers import News, compare
from tests.unit.services.imports.survey import rows_of
from tests.unit.services.imports.test_candidates import candidate_of

TIMESTAMP = {"column": "When", "zone": "UTC", "order": "month"}
MakeApplication = Callable[[], Application | None]
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


def application(state: str = "submitted", *, has_unknown_time: bool = False) -> Application:
    """Return the application that the row of the survey makes, on the first of November."""
    profile = Profile(stored_answers=dict(candidate_of({}).submission.answers))
    return Application(
        role=Role.MENTEE,
        state=ApplicationState(state),
        submitted_at=NOVEMBER,
        has_unknown_time=has_unknown_time,
        profile=profile,
    )


@pytest.mark.parametrize(
    ("existing", "day", "news"),
    [
        (application, "11/2/2026", News.NEW),
        (application, "10/31/2026", News.OLD),
        (lambda: application(has_unknown_time=True), "10/31/2026", News.NEW),
        (lambda: application("withdrawn", has_unknown_time=True), "10/31/2026", News.OLD),
        (lambda: application("withdrawn"), "11/2/2026", News.NEW),
        (lambda: None, "10/31/2026", News.NEW),
    ],
)
def test_answers_with_a_time_count_if_they_are_later_than_what_was_said(
    existing: MakeApplication, day: str, news: News
) -> None:
    (row,) = rows_of({"When": day}, timestamp=TIMESTAMP)
    candidate = parse_row(row)
    assert isinstance(candidate, Candidate)
    assert compare(existing(), candidate) is news


@pytest.mark.parametrize(
    ("existing", "name", "news"),
    [
        (application, "Ana", News.OLD),
        (application, "Other", News.UNDATED),
        (lambda: application(has_unknown_time=True), "Other", News.NEW),
        (lambda: application("withdrawn", has_unknown_time=True), "Ana", News.UNDATED),
        (lambda: application("withdrawn"), "Other", News.UNDATED),
        (lambda: None, "Ana", News.NEW),
    ],
)
def test_answers_without_a_time_replace_only_others_without_a_time(
    existing: MakeApplication, name: str, news: News
) -> None:
    assert compare(existing(), candidate_of({"name": name})) is news
