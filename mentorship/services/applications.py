"""Taking an application, changing it while the round is open, and reading it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.errors import NotPossibleError
from mentorship.models import (
    Application,
    ApplicationState,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Round,
)
from mentorship.models.columns import now
from mentorship.services.audit import record
from mentorship.services.rounds import takes_applications

# The day of the privacy notice that people agree to; change it with the notice.
PRIVACY_NOTICE = date(2026, 11, 1)
IN_THE_POOL = (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED)


@dataclass(frozen=True)
class Answers:
    """A filled-in form: the profile, a mentor's places, the privacy notice agreed to."""

    profile: Mapping[str, object] = field(repr=False)
    places: int = 1
    notice: date = PRIVACY_NOTICE


def submit(
    session: AnySession,
    person: Person,
    to_round: Round,
    role: Role,
    answers: Answers,
    at: datetime | None = None,
) -> Application:
    """Send in an application, or send it in again with other answers."""
    if not takes_applications(to_round):
        raise NotPossibleError(_("This round is closed, so answers cannot change any more."))
    application = application_of(session, person, to_round, role)
    if application is None:
        application = Application(
            person=person,
            round=to_round,
            role=role,
            state=ApplicationState.SUBMITTED,
            profile=Profile(**answers.profile),
        )
        session.add(application)
    else:
        for name, value in answers.profile.items():
            setattr(application.profile, name, value)
    if application.state in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN):
        application.state = ApplicationState.SUBMITTED
    application.places = answers.places if role is Role.MENTOR else 1
    application.privacy_notice = answers.notice
    application.submitted_at = at or now()
    try:
        record(session, person, "send application", application)
    except IntegrityError:
        raise NotPossibleError(_("Your answers arrived twice, and are with us.")) from None
    return application


def application_of(
    session: AnySession, person: Person, in_round: Round, role: Role
) -> Application | None:
    return session.scalar(
        select(Application).where(
            Application.person_id == person.id,
            Application.round_id == in_round.id,
            Application.role == role,
        )
    )


def application_with_id(session: AnySession, application_id: int) -> Application | None:
    return session.get(Application, application_id)


def applications_of(session: AnySession, person: Person) -> list[Application]:
    return list(
        session.scalars(
            select(Application)
            .where(Application.person_id == person.id)
            .order_by(Application.id.desc())
        )
    )


def applications_in(session: AnySession, in_round: Round) -> list[Application]:
    """Return a round's applications, the newest first, each with profile and person."""
    return list(
        session.scalars(
            select(Application)
            .join(Application.profile)
            .join(Application.person)
            .where(Application.round_id == in_round.id)
            .order_by(Application.submitted_at.desc(), Application.id.desc())
            .options(contains_eager(Application.profile), contains_eager(Application.person))
        )
    )


def pool(session: AnySession, in_round: Round) -> list[Application]:
    """Return the applications that may be matched, in order of id."""
    found = applications_in(session, in_round)
    return sorted(
        (one for one in found if one.state in IN_THE_POOL), key=lambda application: application.id
    )


def withdraw(session: AnySession, actor: Person | None, application: Application) -> None:
    """Take an application back: it is matched no more, and its introductions end."""
    for pair in live_pairs(session, application):
        pair.state, pair.closed_at = PairState.CLOSED, now()
    application.state = ApplicationState.WITHDRAWN
    record(session, actor, "withdraw", application)


def set_aside(session: AnySession, actor: Person, application: Application) -> None:
    """Keep an application out of the matching until it is brought back."""
    if application.state not in IN_THE_POOL:
        raise NotPossibleError(_("This application is not waiting to be matched."))
    if live_pairs(session, application):
        raise NotPossibleError(_("This person has an introduction; close it first."))
    application.state = ApplicationState.WAITLISTED
    record(session, actor, "set aside", application)


def bring_back(session: AnySession, actor: Person, application: Application) -> None:
    if application.state is not ApplicationState.WAITLISTED:
        raise NotPossibleError(_("This application is not set aside."))
    application.state = ApplicationState.SUBMITTED
    record(session, actor, "bring back", application)


def live_pairs(session: AnySession, application: Application) -> list[Pair]:
    side = Pair.mentor_id if application.role is Role.MENTOR else Pair.mentee_id
    return list(
        session.scalars(select(Pair).where(side == application.id, Pair.state != PairState.CLOSED))
    )


def places_taken(session: AnySession, in_round: Round) -> Counter[int]:
    """Count the live pairs of every application in a round, by its id."""
    pairs = session.execute(
        select(Pair.mentee_id, Pair.mentor_id)
        .join(Application, Application.id == Pair.mentee_id)
        .where(Application.round_id == in_round.id, Pair.state != PairState.CLOSED)
    )
    return Counter(side for pair in pairs for side in pair)
