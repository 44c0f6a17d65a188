"""Put what both accounts of one person wrote to the coordinators into one thread."""

from collections.abc import Iterable
from datetime import datetime

from mentorship.after_commit import AnySession
from mentorship.models import Person, Thread
from mentorship.services.merging.references import move_references
from mentorship.services.messages.threads import thread_of


def merge_threads(session: AnySession, kept: Person, merged: Person) -> None:
    """Move the other account's messages into the kept one's thread, if both have one.

    The thread of a concern stays by itself: not every coordinator may read it.
    """
    thread, other = thread_of(session, kept), thread_of(session, merged)
    if thread is None or other is None:
        return
    move_references(session, Thread.__tablename__, other.id, thread.id)
    thread.is_urgent = thread.is_urgent or other.is_urgent
    thread.assigned_to = thread.assigned_to or other.assigned_to
    thread.waits_since = min(_times(thread.waits_since, other.waits_since), default=None)
    thread.last_message_at = max(
        _times(thread.last_message_at, other.last_message_at), default=None
    )
    if thread.done_at is None or other.done_at is None:
        thread.done_at = None
    session.delete(other)
    session.flush()


def _times(*times: datetime | None) -> Iterable[datetime]:
    return (at for at in times if at is not None)
