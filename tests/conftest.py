"""Fixtures for every test: an application with its own database, people, and test clients."""

import re
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection

from mentorship import clock, create_app
from mentorship.account.minimum_wait import sign_opening_time
from mentorship.config import Settings
from mentorship.extensions import Base, db, security
from mentorship.models import Application, Person, Role, Round
from mentorship.privacy import key_store
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import passwords
from mentorship.services.email import quiet_hours
from tests.factories import (
    PASSWORD,
    ApplicationTrait,
    make_application,
    make_coordinator,
    make_round,
)
from tests.page_linter import LintingClient

KEYS = Keys.generate()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        keys=KEYS,
        database_url=f"sqlite:///{tmp_path / 'test.db'}",
        key_store=tmp_path / "data-keys.db",
        queue_file=None,
        testing=True,
    )


# No test of this process needs the keys to survive a crash of the machine either.
key_store.PRAGMAS += ("synchronous = OFF",)


@event.listens_for(Engine, "connect")
def _disable_disk_sync(connection: DBAPIConnection, record: object) -> None:
    """Let SQLite leave its writes to the operating system: no test needs to survive a crash."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database with all tables: a copy takes a tenth of the time to create them."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def empty_key_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "data-keys.db"
    KeyStore(path, KEYS.master_keys).create()
    return path


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an application that the tests of a process share: most of its cost is the URL map."""
    path = tmp_path_factory.mktemp("shared") / "shared.db"
    key_store = path.with_name("data-keys.db")
    app = create_app(Settings(KEYS, f"sqlite:///{path}", key_store, queue_file=None, testing=True))
    app.test_client_class = LintingClient
    return app


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine for the database of each test: it compiles a statement once for all."""
    return create_engine(f"sqlite:///{tmp_path_factory.mktemp('none')}", hide_parameters=True)


@pytest.fixture
def emails_at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let news be sent at night too, since tests run at any hour."""
    monkeypatch.setattr(quiet_hours, "QUIET_FROM", time_of_day.max)
    monkeypatch.setattr(quiet_hours, "QUIET_UNTIL", time_of_day.min)


@pytest.fixture
def app(
    emails_at_any_hour: None,
    shared_app: Flask,
    sqlite_engine: Engine,
    settings: Settings,
    empty_database: Path,
    empty_key_store: Path,
    tmp_path: Path,
) -> Iterator[Flask]:
    """Return the shared application with a database, configuration and runtime of its own."""
    shutil.copyfile(empty_database, tmp_path / "test.db")
    config, extensions = dict(shared_app.config), dict(shared_app.extensions)
    shared_app.config.update(WTF_CSRF_ENABLED=False, SQLALCHEMY_DATABASE_URI=settings.database_url)
    shared_app.extensions["jobs"].huey.storage.flush_all()
    # The lowest cost that argon2 accepts, to keep tests fast.
    security.pwd_context.update(argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1)
    passwords.dummy_hash.cache_clear()  # cached with the cost of another application

    def connect(dialect: Any, record: Any, arguments: list[Any], options: Any) -> None:
        arguments[0] = str(tmp_path / "test.db")

    event.listen(sqlite_engine, "do_connect", connect)
    with shared_app.app_context():
        db.engines[None] = sqlite_engine
        shutil.copyfile(empty_key_store, settings.key_store)
        change_runtime(shared_app, key_store=KeyStore(settings.key_store, KEYS.master_keys))
        yield shared_app
        db.session.remove()
        db.engine.dispose()
    sqlite_engine.dispose()
    event.remove(sqlite_engine, "do_connect", connect)
    shared_app.config.clear()
    shared_app.config.update(config)
    shared_app.extensions.clear()
    shared_app.extensions.update(extensions)


def change_runtime(app: Flask, **changes: Any) -> None:
    """Replace parts or settings of an application's runtime."""
    replace(current_runtime(), **changes).init_app(app)


class MovedClock:
    """A clock that goes on from where it is moved to; the sessions of test clients do not end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._by = timedelta()
        self._monkeypatch = monkeypatch

    def forward(self, **time_passed: float) -> None:
        """Let some time pass, given as for a `timedelta`."""
        self._by += timedelta(**time_passed)
        self._move()

    def to(self, moment: datetime) -> None:
        """Go to a moment."""
        self._by = moment - datetime.now(UTC)
        self._move()

    def _move(self) -> None:
        by = self._by

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                # No moment of this class: SQLite knows none but the original.
                return datetime.fromtimestamp((datetime.now(UTC) + by).timestamp(), tz)

        self._monkeypatch.setattr(clock, "datetime", Moved)


@pytest.fixture
def moved_clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch)


class Mailbox:
    """A mail server that keeps what it is sent, for the test to read."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._sent: list[tuple[str, str, str]] = []

    def send(self, to: str, subject: str, body: str) -> None:
        self._sent.append((to, subject, body))

    def emails(self) -> list[tuple[str, str, str]]:
        """Send what waits, and return every (address, subject, body) sent so far."""
        self._app.extensions["jobs"].deliver_unsent_emails()
        return self._sent

    def link_to(self, address: str) -> str:
        """Return the path of the link in the newest email to an address."""
        newest = next(body for to, _, body in reversed(self.emails()) if to == address)
        return re.search(r"http://localhost(/\S+)", newest)[1]


@pytest.fixture
def mailbox(app: Flask) -> Mailbox:
    mailbox = Mailbox(app)
    change_runtime(app, email_server=mailbox)
    return mailbox


def email_form(address: str) -> dict[str, str]:
    """Return a form that asks for an email, as somebody sends it who opened it a minute ago."""
    return {"email": address, "opened": sign_opening_time(time.time() - 60)}


SignUp = Callable[[str], FlaskClient]


@pytest.fixture
def sign_up(app: Flask, mailbox: Mailbox) -> SignUp:
    """Return a function that creates an account by an emailed link, and returns its client."""

    def sign_up_by_email(email: str) -> FlaskClient:
        client = app.test_client()
        assert client.post("/sign-up/email", data=email_form(email)).status_code == 302
        answers = {"password": PASSWORD, "again": PASSWORD}
        assert client.post(mailbox.link_to(email), data=answers).location == "/home"
        return client

    return sign_up_by_email


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def a_round(app: Flask) -> Round:
    return make_round()


@pytest.fixture
def coordinator(app: Flask) -> Person:
    return make_coordinator()


class Applicant(Protocol):
    """Return somebody's application to the round of the test; see make_application."""

    def __call__(
        self,
        role: Role | str,
        sign_in_name: str,
        *traits: ApplicationTrait,
        capacity: int = 1,
        **answers: object,
    ) -> Application: ...


@pytest.fixture
def applicant(a_round: Round) -> Applicant:
    return partial(make_application, a_round)


SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Return a function that returns a test client signed in as a person."""

    def client_for(person: Person) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            at = int(time.time())
            session["signed_in"] = session["last_seen"] = session["password_confirmed"] = at
        return client

    return client_for


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
