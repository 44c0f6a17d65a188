"""Mark a thread as done and open it again; that of a concern, together with the concern."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Concern, Message, Person, Thread
from mentorship.services.audit import record


def mark_done(session: AnySession, actor: Person, thread: Thread) -> None:
    """Note that nothing more is to be done; refused if the person has written meanwhile."""
    unchanged = Thread.last_message_at.is_not_distinct_from(thread.last_message_at)
    closed = update(Thread).where(Thread.id == thread.id, Thread.done_at.is_(None), unchanged)
    values = {"done_at": now(), "waits_since": None, "is_urgent": False}
    if session.scalar(closed.values(**values).returning(Thread.id)) is None:
        raise UserFacingError(newer_message())
    session.refresh(thread)
    if thread.concern is not None:
        _mark_concern_done(session, actor, thread.concern)
    record(session, actor, "mark thread done", thread)


def mark_several_done(
    session: AnySession, actor: Person, threads: Iterable[Thread], shown_at: datetime
) -> int:
    """Mark threads as done in which nobody has written since they were shown; return how many.

    A concern is never done unread: its thread is marked on its own page.
    """
    count = 0
    for thread in threads:
        is_unchanged = thread.last_message_at is None or thread.last_message_at <= shown_at
        if thread.concern_id is None and thread.done_at is None and is_unchanged:
            with suppress(UserFacingError):  # somebody writes, or marks it, at this moment
                mark_done(session, actor, thread)
                count += 1
    return count


def mark_concern_done(session: AnySession, actor: Person, concern: Concern) -> None:
    """Note that a concern is taken care of, and so its thread is done.

    Refused if its writer has written more, which the list of concerns does not show.
    """
    unanswered = exists().where(
        Message.thread_id == Thread.id,
        Message.by_coordinator.is_(False),
        Message.created_at >= Thread.waits_since,
    )
    closed = update(Thread).where(Thread.concern_id == concern.id, ~unanswered)
    values = {"done_at": now(), "waits_since": None, "is_urgent": False}
    if session.scalar(closed.values(**values).returning(Thread.id)) is None:
        raise UserFacingError(newer_message())
    _mark_concern_done(session, actor, concern)


def reopen(session: AnySession, actor: Person, thread: Thread) -> None:
    """Undo that a thread was marked as done."""
    closed = update(Thread).where(Thread.id == thread.id, Thread.done_at.is_not(None))
    if session.scalar(closed.values(done_at=None).returning(Thread.id)) is None:
        raise UserFacingError(_("This is open already."))
    session.refresh(thread)
    reopen_concern(thread)
    record(session, actor, "reopen thread", thread)


def reopen_concern(thread: Thread) -> None:
    """Put the concern of a thread that is open again back on the list of what waits."""
    if thread.concern is not None:
        thread.concern.done_at = thread.concern.done_by = None


def newer_message() -> str:
    return _("There is a newer message. Please read it before you go on.")


def _mark_concern_done(session: AnySession, actor: Person, concern: Concern) -> None:
    concern.done_at, concern.done_by = now(), actor.id
    record(session, actor, "mark concern done", concern)
