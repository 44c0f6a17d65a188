"""Background work, carried by huey. A lost task costs a few minutes, never a result.

huey keeps names and ids in a SQLite file of its own. If a worker is killed, or a task
never arrives, the rows of the database still say what is to be done, and the worker
looks for such rows every minute and when it starts.
"""

import logging
import sqlite3
from collections.abc import Callable

from flask import Flask
from huey import Huey, MemoryHuey, SqliteHuey, crontab

from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.services.accounts import people
from mentorship.services.email import queue
from mentorship.services.imports.sessions import delete_stale_sheets
from mentorship.services.pairing import match_runs

logger = logging.getLogger(__name__)


class Jobs:
    """The task queue of one application."""

    def __init__(self, app: Flask, queue_file: str | None) -> None:
        self.app = app
        self.huey: Huey = (
            MemoryHuey(results=False)
            if queue_file is None
            else SqliteHuey(filename=queue_file, results=False)
        )
        self._tasks: dict[str, Callable[[int], object]] = {
            name: self.huey.task(name=name)(task)
            for name, task in {
                "perform_run": self.perform_run,
                "deliver_letter": self.deliver_email,
            }.items()
        }
        self.huey.periodic_task(crontab(minute="*"), name="resume")(self.resume)
        self.huey.periodic_task(crontab(minute="13", hour="*"), name="tidy")(self.tidy)
        self.huey.on_startup(name="resume")(self.resume)
        app.extensions["jobs"] = self

    def send(self, task: str, row_id: int) -> None:
        try:
            self._tasks[task](row_id)
        except (OSError, sqlite3.Error) as error:
            logger.error("Could not send %s %s: %s", task, row_id, type(error).__name__)

    def perform_run(self, run_id: int) -> None:
        with self.app.app_context():
            match_runs.perform(db.session, run_id)

    def deliver_email(self, email_id: int) -> None:
        with self.app.app_context():
            queue.deliver(db.session, email_id)

    def resume(self) -> None:
        """Take up what no worker is working on."""
        with self.app.app_context():
            runs = match_runs.lapsed_runs(db.session)
            waiting = queue.unsent_emails(db.session)
        for run_id in runs:
            self.perform_run(run_id)
        for email_id in waiting:
            try:
                self.deliver_email(email_id)
            except Exception as error:  # one letter must not keep the others
                logger.error("Letter %s cannot be written: %s", email_id, type(error).__name__)

    def tidy(self) -> None:
        """Forget what has served its time."""
        with self.app.app_context():
            queue.purge_old(db.session)
            people.purge_unused(db.session)
            delete_stale_sheets(db.session)
            commit(db.session)

    def work(self) -> None:
        """Do what is sent until interrupted."""
        # Two at a time: a letter must not wait for a match run to end.
        self.huey.create_consumer(workers=2, max_delay=1.0, check_worker_health=True).run()
