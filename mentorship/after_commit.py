"""Tasks for the worker that are sent once what they are about is saved.

A service adds a task to the session; committing sends it. A task is a name and an id,
never anything about a person. If sending fails, what was saved stays saved, and the
worker finds the row when it next looks for unfinished ones.
"""

from typing import Any

from sqlalchemy.orm import Session, scoped_session

from mentorship.runtime import current_runtime

PENDING_TASKS = "pending_tasks"
AnySession = Session | scoped_session[Any]


def enqueue(session: AnySession, task: str, row_id: int) -> None:
    session.info.setdefault(PENDING_TASKS, []).append((task, row_id))


def commit(session: AnySession) -> None:
    session.commit()
    for task, row_id in session.info.pop(PENDING_TASKS, []):
        current_runtime().task_queue.send(task, row_id)


def rollback(session: AnySession) -> None:
    session.info.pop(PENDING_TASKS, None)
    session.rollback()
