"""What happened to somebody: their applications, suggestions, conversations and matches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    AuditEntry,
    Conversation,
    Correction,
    Note,
    Pair,
    Person,
    Suggestion,
)
from mentorship.services.applications.submission import applications_of
from mentorship.services.pairs.pairs import pairs_of

MAX_EVENTS = 100


@dataclass(frozen=True)
class Event:
    """One action: when, what, and by whom; None if nobody did it, or whoever did has left."""

    at: datetime
    action: str
    actor: Person | None


def history_of(
    session: AnySession, reader: Person, person: Person, actions: Collection[str]
) -> list[Event]:
    """Return the newest events of some kinds, the latest first, those of merged accounts too.

    Whoever was in a match with the person reads nothing of it: nobody is told who ended one.
    """
    about = [
        and_(AuditEntry.subject == table, AuditEntry.subject_id.in_(ids))
        for table, ids in _readable_rows(session, reader, person).items()
        if ids
    ]
    newest = (
        select(AuditEntry, Person)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(or_(*about), AuditEntry.action.in_(actions))
        .order_by(AuditEntry.id.desc())
        .limit(MAX_EVENTS)
    )
    own = person.ids_in_trail()
    return [
        Event(entry.at, entry.action, person if entry.actor_id in own else actor)
        for entry, actor in session.execute(newest)
    ]


def _readable_rows(session: AnySession, reader: Person, person: Person) -> dict[str, set[int]]:
    rows = _rows_about(session, person)
    if reader.id != person.id:
        rows[Pair.__tablename__] -= {pair.id for pair in pairs_of(session, reader)}
    return rows


def _rows_about(session: AnySession, person: Person) -> dict[str, set[int]]:
    own = [item.id for item in applications_of(session, person)]
    rows: dict[str, set[int]] = {
        Person.__tablename__: {person.id},
        Application.__tablename__: set(own),
        **{
            table.__tablename__: set(
                session.scalars(
                    select(table.id).where(or_(table.mentee_id.in_(own), table.mentor_id.in_(own)))
                )
            )
            for table in (Suggestion, Pair, Conversation)
        },
        **{
            table.__tablename__: set(
                session.scalars(select(table.id).where(table.application_id.in_(own)))
            )
            for table in (Note, Correction)
        },
    }
    return {name: ids | person.merged_ids(name) for name, ids in rows.items()}
