"""Decide about applications: screen, accept, waitlist or decline, and undo a decision.

Every decision can come with a message to the person. An undo takes both back, the message only
as long as it is unread.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationDecision, ApplicationState, Person
from mentorship.services import caseload
from mentorship.services.applications.application_lists import live_pair_counts_among
from mentorship.services.applications.decision_texts import language_of
from mentorship.services.applications.locking import lock, lock_applications_of
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.applications.submission import NOT_SENT, live_pairs
from mentorship.services.audit import record
from mentorship.services.messages import threads

UNDO_DURATION = timedelta(hours=1)
"""How long a decision can be undone; after that, another decision follows it."""
MAX_DECISIONS = 200
"""Applications that are decided about in one request."""
ACTIONS = {
    ApplicationState.ACCEPTED: "accept",
    ApplicationState.IN_SCREENING: "begin screening",
    ApplicationState.WAITLISTED: "waitlist",
    ApplicationState.DECLINED: "decline",
}
"""What coordinators can decide, and what the audit trail calls it."""


@dataclass(frozen=True)
class BatchResult:
    """The decisions that were made together, and how many people they did not fit."""

    decisions: list[ApplicationDecision]
    skipped: int


def decide(
    session: AnySession,
    actor: Person,
    application: Application,
    decision: ApplicationState,
    text: str = "",
) -> ApplicationDecision:
    """Decide about one application, with a message to the person unless the text is empty."""
    lock(session, application.id)
    reason = reason_against(session, actor, application, decision)
    if reason:
        raise UserFacingError(reason)
    return _decide(session, actor, application, decision, text)


def decide_together(
    session: AnySession,
    actor: Person,
    application_ids: Collection[int],
    decision: ApplicationState,
    texts: Mapping[str, str],
) -> BatchResult:
    """Decide about each application that it fits; ``texts`` has the message by language.

    Somebody with two of the applications gets one message.
    """
    applications = _lock_all(session, application_ids)
    made: list[ApplicationDecision] = []
    written: set[int] = set()
    for application in that_fit(session, actor, applications, decision):
        is_first = application.person_id not in written
        text = texts.get(language_of(application.person), "") if is_first else ""
        written.add(application.person_id)
        made.append(_decide(session, actor, application, decision, text))
    session.flush()
    for decided in made:
        decided.batch_id = made[0].id
    return BatchResult(made, skipped=len(set(application_ids)) - len(made))


def undo(session: AnySession, actor: Person, decided: ApplicationDecision) -> None:
    """Take back the newest decision about an application, and its message if it is unread."""
    lock(session, decided.application_id)
    if not can_undo(session, actor, decided):
        raise UserFacingError(_("This can no longer be undone. Please decide anew."))
    _undo(session, actor, decided)


def undo_together(session: AnySession, actor: Person, first: ApplicationDecision) -> int:
    """Take back the decisions that were made with this one, and return how many were."""
    batch = made_with(session, first)
    _lock_all(session, [decided.application_id for decided in batch])
    undoable = [decided for decided in batch if can_undo(session, actor, decided)]
    for decided in undoable:
        _undo(session, actor, decided)
    return len(undoable)


def decision_with_id(session: AnySession, decision_id: int) -> ApplicationDecision | None:
    return session.get(ApplicationDecision, decision_id)


def made_with(session: AnySession, first: ApplicationDecision) -> list[ApplicationDecision]:
    """Return the decisions that were made together with the first of them, it included."""
    batch = select(ApplicationDecision).where(ApplicationDecision.batch_id == first.id)
    return list(session.scalars(batch.order_by(ApplicationDecision.id)))


def latest_undoable(session: AnySession, application: Application) -> ApplicationDecision | None:
    """Return the decision about an application that can be undone, if there is one."""
    latest = session.scalar(
        select(ApplicationDecision)
        .where(ApplicationDecision.application_id == application.id)
        .order_by(ApplicationDecision.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return latest if latest is not None and _is_recent_and_holds(latest) else None


def can_undo(session: AnySession, actor: Person, decided: ApplicationDecision) -> bool:
    application = decided.application
    earlier = decided.earlier_decision or ApplicationState.SUBMITTED
    return latest_undoable(session, application) is decided and not reason_against(
        session, actor, application, earlier
    )


def that_fit(
    session: AnySession,
    actor: Person,
    applications: Collection[Application],
    decision: ApplicationState,
) -> list[Application]:
    """Return those of some applications about which somebody can make a decision."""
    paired = live_pair_counts_among(session, [application.id for application in applications])
    return [
        application
        for application in applications
        if application.is_readable
        and not _reason_against(actor, application, decision, has_pair=paired[application.id] > 0)
    ]


def reason_against(
    session: AnySession, actor: Person, application: Application, decision: ApplicationState
) -> str:
    """Return why somebody cannot make a decision about an application, "" if they can."""
    has_pair = bool(live_pairs(session, application))
    return _reason_against(actor, application, decision, has_pair=has_pair)


def _reason_against(
    actor: Person, application: Application, decision: ApplicationState, *, has_pair: bool
) -> str:
    if actor.id == application.person_id:
        return _("This is your own application, so another coordinator decides.")
    if application.state in NOT_SENT:
        return _("This person has withdrawn their application.")
    if application.state is decision:
        return _("This has been decided already.")
    if decision not in TAKES_PART and has_pair:
        return _("This person has an introduction or a match. End it first.")
    return ""


def _decide(
    session: AnySession,
    actor: Person,
    application: Application,
    decision: ApplicationState,
    text: str,
) -> ApplicationDecision:
    decided = ApplicationDecision(
        application=application,
        earlier_decision=application.decision,
        decision=decision,
        decided_by=actor.id,
    )
    session.add(decided)
    application.state = application.decision = decision
    if decision is ApplicationState.ACCEPTED:
        caseload.look_after(actor, application)
    record(session, actor, ACTIONS[decision], application)
    if text:
        decided.message = threads.write_to(session, actor, application.person, text)
    return decided


def _undo(session: AnySession, actor: Person, decided: ApplicationDecision) -> None:
    application = decided.application
    decided.undone_at = now()
    application.state = decided.earlier_decision or ApplicationState.SUBMITTED
    application.decision = decided.earlier_decision
    record(session, actor, "undo decision", application)
    if decided.message is not None:
        threads.take_back(session, actor, decided.message)


def _is_recent_and_holds(decided: ApplicationDecision) -> bool:
    return (
        decided.undone_at is None
        and decided.decision is decided.application.state
        and decided.decided_at > now() - UNDO_DURATION
    )


def _lock_all(session: AnySession, application_ids: Collection[int]) -> list[Application]:
    """Lock the people of some applications, and return those that are still there, in order."""
    people = select(Application.person_id).where(Application.id.in_(application_ids))
    existing = lock_applications_of(session, *set(session.scalars(people)))
    ids = existing & set(application_ids)
    rows = select(Application).where(Application.id.in_(ids)).order_by(Application.id)
    return list(
        session.scalars(
            rows.options(joinedload(Application.person), joinedload(Application.profile))
        )
    )
