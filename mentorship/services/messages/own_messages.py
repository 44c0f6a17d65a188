"""What a person sees of the messages: their threads, and what they have not opened yet."""

from typing import Any

from sqlalchemy import Select, func, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Message, Person, Thread


def threads_of(session: AnySession, person: Person) -> list[Thread]:
    """Return a person's threads, the one with the newest message first."""
    own = select(Thread).where(Thread.person_id == person.id, Thread.last_message_at.is_not(None))
    return list(session.scalars(own.order_by(Thread.last_message_at.desc(), Thread.id.desc())))


def messages_in(thread: Thread) -> Select[tuple[Message]]:
    """Return the query of a thread's messages, the newest first."""
    return select(Message).where(Message.thread_id == thread.id).order_by(Message.id.desc())


def threads_with_messages(
    session: AnySession, person: Person
) -> list[tuple[Thread, list[Message]]]:
    """Return everything that a person and the coordinators have written to each other."""
    own = select(Thread).where(Thread.person_id == person.id).order_by(Thread.id)
    return [(item, list(session.scalars(messages_in(item)))) for item in session.scalars(own)]


def count_written_to_others(session: AnySession, person: Person) -> int:
    """Count the messages of a coordinator; what they say belongs to whom they are about."""
    written = select(func.count()).where(Message.written_by == person.id, Message.by_coordinator)
    return session.scalar(written) or 0


def unread_counts(session: AnySession, person: Person) -> dict[int, int]:
    """Return how many messages a person has not opened, by the id of the thread."""
    counted = _unread(select(Message.thread_id, func.count()), person)
    return dict(session.execute(counted.group_by(Message.thread_id)).tuples().all())


def count_unread(session: AnySession, person: Person) -> int:
    """Return how many messages of coordinators a person has not opened."""
    return session.scalar(_unread(select(func.count()), person)) or 0


def mark_read(session: AnySession, thread: Thread) -> None:
    """Note that the person opens what the coordinators have written; from then on it stays."""
    unread = Message.thread_id == thread.id, Message.by_coordinator, Message.read_at.is_(None)
    session.execute(update(Message).where(*unread).values(read_at=now()))


def _unread(query: Select[Any], person: Person) -> Select[Any]:
    return (
        query.select_from(Message)
        .join(Thread, Thread.id == Message.thread_id)
        .where(Thread.person_id == person.id, Message.by_coordinator, Message.read_at.is_(None))
    )
