"""Answers to an introduction, the end of a pair, and the meetings of a pair."""

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Meeting, Pair, PairState, Person, Role
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.pairing.pair_constraints import ban

DOUBLE_TAP = timedelta(minutes=1)


def pair_with_id(session: AnySession, pair_id: int) -> Pair | None:
    return session.get(Pair, pair_id)


def pairs_of(session: AnySession, person: Person) -> list[Pair]:
    """Return a person's introductions and pairs, the newest first."""
    application_ids = select(Application.id).where(Application.person_id == person.id)
    return list(
        session.scalars(
            select(Pair)
            .where(or_(Pair.mentee_id.in_(application_ids), Pair.mentor_id.in_(application_ids)))
            .order_by(Pair.id.desc())
        )
    )


def count_live(session: AnySession) -> int:
    live = select(func.count(Pair.id)).where(Pair.state != PairState.CLOSED)
    return session.scalars(live).one()


def say_yes(session: AnySession, person: Person, pair: Pair) -> None:
    role = _own_role(person, pair)
    _lock_introduction(session, pair)
    if role is Role.MENTEE:
        pair.mentee_agreed_at = pair.mentee_agreed_at or now()
    else:
        pair.mentor_agreed_at = pair.mentor_agreed_at or now()
    record(session, person, "say yes", pair)
    if pair.mentee_agreed_at and pair.mentor_agreed_at:
        pair.state = PairState.ACTIVE
        pair.started_at = now()
        record(session, None, "begin", pair)
        queue.notify(session, pair.other_side(role).person)


def say_no(session: AnySession, person: Person, pair: Pair) -> None:
    """Close an introduction; both can be matched again, but not with each other."""
    _own_role(person, pair)
    _lock_introduction(session, pair)
    _close(session, pair)
    record(session, person, "say no", pair)


def end(session: AnySession, actor: Person, pair: Pair) -> None:
    """End a pair or an introduction at once: neither sees the other's contact details any more.

    Nobody is told who ended it. Both can be matched again, but not with each other.
    """
    _lock_pair(session, pair)
    if pair.state is PairState.CLOSED:
        raise UserFacingError(_("This match has ended already."))
    _close(session, pair)
    record(session, actor, "end match", pair)
    for person in (pair.mentee.person, pair.mentor.person):
        if person.id != actor.id:
            queue.notify(session, person)


def _close(session: AnySession, pair: Pair) -> None:
    pair.state, pair.closed_at = PairState.CLOSED, now()
    ban(session, pair.mentee_id, pair.mentor_id)


def _lock_introduction(session: AnySession, pair: Pair) -> None:
    _lock_pair(session, pair)
    if pair.state is not PairState.INTRODUCED:
        raise UserFacingError(_("This introduction is not waiting for an answer any more."))


def _lock_pair(session: AnySession, pair: Pair) -> None:
    """Lock both people, and read the pair as earlier decisions left it."""
    lock(session, pair.mentee_id, pair.mentor_id)
    session.refresh(pair)


def log_meeting(
    session: AnySession,
    person: Person,
    pair: Pair,
    *,
    held_on: date,
    minutes: int,
    mode: str,
    notes: str,
) -> Meeting:
    _own_role(person, pair)
    _lock_pair(session, pair)
    if pair.state is PairState.CLOSED:
        raise UserFacingError(_("This match has ended already."))
    if pair.state is not PairState.ACTIVE:
        raise UserFacingError(_("Meetings can be logged once both of you have said yes."))
    for earlier in meetings_of(session, pair):
        same = (earlier.logged_by, earlier.held_on, earlier.minutes, earlier.mode, earlier.notes)
        is_recent = earlier.created_at > now() - DOUBLE_TAP
        if is_recent and same == (person.id, held_on, minutes, mode, notes):
            return earlier
    meeting = Meeting(
        pair=pair,
        logged_by=person.id,
        held_on=held_on,
        minutes=minutes,
        mode=mode,
        notes=notes,
    )
    session.add(meeting)
    record(session, person, "log meeting", meeting)
    return meeting


def meetings_of(session: AnySession, pair: Pair) -> list[Meeting]:
    return list(session.scalars(newest_meetings_first(pair)))


def newest_meetings_first(pair: Pair) -> Select[tuple[Meeting]]:
    """Return the query of a pair's meetings."""
    return (
        select(Meeting)
        .where(Meeting.pair_id == pair.id)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    )


def minutes_met(session: AnySession, pair: Pair) -> int:
    """Add up how long a pair has met."""
    minutes = select(func.sum(Meeting.minutes)).where(Meeting.pair_id == pair.id)
    return session.scalar(minutes) or 0


def pair_counts(session: AnySession, round_id: int) -> dict[PairState, int]:
    rows = session.execute(
        select(Pair.state, func.count())
        .join(Application, Application.id == Pair.mentee_id)
        .where(Application.round_id == round_id)
        .group_by(Pair.state)
    )
    return dict(rows.tuples().all())


def _own_role(person: Person, pair: Pair) -> Role:
    role = pair.role_of(person)
    if role is None:
        raise UserFacingError(_("Only the two people in a match can do this."))
    return role
