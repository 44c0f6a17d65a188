"""Who is ready to be matched: they take part, and have done what is required before it.

That is, they have passed the required screening steps, and done the required training.
"""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, or_, select

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
    TrainingModule,
    TrainingProgress,
)

# The states in which people are matched, once they have done what is required.
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
    """Return the condition on an application that it lacks a required step or module."""
    lacks_step = select(ScreeningStep.id).where(open_steps()).correlate(Application)
    lacks_module = select(TrainingModule.id).where(open_modules()).correlate(Application)
    return or_(lacks_step.exists(), lacks_module.exists())


def open_step_count() -> ColumnElement[int]:
    """Return how many required steps and modules an application lacks, within a query of it."""
    steps = select(func.count(ScreeningStep.id)).where(open_steps())
    modules = select(func.count(TrainingModule.id)).where(open_modules())
    lacking = [counted.correlate(Application).scalar_subquery() for counted in (steps, modules)]
    return lacking[0] + lacking[1]


def open_steps() -> ColumnElement[bool]:
    """Return the condition that a screening step is required of an application, and not passed."""
    return and_(_is_required(ScreeningStep), ~_is_passed())


def open_modules() -> ColumnElement[bool]:
    """Return the condition that a training module is required of an application, and not done."""
    return and_(_is_required(TrainingModule), ~_is_done())


def _is_required(table: type[ScreeningStep] | type[TrainingModule]) -> ColumnElement[bool]:
    required = ScreeningUse.REQUIRED
    return and_(
        table.retired_at.is_(None),
        or_(
            and_(Application.role == Role.MENTEE, table.for_mentees == required),
            and_(Application.role == Role.MENTOR, table.for_mentors == required),
        ),
    )


def _is_passed() -> ColumnElement[bool]:
    passed = select(ScreeningResult.id).where(
        ScreeningResult.application_id == Application.id,
        ScreeningResult.step_id == ScreeningStep.id,
        ScreeningResult.outcome == ScreeningOutcome.PASSED,
    )
    return passed.correlate(Application, ScreeningStep).exists()


def _is_done() -> ColumnElement[bool]:
    done = select(TrainingProgress.id).where(
        TrainingProgress.person_id == Application.person_id,
        TrainingProgress.module_id == TrainingModule.id,
    )
    return done.correlate(Application, TrainingModule).exists()
