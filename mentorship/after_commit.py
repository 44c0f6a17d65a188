"""Work that leaves for the background, but only once what it speaks of is saved.

A service leaves a task with the session; committing sends it. A task is a name and an
id, never anything about a person. If sending fails, what was saved stays saved, and
the worker's own rounds find it later.
"""

from typing import Any, Protocol

from flask import current_app
from sqlalchemy.orm import Session, scoped_session

OUTBOX = "after_commit"
AnySession = Session | scoped_session[Any]


class Queue(Protocol):
    def send(self, task: str, row_id: int) -> None:
        """Hand a task to the worker; a failure is logged, never raised."""


def enqueue(session: AnySession, task: str, row_id: int) -> None:
    session.info.setdefault(OUTBOX, []).append((task, row_id))


def commit(session: AnySession) -> None:
    session.commit()
    queue: Queue = current_app.extensions["jobs"]
    for task, row_id in session.info.pop(OUTBOX, []):
        queue.send(task, row_id)


def rollback(session: AnySession) -> None:
    session.info.pop(OUTBOX, None)
    session.rollback()
