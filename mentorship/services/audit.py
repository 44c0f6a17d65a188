"""The audit log: who did what. It holds ids only, so that it can be kept and shown."""

from typing import Protocol

from mentorship.after_commit import AnySession
from mentorship.models import AuditEntry, Person


class Auditable(Protocol):
    """A row that an audit entry can be about."""

    __tablename__: str
    id: int


def record(session: AnySession, actor: Person | None, action: str, subject: Auditable) -> None:
    session.flush()
    session.add(
        AuditEntry(
            actor_id=actor.id if actor else None,
            action=action,
            subject=subject.__tablename__,
            subject_id=subject.id,
        )
    )
