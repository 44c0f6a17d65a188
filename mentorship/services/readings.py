"""Readings of people's pages, which the audit trail records before a page is shown."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import (
    Application,
    AuditEntry,
    Conversation,
    MatchRun,
    Pair,
    Person,
    Suggestion,
)
from mentorship.services.audit import record

READ_APPLICATION = "read application"
READ_NAMES = "read names"
READING_MINUTES = 30
"""How long the page can be shown again, for example after a decision, without a new entry."""

Readable = Application | Suggestion | Conversation | Pair


def record_reading(session: AnySession, reader: Person, row: Readable) -> None:
    """Record that somebody opens the page of an application, or of two people together."""
    for application in applications_shown(row):
        record(session, reader, READ_APPLICATION, application)


def is_reading(session: AnySession, reader: Person, row: Readable) -> bool:
    """Return whether somebody has opened everything that a page shows, not long ago."""
    return _was_recorded(session, reader, READ_APPLICATION, applications_shown(row))


def record_names(session: AnySession, reader: Person, runs: Iterable[MatchRun]) -> None:
    """Record that somebody has a page of match runs show the names of the people that it counts."""
    for run in runs:
        record(session, reader, READ_NAMES, run)


def reads_names(session: AnySession, reader: Person, runs: Sequence[MatchRun]) -> bool:
    """Return whether the names of the people in match runs are shown to somebody, as recorded."""
    return _was_recorded(session, reader, READ_NAMES, runs)


def _was_recorded(
    session: AnySession, reader: Person, action: str, rows: Sequence[Application | MatchRun]
) -> bool:
    """Return whether an action about each of some rows of a table was recorded not long ago."""
    ids = {row.id for row in rows}
    since = now() - timedelta(minutes=READING_MINUTES)
    opened = select(func.count(AuditEntry.subject_id.distinct())).where(
        AuditEntry.subject == rows[0].__tablename__,
        AuditEntry.subject_id.in_(ids),
        AuditEntry.actor_id == reader.id,
        AuditEntry.action == action,
        AuditEntry.at >= since,
    )
    return session.scalar(opened) == len(ids)


def applications_shown(row: Readable) -> tuple[Application, ...]:
    """Return the applications whose answers the page of a row shows."""
    return (row,) if isinstance(row, Application) else (row.mentee, row.mentor)
