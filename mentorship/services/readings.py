"""Readings of people's pages, which the audit trail records before a page is shown."""

from datetime import timedelta

from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, AuditEntry, Person, Suggestion
from mentorship.services.audit import record

READ_APPLICATION = "read application"
READING_MINUTES = 30
"""How long the page can be shown again, for example after a decision, without a new entry."""

Readable = Application | Suggestion


def record_reading(session: AnySession, reader: Person, row: Readable) -> None:
    """Record that somebody opens the page of an application, or of a suggestion with its two."""
    for application in applications_shown(row):
        record(session, reader, READ_APPLICATION, application)


def is_reading(session: AnySession, reader: Person, row: Readable) -> bool:
    """Return whether somebody has opened everything that a page shows, not long ago."""
    ids = {application.id for application in applications_shown(row)}
    since = now() - timedelta(minutes=READING_MINUTES)
    opened = select(func.count(AuditEntry.subject_id.distinct())).where(
        AuditEntry.subject == Application.__tablename__,
        AuditEntry.subject_id.in_(ids),
        AuditEntry.actor_id == reader.id,
        AuditEntry.action == READ_APPLICATION,
        AuditEntry.at >= since,
    )
    return session.scalar(opened) == len(ids)


def applications_shown(row: Readable) -> tuple[Application, ...]:
    """Return the applications whose answers the page of a row shows."""
    return (row.mentee, row.mentor) if isinstance(row, Suggestion) else (row,)
