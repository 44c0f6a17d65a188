"""The coordinators' inbox: which threads there are, in the order in which to answer them."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager, selectinload

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState, Message, Person, Thread
from mentorship.services.messages.readers import is_readable_by
from mentorship.services.name_search import name_matcher


class Part(enum.StrEnum):
    """A part of the inbox, as its URL names it."""

    WAITING = "waiting"
    MINE = "mine"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class InboxRow:
    """A thread in the inbox: with whom, and what was written last."""

    thread: Thread
    application: Application | None
    latest: Message | None = field(repr=False)


def threads_in(reader: Person, part: Part) -> Select[tuple[Thread]]:
    """Return the query of a part's threads: urgent first, then concerns, then who waits longest."""
    is_in_part = _conditions(reader)[part]
    return (
        select(Thread)
        .where(_is_shown_to(reader), is_in_part)
        .options(selectinload(Thread.assignee), selectinload(Thread.concern))
        .order_by(
            Thread.is_urgent.desc(),
            Thread.waits_since.is_(None),
            Thread.concern_id.is_(None),
            Thread.waits_since,
            Thread.last_message_at.desc(),
            Thread.id,
        )
    )


def threads_named(session: AnySession, reader: Person, part: Part, name: str) -> list[Thread]:
    """Return a part's threads with people whose name has these words, in any script.

    Names are sealed, so this opens those of everybody in the part.
    """
    threads = session.scalars(threads_in(reader, part)).all()
    applications = newest_applications(session, {thread.person_id for thread in threads})
    profiles = {person_id: item.profile for person_id, item in applications.items()}
    is_found = name_matcher(name)
    found = {
        person_id
        for person_id, profile in profiles.items()
        if profile.can_be_read() and is_found(profile.name)
    }
    return [thread for thread in threads if thread.person_id in found]


def counts(session: AnySession, reader: Person) -> dict[Part, int]:
    """Return how many threads each part has."""
    conditions = _conditions(reader)
    columns = [func.count(case((conditions[part], 1))) for part in Part]
    row = session.execute(select(*columns).where(_is_shown_to(reader))).one()
    return dict(zip(Part, row, strict=True))


def next_waiting(session: AnySession, reader: Person, after: Thread) -> Thread | None:
    """Return the thread to answer next, other than the one that is open."""
    waiting = threads_in(reader, Part.WAITING).where(Thread.id != after.id)
    return session.scalar(waiting.limit(1))


def other_threads(session: AnySession, reader: Person, thread: Thread) -> list[Thread]:
    """Return the other threads with the same person that a coordinator may read."""
    others = select(Thread).where(
        _is_shown_to(reader), Thread.person_id == thread.person_id, Thread.id != thread.id
    )
    return list(session.scalars(others.order_by(Thread.id)))


def waits(message: Message) -> bool:
    """Return whether a person wrote a message that no coordinator has answered yet."""
    since = message.thread.waits_since
    return not message.by_coordinator and since is not None and message.created_at >= since


def rows(session: AnySession, threads: Sequence[Thread]) -> list[InboxRow]:
    """Return threads with their people and newest messages, in a constant number of queries."""
    applications = newest_applications(session, {thread.person_id for thread in threads})
    newest = _newest_messages(session, threads)
    return [
        InboxRow(thread, applications.get(thread.person_id), newest.get(thread.id))
        for thread in threads
    ]


def newest_applications(session: AnySession, person_ids: Iterable[int]) -> dict[int, Application]:
    """Return each person's newest application that was ever sent, with its profile loaded."""
    is_sent = Application.state != ApplicationState.DRAFT
    sent = (
        select(Application)
        .join(Application.profile)
        .options(contains_eager(Application.profile))
        .where(Application.person_id.in_(person_ids), is_sent)
        .order_by(Application.id)
    )
    return {application.person_id: application for application in session.scalars(sent)}


def _newest_messages(session: AnySession, threads: Sequence[Thread]) -> dict[int, Message]:
    ids = [thread.id for thread in threads]
    newest = select(func.max(Message.id)).where(Message.thread_id.in_(ids))
    messages = select(Message).where(Message.id.in_(newest.group_by(Message.thread_id)))
    return {message.thread_id: message for message in session.scalars(messages)}


def _is_shown_to(reader: Person) -> ColumnElement[bool]:
    return is_readable_by(reader) & Thread.last_message_at.is_not(None)


def _conditions(reader: Person) -> dict[Part, ColumnElement[bool]]:
    is_open = Thread.done_at.is_(None)
    return {
        Part.WAITING: Thread.waits_since.is_not(None),
        Part.MINE: is_open & (Thread.assigned_to == reader.id),
        Part.OPEN: is_open,
        Part.DONE: ~is_open,
    }
