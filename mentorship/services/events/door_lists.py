"""The list for the door: the aliases of those who are going, and nothing else."""

from datetime import timedelta

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.collation import collation_key
from mentorship.models import AuditEntry, Event, EventSignUp, Person, SignUpState
from mentorship.services.applications.programme_members import are_members
from mentorship.services.audit import record
from mentorship.services.readings import READING_MINUTES

READ_DOOR_LIST = "read door list"


def record_reading(session: AnySession, reader: Person, event: Event) -> None:
    """Record that somebody opens the list of an event, before it is shown."""
    record(session, reader, READ_DOOR_LIST, event)


def is_reading(session: AnySession, reader: Person, event: Event) -> bool:
    """Return whether somebody has opened the list of an event, not long ago."""
    since = now() - timedelta(minutes=READING_MINUTES)
    opened = select(AuditEntry.id).where(
        AuditEntry.subject == Event.__tablename__,
        AuditEntry.subject_id == event.id,
        AuditEntry.actor_id == reader.id,
        AuditEntry.action == READ_DOOR_LIST,
        AuditEntry.at >= since,
    )
    return session.scalar(opened.limit(1)) is not None


def door_list(session: AnySession, event: Event) -> list[str]:
    """Return the aliases of the members who are going, in alphabetical order.

    Two people may have chosen the same one: it is there as often as it is called out.
    """
    is_going = EventSignUp.event_id == event.id, EventSignUp.state == SignUpState.GOING
    members = select(EventSignUp).join(EventSignUp.person).where(*is_going, are_members())
    going = session.scalars(members).all()
    return sorted((item.alias for item in going if item.can_be_read()), key=collation_key)
