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

from mentorship.extensions import db
from mentorship.services import match_runs

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
            "perform_run": self.huey.task(name="perform_run")(self.perform_run)
        }
        self.huey.periodic_task(crontab(minute="*"), name="resume")(self.resume)
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

    def resume(self) -> None:
        """Take up what no worker is working on."""
        with self.app.app_context():
            waiting = match_runs.lapsed_runs(db.session)
        for run_id in waiting:
            self.perform_run(run_id)

    def work(self) -> None:
        """Do what is sent until interrupted."""
        self.huey.create_consumer(workers=1, check_worker_health=True).run()
