"""Who is ready to be matched: they take part, and have passed the required screening steps."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    ApplicationState,
    Role,
    Round,
    ScreeningOutcome,
    ScreeningResult,
    ScreeningStep,
    ScreeningUse,
)

# The states in which people are matched, once they have passed the screening.
TAKES_PART = (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED)


def is_ready() -> ColumnElement[bool]:
    """Return the condition on an application that a match run takes it."""
    return and_(Application.state.in_(TAKES_PART), ~has_open_step())


def are_ready(session: AnySession, applications: Collection[Application]) -> bool:
    ids = {application.id for application in applications}
    ready = select(func.count()).where(Application.id.in_(ids), is_ready())
    return session.scalar(ready) == len(ids)


def ready_counts(session: AnySession, round_: Round) -> Counter[Role]:
    """Count the people in each role whom a match run would take, or who have a match already."""
    by_role = session.execute(
        select(Application.role, func.count())
        .where(Application.round_id == round_.id, is_ready())
        .group_by(Application.role)
    )
    return Counter(dict(by_role.tuples().all()))


def has_open_step() -> ColumnElement[bool]:
    """Return the condition on an application that it lacks a required screening step."""
    return select(ScreeningStep.id).where(open_steps()).correlate(Application).exists()


def open_step_count() -> ScalarSelect[int]:
    """Return how many required screening steps an application lacks, within a query of it."""
    counted = select(func.count(ScreeningStep.id)).where(open_steps())
    return counted.correlate(Application).scalar_subquery()


def open_steps() -> ColumnElement[bool]:
    """Return the condition that a step is required of an application, and not passed."""
    required = ScreeningUse.REQUIRED
    return and_(
        ScreeningStep.retired_at.is_(None),
        or_(
            and_(Application.role == Role.MENTEE, ScreeningStep.for_mentees == required),
            and_(Application.role == Role.MENTOR, ScreeningStep.for_mentors == required),
        ),
        ~_is_passed(),
    )


def _is_passed() -> ColumnElement[bool]:
    passed = select(ScreeningResult.id).where(
        ScreeningResult.application_id == Application.id,
        ScreeningResult.step_id == ScreeningStep.id,
        ScreeningResult.outcome == ScreeningOutcome.PASSED,
    )
    return passed.correlate(Application, ScreeningStep).exists()
