"""Submit, find and withdraw applications."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    ApplicationState,
    Closure,
    Pair,
    PairState,
    Person,
    Pin,
    Profile,
    Role,
    Round,
)
from mentorship.questions import Answers, questions_for
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock, lock_applications_of
from mentorship.services.applications.readiness import is_ready
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items

NOT_SENT = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
CLOSED = _l("This round is closed, so answers cannot change any more.")


def current_notice() -> date:
    """Return the day of the privacy notice that people read, and agree to, now."""
    return current_runtime().programme.notice_date


@dataclass(frozen=True)
class Submission:
    """A filled-in form, and the privacy notice that was agreed to."""

    answers: Answers = field(repr=False)
    notice: date = field(default_factory=current_notice)


def submit(
    session: AnySession,
    person: Person,
    round_: Round,
    role: Role,
    submission: Submission,
    at: datetime | None = None,
) -> Application:
    """Submit a complete form at once, as an import does, or update an application with it."""
    if not takes_applications(round_):
        raise UserFacingError(CLOSED)
    lock_applications_of(session, person.id)
    application = application_of(session, person, round_, role)
    if application is None:
        profile = Profile(key_ids=(person.key_id,))
        application = Application(person=person, round=round_, role=role, profile=profile)
        session.add(application)
    asked = {question.name for question in questions_for(role)}
    application.profile.change(
        {name: answer for name, answer in submission.answers.items() if name in asked}
    )
    accept_submission(session, application, submission.notice, at)
    due_items.outdate(session, application)
    record(session, person, "send application", application)
    return application


def accept_submission(
    session: AnySession, application: Application, notice: date, at: datetime | None = None
) -> None:
    """Mark an application as submitted, with consent to a privacy notice."""
    session.flush()
    if application.state in NOT_SENT:
        application.state = application.decision or ApplicationState.SUBMITTED
    application.profile.steps_done = None
    application.privacy_notice = notice
    application.submitted_at = at or now()


def application_of(
    session: AnySession, person: Person, round_: Round, role: Role
) -> Application | None:
    return session.scalar(
        select(Application).where(
            Application.person_id == person.id,
            Application.round_id == round_.id,
            Application.role == role,
        )
    )


def application_with_id(session: AnySession, application_id: int) -> Application | None:
    """Return a submitted application; drafts are private to their applicants."""
    application = session.get(Application, application_id)
    if application is None or application.state is ApplicationState.DRAFT:
        return None
    return application


def applications_of(session: AnySession, person: Person) -> list[Application]:
    return list(
        session.scalars(
            select(Application)
            .where(Application.person_id == person.id)
            .order_by(Application.id.desc())
        )
    )


def newest_applications_of(
    session: AnySession, person_ids: Collection[int]
) -> dict[int, Application]:
    """Return the newest application of each of several people that is no draft, by person."""
    newest = (
        select(func.max(Application.id))
        .where(
            Application.person_id.in_(person_ids),
            Application.state != ApplicationState.DRAFT,
        )
        .group_by(Application.person_id)
    )
    applications = session.scalars(
        select(Application)
        .where(Application.id.in_(newest))
        .options(joinedload(Application.profile))
    )
    return {application.person_id: application for application in applications}


def applications_with_ids(session: AnySession, ids: Collection[int]) -> list[Application]:
    """Return those of some applications that were sent, with profile and person loaded."""
    sent = Application.state != ApplicationState.DRAFT
    query = _with_profile_and_person().where(Application.id.in_(ids), sent)
    return list(session.scalars(query.order_by(Application.id)))


def pool(session: AnySession, round_: Round) -> list[Application]:
    """Return the applications of a round that can be matched, with profile and person loaded."""
    ready = _with_profile_and_person().where(Application.round_id == round_.id, is_ready())
    return list(session.scalars(ready.order_by(Application.id)))


def _with_profile_and_person() -> Select[tuple[Application]]:
    return (
        select(Application)
        .join(Application.profile)
        .join(Application.person)
        .options(contains_eager(Application.profile), contains_eager(Application.person))
    )


def withdraw(session: AnySession, actor: Person | None, application: Application) -> None:
    """Withdraw an application: it is no longer matched, its introductions and pins end."""
    lock(session, application.id)
    ended = live_pairs(session, application)
    for pair in ended:
        _close(pair, by_one_of_them=actor is not None and pair.role_of(actor) is not None)
        queue.notify(session, pair.other_side(application.role).person)
    is_about = or_(Pin.mentee_id == application.id, Pin.mentor_id == application.id)
    session.execute(delete(Pin).where(is_about))
    application.state = ApplicationState.WITHDRAWN
    record(session, actor, "withdraw", application)
    due_items.refresh(session, *ended)


def _close(pair: Pair, *, by_one_of_them: bool) -> None:
    at_once = Closure.SUDDEN if by_one_of_them else Closure.REQUESTED
    pair.closure = at_once if pair.state is PairState.ACTIVE else None
    pair.state, pair.closed_at, pair.closes_on = PairState.CLOSED, now(), None


def live_pairs(session: AnySession, application: Application) -> list[Pair]:
    """Return an application's introductions and pairs that are not closed, as they are now."""
    column = Pair.mentor_id if application.role is Role.MENTOR else Pair.mentee_id
    return list(
        session.scalars(
            select(Pair)
            .where(column == application.id, Pair.state != PairState.CLOSED)
            .execution_options(populate_existing=True)
        )
    )


def live_pair_counts(session: AnySession, round_: Round) -> Counter[int]:
    """Count the live pairs of every application in a round, by its id."""
    pairs = session.execute(
        select(Pair.mentee_id, Pair.mentor_id)
        .join(Application, Application.id == Pair.mentee_id)
        .where(Application.round_id == round_.id, Pair.state != PairState.CLOSED)
    )
    return Counter(application_id for pair in pairs for application_id in pair)
