"""Answers that a coordinator corrects on somebody's behalf: an obvious mistake, with a reason.

The person sees what was changed, and agrees or undoes it. Until then the earlier answer is kept.
"""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Correction, Person
from mentorship.questions import Answers, Step, steps_for
from mentorship.services.applications.locking import lock
from mentorship.services.applications.submission import NOT_SENT
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items

MAX_REASON_CHARACTERS = 500
# Somebody's safety may depend on these words, so nobody else changes them.
CHANGED_BY_THE_PERSON_ALONE = frozenset({"excluded_people"})


@dataclass(frozen=True)
class Change:
    """The answer to one question before a correction and after it, and why."""

    question: str
    before: Any = field(repr=False)
    after: Any = field(repr=False)
    reason: str = field(repr=False)


def correctable_steps(application: Application) -> list[Step]:
    """Return the steps of the form whose answers a coordinator may correct now."""
    if application.state in NOT_SENT:
        return []
    return [
        step
        for step in steps_for(application.role)
        if CHANGED_BY_THE_PERSON_ALONE.isdisjoint(question.name for question in step.questions)
    ]


def correct(
    session: AnySession,
    actor: Person,
    application: Application,
    step: Step,
    answers: Answers,
    reason: str,
) -> None:
    """Replace answers of one step, which its form has validated, and tell the person of it."""
    lock(session, application.id)
    if step not in correctable_steps(application):
        raise UserFacingError(_("This answer cannot be corrected now."))
    before = application.profile.answers
    changed = {name: answer for name, answer in answers.items() if answer != before[name]}
    if not changed:
        raise UserFacingError(_("These are the answers already, so nothing was changed."))
    for name, answer in changed.items():
        _note_correction(session, actor, application, Change(name, before[name], answer, reason))
    application.profile.change(changed)
    due_items.outdate(session, application)
    record(session, actor, "correct answer", application)
    queue.notify(session, application.person)


def _note_correction(
    session: AnySession, actor: Person, application: Application, change: Change
) -> None:
    """Note a changed answer; an open correction goes on from what the person had answered."""
    correction = _open_about(session, application, change.question)
    if correction is None:
        correction = Correction(
            application=application, question=change.question, before=change.before
        )
        session.add(correction)
    elif correction.before == change.after:  # as the person wrote it: nothing to show them
        session.delete(correction)
        return
    correction.corrected_by, correction.created_at = actor.id, now()
    correction.after, correction.reason = change.after, change.reason


def _open_about(session: AnySession, application: Application, question: str) -> Correction | None:
    is_about = (item for item in _open_of(session, application) if item.question == question)
    return next(is_about, None)


def _open_of(session: AnySession, application: Application) -> list[Correction]:
    of_application = select(Correction).where(
        Correction.application_id == application.id, Correction.answered_at.is_(None)
    )
    return list(session.scalars(of_application.execution_options(populate_existing=True)))


def corrections_of(session: AnySession, person_id: int) -> list[Correction]:
    """Return the corrections in all applications of somebody, the newest first."""
    about = select(Correction).join(Correction.application)
    about = about.where(Application.person_id == person_id)
    return list(session.scalars(about.order_by(Correction.created_at.desc())))


def open_corrections(session: AnySession, person_id: int) -> list[Correction]:
    """Return what somebody has still to see: corrections that no newer answer has replaced."""
    return [
        item
        for item in corrections_of(session, person_id)
        if item.is_open and item.application.profile.answers[item.question] == item.after
    ]


def open_corrections_in(session: AnySession, application: Application) -> list[Correction]:
    """Return what somebody has still to see in one of their applications."""
    everywhere = open_corrections(session, application.person_id)
    return [item for item in everywhere if item.application_id == application.id]


def correction_with_id(session: AnySession, correction_id: int) -> Correction | None:
    return session.get(Correction, correction_id)


def agree(session: AnySession, person: Person, correction: Correction) -> None:
    """Note that the person has seen a correction and agrees; the earlier answer is forgotten."""
    _lock_open(session, correction)
    _close(correction)
    record(session, person, "agree to correction", correction)


def undo(session: AnySession, person: Person, correction: Correction) -> None:
    """Put back the answer that the person had given."""
    _lock_open(session, correction)
    profile = correction.application.profile
    if profile.answers[correction.question] == correction.after:
        profile.change({correction.question: correction.before})
        due_items.outdate(session, correction.application)
    correction.was_undone = True
    _close(correction)
    record(session, person, "undo correction", correction)


def close_changed(session: AnySession, application: Application) -> None:
    """Close the corrections of answers that the person has given anew since."""
    answers = application.profile.answers
    for correction in _open_of(session, application):
        if answers[correction.question] != correction.after:
            _close(correction)


def _lock_open(session: AnySession, correction: Correction) -> None:
    lock(session, correction.application_id)
    session.refresh(correction)
    if not correction.is_open:
        raise UserFacingError(_("You have answered this already."))


def _close(correction: Correction) -> None:
    correction.answered_at = now()
    correction.before = correction.after = None
