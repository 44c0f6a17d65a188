"""The screening steps of the programme: define, change, retire and use them again."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Person, Role, ScreeningResult, ScreeningStep, ScreeningUse
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record

MAX_LABEL_LENGTH = 80
MAX_STEPS = 20
"""Steps that are in use at once."""


@dataclass(frozen=True)
class StepDefinition:
    """The name of a step by language, and in which role it is used."""

    labels: Mapping[str, str]
    for_mentees: ScreeningUse
    for_mentors: ScreeningUse


def definition_of(step: ScreeningStep) -> StepDefinition:
    return StepDefinition(step.labels, step.for_mentees, step.for_mentors)


def define(session: AnySession, actor: Person, definition: StepDefinition) -> ScreeningStep:
    """Add a step; the same one sent twice is added once."""
    lock_people(session, {actor.id})
    in_use = steps_in_use(session)
    same = next((step for step in in_use if definition_of(step) == definition), None)
    if same is not None:
        return same
    if any(step.labels == definition.labels for step in in_use):
        raise UserFacingError(_("There is a step with this name already."))
    if len(in_use) >= MAX_STEPS:
        raise UserFacingError(
            _("There are %(count)s steps already. Retire one before you add another.",
              count=MAX_STEPS)
        )  # fmt: skip
    step = ScreeningStep(
        labels=dict(definition.labels),
        for_mentees=definition.for_mentees,
        for_mentors=definition.for_mentors,
    )
    session.add(step)
    record(session, actor, "define screening step", step)
    return step


def change(
    session: AnySession, actor: Person, step: ScreeningStep, definition: StepDefinition
) -> None:
    step.labels = dict(definition.labels)
    step.for_mentees, step.for_mentors = definition.for_mentees, definition.for_mentors
    record(session, actor, "change screening step", step)


def retire(session: AnySession, actor: Person, step: ScreeningStep) -> None:
    """Stop asking for a step; what was recorded about it stays, and it can be used again."""
    _set_retired(session, step, is_retired=True)
    record(session, actor, "retire screening step", step)


def use_again(session: AnySession, actor: Person, step: ScreeningStep) -> None:
    _set_retired(session, step, is_retired=False)
    record(session, actor, "use screening step again", step)


def _set_retired(session: AnySession, step: ScreeningStep, *, is_retired: bool) -> None:
    retired = ScreeningStep.retired_at
    expected = retired.is_(None) if is_retired else retired.is_not(None)
    changed = session.scalar(
        update(ScreeningStep)
        .where(ScreeningStep.id == step.id, expected)
        .values(retired_at=now() if is_retired else None)
        .returning(ScreeningStep.id)
    )
    if changed is None:
        raise UserFacingError(_("This has been decided already."))
    session.refresh(step)


def step_with_id(session: AnySession, step_id: int) -> ScreeningStep | None:
    return session.get(ScreeningStep, step_id)


def all_steps(session: AnySession) -> list[ScreeningStep]:
    """Return every step in the order of their definition, those in use first."""
    is_retired = ScreeningStep.retired_at.is_not(None)
    return list(session.scalars(select(ScreeningStep).order_by(is_retired, ScreeningStep.id)))


def steps_in_use(session: AnySession) -> list[ScreeningStep]:
    return [step for step in all_steps(session) if step.retired_at is None]


def steps_for(session: AnySession, role: Role) -> list[ScreeningStep]:
    """Return the steps that are used for one role."""
    return [
        step for step in steps_in_use(session) if step.use_for(role) is not ScreeningUse.NOT_USED
    ]


def result_counts(session: AnySession) -> dict[int, int]:
    """Count the results of each step, by its id."""
    counted = select(ScreeningResult.step_id, func.count()).group_by(ScreeningResult.step_id)
    return dict(session.execute(counted).tuples().all())
