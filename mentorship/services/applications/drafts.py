"""Drafts of applications: begin, save a step, send, delete."""

from collections.abc import Collection

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, Person, Profile, Role, Round
from mentorship.questions import Answers, Step, steps_for
from mentorship.services.applications import consent, corrections
from mentorship.services.applications.form_steps import (
    is_answered,
    is_done,
    may_change,
    missing,
    unfinished,
)
from mentorship.services.applications.locking import lock, lock_applications_of
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.applications.submission import (
    CLOSED,
    NOT_SENT,
    accept_submission,
    application_of,
    applications_of,
    current_notice,
)
from mentorship.services.audit import record
from mentorship.services.match_support import due_items


def begin(
    session: AnySession, person: Person, in_round: Round, roles: Collection[Role]
) -> Application | None:
    """Begin a draft in each role where there is none yet, for somebody who has just consented.

    Return the application that a new draft started from, if somebody has applied before.
    Of two requests at once, the second finds the drafts of the first.
    """
    lock_applications_of(session, person.id)
    if not takes_applications(in_round):
        raise UserFacingError(CLOSED)
    earlier = applications_of(session, person)
    begun = {item.role: item for item in earlier if item.round_id == in_round.id}
    for application in (begun[role] for role in roles if role in begun):
        if consent.is_missing(application):
            consent.agree(session, person, application)
    source = None
    for role in (role for role in roles if role not in begun):
        newest = _newest(earlier, role)
        draft = _draft(person, in_round, role)
        session.add(draft)
        if newest is not None:
            carry_over(newest, draft)
            source = newest if draft.profile.steps_done else source
        record(session, person, "begin application", draft)
        consent.agree(session, person, draft)
    return source


def _newest(applications: list[Application], role: Role) -> Application | None:
    """Return the newest application; within a round, one in the same role comes first."""
    return max(
        applications,
        key=lambda application: (application.round_id, application.role is role),
        default=None,
    )


def _draft(person: Person, in_round: Round, role: Role) -> Application:
    return Application(
        person=person,
        round=in_round,
        role=role,
        state=ApplicationState.DRAFT,
        profile=Profile(key_ids=(person.key_id,), steps_done=[]),
    )


def carry_over(source: Application, draft: Application) -> None:
    """Copy answers that a draft lacks from another application of the same person."""
    same_role = source.role is draft.role
    for step in unfinished(draft):
        if (same_role or step.shared) and is_done(source, step) and is_answered(source, step):
            answers = source.profile.answers
            draft.profile.change(
                {question.name: answers[question.name] for question in step.questions}
            )
            _mark_done(draft, step)


def save_step(
    session: AnySession,
    person: Person,
    application: Application,
    step: Step,
    answers: Answers,
    *,
    agrees: bool = False,
) -> None:
    """Save the answers of one step; its form has validated them, and consent if it asked for it."""
    # The answers are one document: another request may have saved another step since it was read.
    lock(session, application.id)
    if not may_change(application, step):
        raise UserFacingError(CLOSED)
    if consent.is_missing(application):
        _agree(session, person, application, agrees=agrees)
    application.profile.change(
        {question.name: answers[question.name] for question in step.questions}
    )
    if application.state is ApplicationState.DRAFT:
        _mark_done(application, step)
    else:
        corrections.close_changed(session, application)
        due_items.outdate(session, application)
        record(session, person, "change application", application)


def send(
    session: AnySession, person: Person, application: Application, *, agrees: bool = False
) -> None:
    """Submit a finished draft, or a withdrawn application again; once is enough."""
    lock(session, application.id)
    if application.state not in NOT_SENT:
        return
    if not takes_applications(application.round):
        raise UserFacingError(CLOSED)
    if missing(application):
        raise UserFacingError(_("Some answers are still missing."))
    if consent.is_needed_to_send(application):
        _agree(session, person, application, agrees=agrees)
    accept_submission(session, application, current_notice())
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
    """Delete a draft; nobody but the person who wrote it has seen it."""
    lock(session, draft.id)
    if draft.state is not ApplicationState.DRAFT:
        raise UserFacingError(_("You have sent this application, so it is no longer a draft."))
    record(session, person, "delete draft", draft)
    session.delete(draft)


def _agree(session: AnySession, person: Person, application: Application, *, agrees: bool) -> None:
    if not agrees:
        raise UserFacingError(_("Please agree to the privacy notice first."))
    consent.agree(session, person, application)


def _mark_done(draft: Application, step: Step) -> None:
    done = {*(draft.profile.steps_done or ()), step.name}
    draft.profile.steps_done = [step.name for step in steps_for(draft.role) if step.name in done]
