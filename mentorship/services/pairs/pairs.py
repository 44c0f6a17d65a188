"""Who is in which introduction or pair, and the answers to an introduction."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, AuditEntry, Closure, Pair, PairState, Person, Role
from mentorship.models.pair import END_MATCH, SAY_NO
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items
from mentorship.services.pairing.pair_constraints import ban, check_may_still_be_introduced
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.services.pairing.rejections import ban_because


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


def ended_by(session: AnySession, person: Person) -> set[int]:
    """Return the ids of the introductions and matches that a person has ended."""
    ended = select(AuditEntry.subject_id).where(
        AuditEntry.actor_id.in_(person.ids_in_trail()),
        AuditEntry.subject == Pair.__tablename__,
        AuditEntry.action.in_((SAY_NO, END_MATCH)),
    )
    return set(session.scalars(ended))


def count_live(session: AnySession) -> int:
    live = select(func.count(Pair.id)).where(Pair.state != PairState.CLOSED)
    return session.scalars(live).one()


def started_counts_of(session: AnySession, round_ids: Sequence[int]) -> Counter[int]:
    """Count the matches that began in some rounds, by the round's id."""
    rows = session.execute(
        select(Application.round_id, func.count())
        .join(Pair, Pair.mentee_id == Application.id)
        .where(Application.round_id.in_(round_ids), Pair.started_at.is_not(None))
        .group_by(Application.round_id)
    )
    return Counter(dict(rows.tuples().all()))


def say_yes(session: AnySession, person: Person, pair: Pair) -> None:
    role = role_in(pair, person)
    _lock_introduction(session, pair)
    check_may_still_be_introduced(session, pair)
    if role is Role.MENTEE:
        pair.mentee_agreed_at = pair.mentee_agreed_at or now()
    else:
        pair.mentor_agreed_at = pair.mentor_agreed_at or now()
    record(session, person, "say yes", pair)
    person.news_emailed_at = None  # the answer shows that they have read the news
    if pair.mentee_agreed_at and pair.mentor_agreed_at:
        pair.state = PairState.ACTIVE
        pair.started_at = now()
        record(session, None, "begin", pair)
        queue.notify(session, pair.other_side(role).person)
    due_items.refresh(session, pair)


def say_no(
    session: AnySession,
    person: Person,
    pair: Pair,
    reason: Reason | None = None,
    words: str = "",
) -> None:
    """Close an introduction; both can be matched again, but not with each other.

    Whoever has said yes learns that it has ended, not by whom. Why is for coordinators alone.
    """
    role = role_in(pair, person)
    other = pair.other_side(role)
    _lock_introduction(session, pair)
    close(session, pair, said_by=role, closure=None)
    if reason or words:
        ban_because(session, person, pair.mentee, pair.mentor, reason, role, words, said_by=role)
    record(session, person, SAY_NO, pair)
    person.news_emailed_at = None
    if pair.has_agreed(other.role):  # and waits for an answer
        queue.notify(session, other.person)


def close(
    session: AnySession, pair: Pair, *, said_by: Role | None, closure: Closure | None
) -> None:
    """Close a pair, and suggest the two to each other never again; the caller has locked it."""
    pair.state, pair.closed_at = PairState.CLOSED, now()
    pair.closure = closure
    if closure not in (Closure.EXPECTED, Closure.EARLY):
        pair.closes_on = None  # no goodbye, so no day of one
    ban(session, pair.mentee_id, pair.mentor_id, said_by=said_by or "")
    due_items.refresh(session, pair)


def _lock_introduction(session: AnySession, pair: Pair) -> None:
    lock_pair(session, pair)
    if pair.state is not PairState.INTRODUCED:
        raise UserFacingError(_("This introduction is not waiting for an answer any more."))


def pair_counts(session: AnySession, round_id: int) -> dict[PairState, int]:
    rows = session.execute(
        select(Pair.state, func.count())
        .join(Application, Application.id == Pair.mentee_id)
        .where(Application.round_id == round_id)
        .group_by(Pair.state)
    )
    return dict(rows.tuples().all())


def role_in(pair: Pair, person: Person) -> Role:
    """Return the role of one of the two people, and refuse anybody else."""
    role = pair.role_of(person)
    if role is None:
        raise UserFacingError(_("Only the two people in a match can do this."))
    return role
