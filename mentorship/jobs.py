"""The background jobs and their task queue (huey).

The queue, a SQLite file of its own, holds task names and row ids. The database is the source of
truth: if a worker is killed or a task is lost, the rows still record what is to be done, and the
worker looks for such rows when it starts and every minute.
"""

import logging
import sqlite3
from collections.abc import Callable

from flask import Flask
from huey import Huey, MemoryHuey, SqliteHuey, crontab

from mentorship.after_commit import commit, truncate_write_ahead_log
from mentorship.extensions import db
from mentorship.services import caseload, unsent_forms
from mentorship.services.accounts import rate_limits, used_tokens
from mentorship.services.board import reasons
from mentorship.services.email import queue
from mentorship.services.erased_data import erase_restored, finish_destruction
from mentorship.services.events import closing as event_closing
from mentorship.services.events import sign_ups
from mentorship.services.groups import expiring as group_expiry
from mentorship.services.imports.sessions import delete_stale_uploads
from mentorship.services.match_support import due_items, reminders
from mentorship.services.messages import broadcasts
from mentorship.services.messages.assignment import assign_all
from mentorship.services.pairing import match_runs
from mentorship.services.pairs import erased_pairs
from mentorship.services.resources import resource_imports
from mentorship.services.run_analysis import analyze

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
                "execute_match_run": self.execute_match_run,
                "explain_suggestions": self.explain_suggestions,
                "analyze_match_run": self.analyze_match_run,
                "deliver_email": self.deliver_email,
                "send_broadcast": self.send_broadcast,
            }.items()
        }
        every_minute, every_hour = crontab(minute="*"), crontab(minute="13", hour="*")
        self.huey.periodic_task(every_minute)(self.recover_stalled)
        self.huey.periodic_task(every_minute)(self.assign_threads)
        self.huey.periodic_task(every_minute)(self.purge_unsent_forms)
        self.huey.periodic_task(every_hour)(self.purge_expired)
        self.huey.periodic_task(every_hour)(self.send_reminders)
        self.huey.on_startup()(self.recover_stalled)
        self.huey.on_startup()(self.explain_unexplained)
        app.extensions["jobs"] = self

    def send(self, task: str, row_id: int) -> None:
        try:
            self._tasks[task](row_id)
        except (OSError, sqlite3.Error) as error:
            logger.error("Could not send %s %s: %s", task, row_id, type(error).__name__)

    def execute_match_run(self, run_id: int) -> None:
        with self.app.app_context():
            match_runs.perform(db.session, run_id)

    def explain_suggestions(self, run_id: int) -> None:
        with self.app.app_context():
            reasons.explain_suggestions(db.session, run_id)

    def explain_unexplained(self) -> None:
        """Write the reasons that an earlier worker has left unwritten."""
        with self.app.app_context():
            run_ids = reasons.runs_without_reasons(db.session)
        for run_id in run_ids:
            self.explain_suggestions(run_id)

    def analyze_match_run(self, run_id: int) -> None:
        with self.app.app_context():
            analyze.perform(db.session, run_id)

    def deliver_email(self, email_id: int) -> None:
        with self.app.app_context():
            queue.deliver(db.session, email_id)

    def send_broadcast(self, broadcast_id: int) -> None:
        with self.app.app_context():
            broadcasts.send(db.session, broadcast_id)

    def recover_stalled(self) -> None:
        """Do the work that no worker has claimed: runs without a lease, what was not sent.

        What is due for pairs is brought up to date first, after a change of the rules.
        """
        with self.app.app_context():
            due_items.refresh_outdated(db.session)
            run_ids = match_runs.stalled_runs(db.session)
            broadcast_ids = broadcasts.unfinished(db.session)
        for run_id in run_ids:
            self.execute_match_run(run_id)
        for broadcast_id in broadcast_ids:
            self.send_broadcast(broadcast_id)
        self.deliver_unsent_emails()
        self.analyze_match_runs()

    def analyze_match_runs(self) -> None:
        with self.app.app_context():
            run_ids = analyze.unfinished(db.session)
        for run_id in run_ids:
            self.analyze_match_run(run_id)

    def deliver_unsent_emails(self) -> None:
        with self.app.app_context():
            email_ids = queue.unsent_emails(db.session)
        for email_id in email_ids:
            try:
                self.deliver_email(email_id)
            except Exception as error:  # one email must not hold up the others
                logger.error("Email %s cannot be rendered: %s", email_id, type(error).__name__)

    def send_reminders(self) -> None:
        with self.app.app_context():
            reminders.send_due(db.session)

    def assign_threads(self) -> None:
        """Give what a coordinator who has left looked after to those who are here."""
        with self.app.app_context():
            caseload.release_lost(db.session)
            assign_all(db.session)
            commit(db.session)

    def purge_unsent_forms(self) -> None:
        """Delete forms after an hour, as people are told: the hourly purge may come later."""
        with self.app.app_context():
            unsent_forms.purge_expired(db.session)
            commit(db.session)

    def end_group_memberships(self) -> None:
        """Delete requests that no lead answers; remove who does not take part any more.

        Each step is committed before the next: it locks people first, and groups after them.
        """
        with self.app.app_context():
            for step in (
                group_expiry.delete_unanswered_requests,
                group_expiry.note_former_participants,
                group_expiry.remove_former_participants,
            ):
                step(db.session)
                commit(db.session)

    def purge_expired(self) -> None:
        """Delete what has passed its retention period."""
        self.purge_unsent_forms()
        with self.app.app_context():
            queue.purge_old(db.session)
            erased_pairs.purge_old(db.session)
            used_tokens.purge_expired(db.session)
            rate_limits.purge_expired(db.session)
            delete_stale_uploads(db.session)
            broadcasts.purge_old(db.session)
            resource_imports.purge_old(db.session)
            sign_ups.give_up_of_former_members(db.session)
            event_closing.close_old(db.session)
            event_closing.delete_old_drafts(db.session)
            commit(db.session)
            finish_destruction(db.session)
            erase_restored(db.session)
            commit(db.session)
            truncate_write_ahead_log(db.session)
        self.end_group_memberships()  # last: it waits for others, as keys that are due do not

    def run_worker(self) -> None:
        """Run queued and periodic tasks until interrupted."""
        # Three threads: an email must not wait for a match run to end, nor for its analysis.
        self.huey.create_consumer(workers=3, max_delay=1.0, check_worker_health=True).run()
