"""Writing down who did what: ids alone, so that the record can be kept and shown."""

from typing import Protocol

from mentorship.after_commit import AnySession
from mentorship.models import AuditEntry, Person


class Recorded(Protocol):
    __tablename__: str
    id: int


def record(session: AnySession, actor: Person | None, action: str, subject: Recorded) -> None:
    session.flush()
    session.add(
        AuditEntry(
            actor_id=actor.id if actor else None,
            action=action,
            subject=subject.__tablename__,
            subject_id=subject.id,
        )
    )
