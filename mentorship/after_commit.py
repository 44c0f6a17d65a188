"""What follows a commit: tasks for the worker, and the removal of what was erased.

A service adds a task to the session; committing sends it. A task is a name and an id,
never anything about a person. If sending fails, what was saved stays saved, and the
worker finds the row when it next looks for unfinished ones.
"""

from typing import Any

from sqlalchemy.orm import Session, scoped_session

from mentorship.runtime import current_runtime

PENDING_TASKS = "pending_tasks"
ERASED = "erased"
AnySession = Session | scoped_session[Any]


def enqueue(session: AnySession, task: str, row_id: int) -> None:
    session.info.setdefault(PENDING_TASKS, []).append((task, row_id))


def erase_after_commit(session: AnySession) -> None:
    """Have the commit remove deleted rows from SQLite's write-ahead log too."""
    session.info[ERASED] = True


def commit(session: AnySession) -> None:
    session.commit()
    if session.info.pop(ERASED, False):
        truncate_write_ahead_log(session)
    for task, row_id in session.info.pop(PENDING_TASKS, []):
        current_runtime().task_queue.send(task, row_id)


def truncate_write_ahead_log(session: AnySession) -> None:
    """Move SQLite's write-ahead log into the database, where deleted rows are overwritten.

    While somebody else reads, this waits, and in the end leaves it to the next time. PostgreSQL
    has no such statement: there what is deleted is unreadable because its key is destroyed.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    session.rollback()


def rollback(session: AnySession) -> None:
    session.info.pop(PENDING_TASKS, None)
    session.info.pop(ERASED, None)
    session.rollback()
