"""Decide about applications: screen, accept, waitlist or decline, and undo a decision."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationDecision, ApplicationState, Person
from mentorship.services.applications.locking import lock
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.applications.submission import NOT_SENT, live_pairs
from mentorship.services.audit import record

UNDO_DURATION = timedelta(hours=1)
"""How long a decision can be undone; after that, another decision follows it."""
ACTIONS = {
    ApplicationState.IN_SCREENING: "begin screening",
    ApplicationState.ACCEPTED: "accept",
    ApplicationState.WAITLISTED: "waitlist",
    ApplicationState.DECLINED: "decline",
}
"""What coordinators can decide, and what the audit trail calls it."""


def decide(
    session: AnySession, actor: Person, application: Application, decision: ApplicationState
) -> ApplicationDecision:
    lock(session, application.id)
    check_may_decide(session, application, decision)
    decided = ApplicationDecision(
        application=application,
        earlier_decision=application.decision,
        decision=decision,
        decided_by=actor.id,
    )
    session.add(decided)
    application.state = application.decision = decision
    record(session, actor, ACTIONS[decision], application)
    return decided


def check_may_decide(
    session: AnySession, application: Application, decision: ApplicationState
) -> None:
    if application.state in NOT_SENT:
        raise UserFacingError(_("This person has withdrawn their application."))
    if application.state is decision:
        raise UserFacingError(_("This has been decided already."))
    if decision not in TAKES_PART and live_pairs(session, application):
        raise UserFacingError(_("This person has an introduction or a match. End it first."))


def undo(session: AnySession, actor: Person, decided: ApplicationDecision) -> None:
    """Take back the newest decision about an application."""
    application = decided.application
    lock(session, application.id)
    if latest_undoable(session, application) is not decided or not _mark_undone(session, decided):
        raise UserFacingError(_("This can no longer be undone. Please decide anew."))
    earlier = decided.earlier_decision or ApplicationState.SUBMITTED
    check_may_decide(session, application, earlier)
    application.state, application.decision = earlier, decided.earlier_decision
    record(session, actor, "undo decision", application)


def latest_undoable(session: AnySession, application: Application) -> ApplicationDecision | None:
    """Return the decision about an application that can be undone, if there is one."""
    latest = session.scalar(
        select(ApplicationDecision)
        .where(ApplicationDecision.application_id == application.id)
        .order_by(ApplicationDecision.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    is_undoable = (
        latest is not None
        and latest.undone_at is None
        and latest.decision is application.state
        and latest.decided_at > now() - UNDO_DURATION
    )
    return latest if is_undoable else None


def _mark_undone(session: AnySession, decided: ApplicationDecision) -> bool:
    marked = session.scalar(
        update(ApplicationDecision)
        .where(ApplicationDecision.id == decided.id, ApplicationDecision.undone_at.is_(None))
        .values(undone_at=now())
        .returning(ApplicationDecision.id)
    )
    return marked is not None
