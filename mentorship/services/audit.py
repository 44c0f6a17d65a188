"""The audit trail: who did what. It holds ids only, so that it can be kept and shown."""

from collections.abc import Collection, Mapping
from typing import Protocol

from mentorship.after_commit import AnySession
from mentorship.models import AuditEntry, Person
from mentorship.services.audit_chain import Erasure, link_at_commit

ERASE = "erase"


class Auditable(Protocol):
    """A row that an audit entry can be about."""

    __tablename__: str
    id: int


def record(session: AnySession, actor: Person | None, action: str, subject: Auditable) -> None:
    session.flush()
    entry = AuditEntry(
        actor_id=actor.id if actor else None,
        action=action,
        subject=subject.__tablename__,
        subject_id=subject.id,
    )
    session.add(entry)
    link_at_commit(session, entry)


def record_erasure(
    session: AnySession, person: Person, rows: Mapping[str, Collection[int]]
) -> None:
    """Record that a person is erased; at the commit, the entries about these rows go.

    Of what they did to rows of others, the entry stays, without who did it.
    """
    session.flush()
    entry = AuditEntry(action=ERASE, subject=person.__tablename__, subject_id=person.id)
    session.add(entry)
    link_at_commit(session, entry, Erasure(rows))
