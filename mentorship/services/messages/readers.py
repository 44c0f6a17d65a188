"""Which coordinators may read a thread: not one who is, or was, matched with whoever writes.

People must be able to tell the coordinators about their match, also if the other person in it is a
coordinator. A concern is hidden from both people in the match that it is about; what somebody
writes otherwise, from everybody whom they were ever introduced to. Nobody answers themselves.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import Application, Concern, Pair, Person, Thread
from mentorship.services.accounts import staff


def may_read(session: AnySession, reader: Person, thread: Thread) -> bool:
    """Return whether a coordinator may read a thread."""
    readable = select(Thread.id).where(Thread.id == thread.id, is_readable_by(reader))
    return session.scalar(readable) is not None


def is_readable_by(reader: Person) -> ColumnElement[bool]:
    """Return the condition on a thread that a coordinator may read it."""
    own = select(Application.id).where(Application.person_id == reader.id)
    own_pairs = select(Pair.id).where(or_(Pair.mentee_id.in_(own), Pair.mentor_id.in_(own)))
    for_reader = or_(Concern.pair_id.is_(None), Concern.pair_id.not_in(own_pairs))
    return and_(
        Thread.person_id != reader.id,
        or_(
            Thread.concern_id.in_(select(Concern.id).where(for_reader)),
            and_(Thread.concern_id.is_(None), Thread.person_id.not_in(_partners_of(reader.id))),
        ),
    )


def readers_of(session: AnySession, thread: Thread) -> list[Person]:
    """Return the coordinators who may read a thread, in the order in which they came."""
    if thread.concern is None:
        return readers_of_questions(session, thread.person)
    return readers_of_concern(session, thread.person, thread.concern.pair)


def readers_of_questions(session: AnySession, person: Person) -> list[Person]:
    """Return the coordinators who may read what a person asks."""
    partners = session.scalars(_partners_of(person.id))
    return _coordinators(session, hidden_from={person.id, *partners})


def was_introduced(session: AnySession, reader: Person, people: Collection[int]) -> bool:
    """Return whether a coordinator is one of some people, or was ever introduced to one."""
    if reader.id in people:
        return True
    partners = _partners_of(reader.id).where(Application.person_id.in_(people))
    return session.scalar(partners.limit(1)) is not None


def readers_of_concern(session: AnySession, person: Person, pair: Pair | None) -> list[Person]:
    """Return the coordinators who may read what a person writes about a match of theirs."""
    both = set() if pair is None else {pair.mentee.person_id, pair.mentor.person_id}
    return _coordinators(session, hidden_from=both | {person.id})


def _coordinators(session: AnySession, *, hidden_from: set[int]) -> list[Person]:
    return [item for item in staff.coordinators(session) if item.id not in hidden_from]


def _partners_of(person_id: int) -> Select[tuple[int]]:
    """Return the query of the people whom somebody was ever introduced to."""
    own = select(Application.id).where(Application.person_id == person_id)
    with_own = or_(
        and_(Pair.mentee_id == Application.id, Pair.mentor_id.in_(own)),
        and_(Pair.mentor_id == Application.id, Pair.mentee_id.in_(own)),
    )
    return select(Application.person_id).join(Pair, with_own)
