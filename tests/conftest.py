"""What every test may use: an application of its own, people, and a client that reads pages."""

import re
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection

from mentorship import create_app
from mentorship.config import Settings
from mentorship.extensions import Base, db, security
from mentorship.models import Application, Person, Role, Round
from mentorship.privacy.keys import Keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import passwords
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
        keys=KEYS, database_url=f"sqlite:///{tmp_path / 'test.db'}", queue_file=None, testing=True
    )


@event.listens_for(Engine, "connect")
def _do_not_wait_for_the_disk(connection: DBAPIConnection, record: object) -> None:
    """Let SQLite leave its writes to the operating system: no test here survives a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables: to copy it takes a tenth of making the tables anew."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def app(settings: Settings, empty_database: Path, tmp_path: Path) -> Iterator[Flask]:
    shutil.copyfile(empty_database, tmp_path / "test.db")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = LintingClient
    # As many rounds and kilobytes as argon2 takes at the least; production has many more.
    security.pwd_context.update(argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1)
    passwords.dummy_hash.cache_clear()  # another application may have made it
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def change_runtime(app: Flask, **changes: Any) -> None:
    """Run an application on other parts or settings than it was made with."""
    replace(current_runtime(), **changes).init_app(app)


class Mailbox:
    """A mail server that delivers to the test."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._sent: list[tuple[str, str, str]] = []

    def send(self, to: str, subject: str, body: str) -> None:
        self._sent.append((to, subject, body))

    def emails(self) -> list[tuple[str, str, str]]:
        """Let the worker send what waits, and return all (address, subject, text) so far."""
        self._app.extensions["jobs"].recover_stalled()
        return self._sent

    def link_to(self, address: str) -> str:
        """Return the path that the newest email to an address leads to."""
        text = next(body for to, _, body in reversed(self.emails()) if to == address)
        return re.search(r"http://localhost(/\S+)", text)[1]


@pytest.fixture
def mailbox(app: Flask) -> Mailbox:
    box = Mailbox(app)
    change_runtime(app, email_server=box)
    return box


SignUp = Callable[[str], FlaskClient]


@pytest.fixture
def sign_up(app: Flask, mailbox: Mailbox) -> SignUp:
    """Return a function that makes an account as people do: by an email with a link."""

    def signed_up(email: str) -> FlaskClient:
        client = app.test_client()
        assert client.post("/sign-up/email", data={"email": email}).status_code == 302
        answers = {"password": PASSWORD, "again": PASSWORD}
        assert client.post(mailbox.link_to(email), data=answers).location == "/home"
        return client

    return signed_up


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
    """Have somebody apply to the round of the test; see make_application."""

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
    """Return a function that gives a client in which a person is signed in."""

    def signed_in(person: Person) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["last_seen"] = session["password_confirmed"] = int(time.time())
        return client

    return signed_in


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
