"""Screening results: record what came of a step, and who lacks what before a match run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    ApplicationState,
    Pair,
    PairState,
    Person,
    Round,
    ScreeningOutcome,
    ScreeningResult,
    ScreeningStep,
    ScreeningUse,
)
from mentorship.services.applications import decisions
from mentorship.services.applications.locking import lock
from mentorship.services.applications.readiness import TAKES_PART, open_step_count, open_steps
from mentorship.services.applications.screening_steps import steps_for
from mentorship.services.applications.submission import NOT_SENT, live_pairs
from mentorship.services.applications.waiting import has_waited
from mentorship.services.audit import record

MAX_NOTE_LENGTH = 2000


@dataclass(frozen=True)
class ResultEntry:
    """What a coordinator records of a step."""

    outcome: ScreeningOutcome
    held_on: date
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class StepState:
    """A step of somebody's screening, with its result, and one from an earlier round."""

    step: ScreeningStep
    use: ScreeningUse
    result: ScreeningResult | None = field(repr=False)
    earlier: ScreeningResult | None = field(repr=False)

    @property
    def is_passed(self) -> bool:
        return self.result is not None and self.result.outcome is ScreeningOutcome.PASSED

    @property
    def is_open(self) -> bool:
        """Return whether a match run waits for the step."""
        return self.use is ScreeningUse.REQUIRED and not self.is_passed


def record_result(
    session: AnySession,
    actor: Person,
    application: Application,
    step: ScreeningStep,
    entry: ResultEntry,
) -> ScreeningResult:
    """Record what came of a step, in place of an earlier result.

    The first result of somebody about whom nothing was decided begins their screening.
    """
    lock(session, application.id)
    _check_may_record(application, step)
    result = result_of(session, application, step)
    if result is None:
        result = ScreeningResult(application=application, step=step)
        session.add(result)
    result.outcome, result.held_on, result.note = entry.outcome, entry.held_on, entry.note
    result.recorded_by, result.recorded_at = actor.id, now()
    record(session, actor, "record screening", application)
    is_undecided = application.state is ApplicationState.SUBMITTED
    if is_undecided and not live_pairs(session, application):
        decisions.decide(session, actor, application, ApplicationState.IN_SCREENING)
    return result


def remove_result(
    session: AnySession, actor: Person, application: Application, step: ScreeningStep
) -> None:
    """Remove a result that was recorded by mistake; once is enough."""
    lock(session, application.id)
    result = result_of(session, application, step)
    if result is not None:
        record(session, actor, "remove screening", application)
        session.delete(result)


def result_of(
    session: AnySession, application: Application, step: ScreeningStep
) -> ScreeningResult | None:
    return session.scalar(
        select(ScreeningResult)
        .where(ScreeningResult.application_id == application.id, ScreeningResult.step_id == step.id)
        .execution_options(populate_existing=True)
    )


def state_of_steps(session: AnySession, application: Application) -> list[StepState]:
    """Return the steps for an application, and retired ones that it has a result of."""
    results = _results_of_person(session, application)
    own = {item.step_id: item for item in results if item.application_id == application.id}
    earlier = {
        item.step_id: item
        for item in results
        if item.application_id != application.id and item.outcome is ScreeningOutcome.PASSED
    }
    used = steps_for(session, application.role)
    other = [item.step for item in own.values() if item.step not in used]
    return [
        StepState(
            step,
            step.use_for(application.role) if step in used else ScreeningUse.NOT_USED,
            own.get(step.id),
            earlier.get(step.id),
        )
        for step in (*used, *other)
    ]


def results_about(session: AnySession, person: Person) -> list[ScreeningResult]:
    """Return everything recorded about somebody, the oldest first."""
    return list(
        session.scalars(
            select(ScreeningResult)
            .join(ScreeningResult.application)
            .where(Application.person_id == person.id)
            .order_by(ScreeningResult.id)
            .options(joinedload(ScreeningResult.step))
        )
    )


def almost_ready(round_: Round) -> Select[tuple[Application]]:
    """Return the query of the people whom a match run would take but for one step.

    The step may be a required one that is open, or the acceptance after the last one. Whoever
    waited in an earlier round comes first.
    """
    steps = open_step_count()
    is_screened = Application.state == ApplicationState.IN_SCREENING
    return (
        select(Application)
        .join(Application.profile)
        .where(
            Application.round_id == round_.id,
            or_(
                and_(Application.state.in_(TAKES_PART), steps == 1),
                and_(is_screened, steps <= 1),
            ),
            ~_has_live_pair(),
        )
        .order_by(has_waited().desc(), Application.submitted_at, Application.id)
        .options(contains_eager(Application.profile))
    )


def almost_ready_count(session: AnySession, round_: Round) -> int:
    counted = almost_ready(round_).with_only_columns(func.count(Application.id))
    return session.scalar(counted.order_by(None)) or 0


def open_steps_of(
    session: AnySession, applications: Iterable[Application]
) -> dict[int, list[ScreeningStep]]:
    """Return the required steps that some applications lack, by the application's id."""
    ids = [application.id for application in applications]
    rows = session.execute(
        select(Application.id, ScreeningStep)
        .join(ScreeningStep, open_steps())
        .where(Application.id.in_(ids))
        .order_by(ScreeningStep.id)
    )
    lacking: dict[int, list[ScreeningStep]] = defaultdict(list)
    for application_id, step in rows:
        lacking[application_id].append(step)
    return lacking


def _check_may_record(application: Application, step: ScreeningStep) -> None:
    if application.state in NOT_SENT:
        raise UserFacingError(_("This person has withdrawn their application."))
    if step.retired_at is not None or step.use_for(application.role) is ScreeningUse.NOT_USED:
        raise UserFacingError(_("This step is not used any more."))


def _results_of_person(session: AnySession, application: Application) -> list[ScreeningResult]:
    """Return the results of a person in one role, up to this application; the newest last."""
    other = aliased(Application)
    return list(
        session.scalars(
            select(ScreeningResult)
            .join(other, other.id == ScreeningResult.application_id)
            .where(
                other.person_id == application.person_id,
                other.role == application.role,
                other.round_id <= application.round_id,
            )
            .order_by(ScreeningResult.held_on, ScreeningResult.id)
            .options(joinedload(ScreeningResult.step))
        )
    )


def _has_live_pair() -> ColumnElement[bool]:
    return (
        select(Pair.id)
        .where(
            or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id),
            Pair.state != PairState.CLOSED,
        )
        .exists()
    )
