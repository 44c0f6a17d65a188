"""Applying step by step: begin a draft, save each step, send it in, take it back."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, Person, Profile, Role, Round
from mentorship.services.applications.form_steps import (
    Step,
    is_done,
    may_change,
    steps_of,
    unfinished,
)
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.applications.submission import (
    CLOSED,
    PRIVACY_NOTICE,
    accept_submission,
    application_of,
    applications_of,
)
from mentorship.services.audit import record


def begin(
    session: AnySession, person: Person, in_round: Round, roles: Collection[Role]
) -> Application | None:
    """Begin a draft in each role where there is none yet.

    Return the application that a new draft started from, if somebody has applied before.
    """
    if not takes_applications(in_round):
        raise UserFacingError(CLOSED)
    known = applications_of(session, person)
    begun = {one.role for one in known if one.round_id == in_round.id}
    source = None
    for role in (role for role in roles if role not in begun):
        former = _latest(known, role)
        draft = _draft(person, in_round, role)
        session.add(draft)
        if former is not None:
            carry_over(former, draft)
            source = former if draft.profile.steps_done else source
        _record_first(session, person, draft)
    return source


def _latest(known: list[Application], role: Role) -> Application | None:
    """Return the newest answers; of one round, those in the same role before the others."""
    return max(known, key=lambda one: (one.round_id, one.role is role), default=None)


def _draft(person: Person, in_round: Round, role: Role) -> Application:
    return Application(
        person=person,
        round=in_round,
        role=role,
        state=ApplicationState.DRAFT,
        places=1,
        profile=Profile(steps_done=[]),
    )


def _record_first(session: AnySession, person: Person, draft: Application) -> None:
    try:
        record(session, person, "begin application", draft)
    except IntegrityError:
        raise UserFacingError(_("You have begun already. Go on from your home page.")) from None


def carry_over(source: Application, draft: Application) -> None:
    """Answer what a draft still asks from another application of the same person."""
    alike = source.role is draft.role
    for step in unfinished(draft):
        if (alike or step.shared) and is_done(source, step) and step.is_answered(source):
            for column in step.answers:
                _write(draft, column, getattr(_holder(source, column), column))
            _mark_done(draft, step)


def save_step(
    session: AnySession,
    person: Person,
    application: Application,
    step: Step,
    answers: Mapping[str, object],
) -> None:
    """Save the answers of one step, which its form has found to be in order."""
    if not may_change(application, step):
        raise UserFacingError(CLOSED)
    for column in step.answers:
        _write(application, column, answers[column])
    if application.state is ApplicationState.DRAFT:
        _mark_done(application, step)
    else:
        record(session, person, "change application", application)


def send(session: AnySession, person: Person, application: Application) -> None:
    """Hand a finished draft, or one taken back before, to the coordinators."""
    if not takes_applications(application.round):
        raise UserFacingError(CLOSED)
    if unfinished(application):
        raise UserFacingError(_("Some answers are still missing."))
    accept_submission(session, application, PRIVACY_NOTICE)
    record(session, person, "send application", application)
    second = second_draft(session, application)
    if second is not None:
        carry_over(application, second)


def second_draft(session: AnySession, application: Application) -> Application | None:
    """Return the draft in the other role, for somebody who wants to be both."""
    role = Role.MENTEE if application.role is Role.MENTOR else Role.MENTOR
    other = application_of(session, application.person, application.round, role)
    is_draft = other is not None and other.state is ApplicationState.DRAFT
    return other if is_draft else None


def delete_draft(session: AnySession, person: Person, draft: Application) -> None:
    """Forget a draft: nobody but its writer has seen it."""
    record(session, person, "delete draft", draft)
    session.delete(draft)


def _mark_done(draft: Application, step: Step) -> None:
    done = {*(draft.profile.steps_done or ()), step.name}
    draft.profile.steps_done = [one.name for one in steps_of(draft.role) if one.name in done]


def _holder(application: Application, column: str) -> Application | Profile:
    return application if column == "places" else application.profile


def _write(application: Application, column: str, value: object) -> None:
    setattr(_holder(application, column), column, value)
