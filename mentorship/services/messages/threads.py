"""Write into a thread, from either side; take back what has not been opened.

Every message changes its thread's row first, in one UPDATE. So two who write at once do so one
after the other, and a coordinator who answers has read the last message.
"""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Concern, Message, Person, Thread
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.insertion import insert_if_absent
from mentorship.services.messages.assignment import assign_automatically, take_if_unassigned
from mentorship.services.messages.completion import reopen_concern
from mentorship.services.messages.readers import readers_of

MAX_MESSAGE_LENGTH = 4000
"""Characters of one message."""
DOUBLE_TAP = timedelta(minutes=1)


def thread_with_id(session: AnySession, thread_id: int) -> Thread | None:
    return session.get(Thread, thread_id)


def thread_of(session: AnySession, person: Person) -> Thread | None:
    """Return a person's thread with the coordinators, None if nobody has written yet."""
    own = select(Thread).where(Thread.person_id == person.id, Thread.concern_id.is_(None))
    return session.scalar(own)


def open_thread(session: AnySession, person: Person, concern: Concern | None = None) -> Thread:
    """Return a person's thread with the coordinators, or that of their concern; make it if need be.

    Two who write at once make one, by a unique index.
    """
    session.flush()
    concern_id = None if concern is None else concern.id
    insert_if_absent(session, Thread, person_id=person.id, concern_id=concern_id)
    own = select(Thread).where(Thread.person_id == person.id)
    return session.scalars(own.where(Thread.concern_id.is_not_distinct_from(concern_id))).one()


def open_for_concern(session: AnySession, concern: Concern, *, urgent: bool) -> Thread:
    """Open the thread of a new concern, which is its first message, and tell the coordinators."""
    thread = open_thread(session, concern.writer, concern)
    at = now()
    _update(session, thread, last_message_at=at, waits_since=at, is_urgent=urgent)
    tell_coordinators(session, thread)
    return thread


def write_to(session: AnySession, author: Person | None, person: Person, text: str) -> Message:
    """Write to a person for the coordinators, and tell them that there is something new.

    It answers nothing: what they asked before still waits. The same text sent twice at once is
    written once.
    """
    thread = open_thread(session, person)
    _update(session, thread, last_message_at=now())
    latest = _latest(session, thread)
    if latest is not None and author is not None and is_double_tap(latest, author, text):
        return latest
    take_if_unassigned(session, thread, author)
    message = _add(session, thread, author, text, by_coordinator=True)
    record(session, author, "write message", message)
    queue.notify(session, person)
    return message


def answer(session: AnySession, author: Person, thread: Thread, text: str) -> Message:
    """Answer what a person wrote; refused if they have written more meanwhile."""
    expected = Thread.last_message_at.is_not_distinct_from(thread.last_message_at)
    statement = update(Thread).where(Thread.id == thread.id, expected)
    answered = statement.values(last_message_at=now(), waits_since=None, is_urgent=False)
    if session.scalar(answered.returning(Thread.id)) is None:
        raise UserFacingError(_("There is a newer message. Please read it before you answer."))
    session.refresh(thread)
    take_if_unassigned(session, thread, author)
    message = _add(session, thread, author, text, by_coordinator=True)
    record(session, author, "answer", message)
    queue.notify(session, thread.person)
    return message


def ask(
    session: AnySession, person: Person, thread: Thread, text: str, *, urgent: bool = False
) -> Message:
    """Write to the coordinators; the same text sent twice at once is written once."""
    at = now()
    waits_since = func.coalesce(Thread.waits_since, at)
    values = {"last_message_at": at, "waits_since": waits_since, "done_at": None}
    _update(session, thread, **values, **({"is_urgent": True} if urgent else {}))
    latest = _latest(session, thread)
    if latest is not None and is_double_tap(latest, person, text):
        return latest
    message = _add(session, thread, person, text, by_coordinator=False)
    record(session, person, "ask", message)
    reopen_concern(thread)
    tell_coordinators(session, thread)
    return message


def tell_coordinators(session: AnySession, thread: Thread) -> None:
    """Assign a thread, and email whoever has it; all who may read it if it cannot wait."""
    assign_automatically(session, thread)
    cannot_wait = thread.is_urgent or thread.concern_id is not None
    readers = readers_of(session, thread)
    for reader in readers:
        is_told = cannot_wait or reader.id == thread.assigned_to
        if is_told and reader.can_be_read():
            queue.notify(session, reader, urgent=cannot_wait)


def own_message(
    session: AnySession, author: Person, thread: Thread, message_id: int
) -> Message | None:
    """Return a message of a thread, if this coordinator wrote it."""
    own = Message.id == message_id, Message.thread_id == thread.id
    return session.scalar(select(Message).where(*own, Message.written_by == author.id))


def take_back(session: AnySession, actor: Person, message: Message) -> bool:
    """Delete a coordinator's message unless the person has opened it; return whether it is gone."""
    thread = message.thread
    unread = delete(Message).where(
        Message.id == message.id, Message.by_coordinator, Message.read_at.is_(None)
    )
    if session.scalar(unread.returning(Message.id)) is None:
        return False
    rest = select(func.max(Message.created_at)).where(Message.thread_id == thread.id)
    _update(session, thread, last_message_at=rest.scalar_subquery())
    record(session, actor, "take back message", thread)
    return True


def _update(session: AnySession, thread: Thread, **values: object) -> None:
    session.execute(update(Thread).where(Thread.id == thread.id).values(**values))
    session.refresh(thread)


def _add(
    session: AnySession, thread: Thread, author: Person | None, text: str, *, by_coordinator: bool
) -> Message:
    message = Message(thread=thread, writer=author, text=text, by_coordinator=by_coordinator)
    session.add(message)
    session.flush()
    return message


def _latest(session: AnySession, thread: Thread) -> Message | None:
    newest_first = select(Message).where(Message.thread_id == thread.id).order_by(Message.id.desc())
    return session.scalar(newest_first.limit(1))


def is_double_tap(message: Message, person: Person, text: str) -> bool:
    """Return whether somebody sends once more what they have just written."""
    is_recent = message.created_at > now() - DOUBLE_TAP
    return is_recent and message.written_by == person.id and message.text == text
