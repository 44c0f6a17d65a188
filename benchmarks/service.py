"""The service in this process, on a database in a folder, for benchmarks of its pages."""

import gc
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mentorship import create_app
from mentorship.config import Settings
from mentorship.demo.invented import InventedApplication, invent_applications
from mentorship.extensions import db
from mentorship.models import COORDINATOR, MatchRun, Person, RoundState
from mentorship.privacy.keys import Keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import people, staff, two_factor
from mentorship.services.applications import round_plan, submission
from mentorship.services.applications.round_plan import RoundPlan
from mentorship.services.pairing import match_runs
from mentorship.smtp import SmtpServer


def create_service(folder: Path) -> Flask:
    """Return the service with empty tables."""
    app = service_with(settings_for(folder))
    with app.app_context():
        create_tables()
    return app


def settings_for(folder: Path) -> Settings:
    return Settings(
        keys=Keys.generate(),
        database_url=f"sqlite:///{folder / 'service.db'}",
        key_store=folder / "data-keys.db",
        queue_file=str(folder / "queue.db"),
        mail_server=SmtpServer.from_url("smtp://localhost", "thread@example.org"),
        testing=True,
    )


def service_with(settings: Settings) -> Flask:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    gc.freeze()  # as wsgi.py does
    return app


def create_tables() -> None:
    current_runtime().key_store.create()
    db.create_all()


def add_round(people_count: int) -> MatchRun:
    """Add a round of invented people, match it, and return the run."""
    run = request_run(people_count)
    match_runs.perform(db.session, run.id)
    return run


def request_run(people_count: int) -> MatchRun:
    """Add a round of invented people, and return a run that waits for a worker."""
    plan = RoundPlan(f"Round of {people_count}")
    round_ = round_plan.create(db.session, None, plan, RoundState.OPEN, demo=True)
    for number, invented in enumerate(_invented(people_count)):
        person = people.person_for(db.session, f"{people_count}-{number}@example.org")
        submission.submit(db.session, person, round_, invented.role, invented.submission)
    run = match_runs.request_run(db.session, None, round_, seed=1)
    db.session.commit()
    return run


def _invented(count: int) -> list[InventedApplication]:
    """Return invented applications in both roles, more of them than there are names."""
    rng = random.Random(1)  # noqa: S311
    invented: list[InventedApplication] = []
    while len(invented) < count:
        invented += invent_applications(rng)
    rng.shuffle(invented)
    return invented[:count]


def add_coordinator() -> Person:
    coordinator = people.person_for(db.session, "coordinator@example.org")
    staff.give_role(db.session, None, coordinator, COORDINATOR)
    coordinator.totp_secret = two_factor.new_secret()
    db.session.commit()
    return coordinator


def client_of(app: Flask, person: Person) -> FlaskClient:
    """Return a client that is signed in as a person."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
        at = int(time.time())
        session["signed_in"] = session["last_seen"] = session["password_confirmed"] = at
    return client


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """Record the SQL statements of all engines."""
    statements: list[str] = []

    def record(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", record)
