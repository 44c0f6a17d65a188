"""The commands of the demonstration: what they create, print and refuse."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect

from mentorship import create_app, demo
from mentorship.after_commit import AnySession
from mentorship.cli import serving
from mentorship.demo.invented import invent_applications
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services.applications import round_plan, rounds
from mentorship.services.applications.round_plan import RoundPlan
from tests.conftest import KEYS, change_runtime

Tasks = dict[str, Callable[[], None]]


@pytest.fixture
def supervised(monkeypatch: pytest.MonkeyPatch) -> list[Tasks]:
    """Return a list that receives the tasks, which are not started."""
    calls: list[Tasks] = []
    monkeypatch.setattr(serving, "supervise", lambda **tasks: calls.append(tasks))
    return calls


@pytest.fixture
def empty_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Return the demonstration on a database without tables; ``fill`` adds one round only."""

    def fill(session: AnySession, password: str) -> None:
        round_plan.create(session, None, RoundPlan("Demonstration round"), demo=True)

    monkeypatch.setattr(demo, "fill", fill)
    KEYS.save(tmp_path / "keys.toml")
    monkeypatch.setenv("MENTORSHIP_ENV", "demo")
    monkeypatch.setenv("MENTORSHIP_KEY_FILE", str(tmp_path / "keys.toml"))
    monkeypatch.setenv("MENTORSHIP_DATABASE_URL", f"sqlite:///{tmp_path / 'data.db'}")
    monkeypatch.setenv("MENTORSHIP_KEY_STORE", str(tmp_path / "data-keys.db"))
    monkeypatch.setenv("MENTORSHIP_QUEUE_FILE", str(tmp_path / "queue.db"))
    monkeypatch.setenv("PORT", "5000")
    umask = os.umask(0o077)  # as in wsgi.py
    app = create_app()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    os.umask(umask)


def test_run_demo_migrates_fills_prints_and_serves(
    empty_demo: Flask, supervised: list[Tasks]
) -> None:
    result = empty_demo.test_cli_runner().invoke(args=["run-demo", "--port", "5099"])
    assert result.output.splitlines() == [
        "Sign in as:",
        "  coordinator   coordinator@example.org    password: common-thread-demo",
        "  colleague     colleague@example.org      password: common-thread-demo",
        "  administrator administrator@example.org  password: common-thread-demo",
        "  viewer        viewer@example.org         password: common-thread-demo",
        "  mentor        mentor@example.org         password: common-thread-demo",
        "  mentee        mentee@example.org         password: common-thread-demo",
        "Open http://localhost:5099 (Ctrl-C stops it)",
    ]
    assert [sorted(tasks) for tasks in supervised] == [["web", "worker"]]
    assert "alembic_version" in inspect(db.engine).get_table_names()
    assert [round_.name for round_ in rounds.all_rounds(db.session)] == ["Demonstration round"]


def test_links_in_email_name_the_port_that_is_served(
    empty_demo: Flask, supervised: list[Tasks], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Flask] = []

    def build() -> Flask:
        built.append(create_app())
        return built[-1]

    monkeypatch.setattr("mentorship.create_app", build)
    empty_demo.test_cli_runner().invoke(args=["serve", "--port", "5099"])
    with built[0].app_context():
        assert current_runtime().page_url("apply.welcome") == "http://localhost:5099/"


@pytest.mark.slow
def test_run_demo_again_keeps_existing_data(empty_demo: Flask, supervised: list[Tasks]) -> None:
    runner = empty_demo.test_cli_runner()
    assert runner.invoke(args=["run-demo"]).exit_code == 0
    assert runner.invoke(args=["run-demo"]).exit_code == 0
    assert len(supervised) == 2
    assert len(rounds.all_rounds(db.session)) == 1


@pytest.mark.parametrize("command", ["make-demo", "run-demo"])
def test_a_database_with_real_rounds_is_never_filled_with_invented_people(
    app: Flask, supervised: list[Tasks], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("flask_migrate.upgrade", lambda: None)  # the tables exist
    change_runtime(app, demo=True)
    runner = app.test_cli_runner()
    runner.invoke(args=["open-round", "Fall"])
    result = runner.invoke(args=[command])
    assert result.exit_code == 1
    assert "real people" in result.output
    assert db.session.query(Person).count() == 0
    assert supervised == []


@pytest.mark.parametrize("command", ["make-demo", "run-demo"])
def test_demo_commands_are_refused_in_production(
    app: Flask, supervised: list[Tasks], command: str
) -> None:
    result = app.test_cli_runner().invoke(args=[command])
    assert result.exit_code == 1
    assert "MENTORSHIP_ENV=demo" in result.output
    assert supervised == []


def test_invented_people_have_addresses_of_a_domain_that_no_example_uses(app: Flask) -> None:
    domains = {
        application.email.partition("@")[2]
        for application in invent_applications(random.Random(1))  # noqa: S311
    }
    assert domains == {"demonstration.example.org"}
