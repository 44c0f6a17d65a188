"""gunicorn in production mode: what it answers, logs and leaves behind when things go wrong."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from mentorship.config import ROOT
from tests.architecture.test_response_headers import EXPECTED, NO_STORE
from tests.conftest import free_port
from tests.integration.test_process_supervisor import eventually

pytestmark = pytest.mark.slow

TOKEN = "token-of-a-link"
HOST = b"Host: thread.example\r\nX-Forwarded-Proto: https\r\n"


@dataclass(frozen=True)
class Server:
    """A running web server, its log, its database and its folder for temporary files."""

    process: psutil.Process
    port: int
    log: Path
    database: Path
    temporary: Path

    def send(self, request: bytes) -> tuple[int, dict[str, str], str]:
        """Return the status, headers and body of the response to a raw request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            response = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        head, _, body = response.partition("\r\n\r\n")
        status, *lines = head.split("\r\n")
        return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        return self.send(f"GET {path} HTTP/1.1\r\n".encode() + HOST + b"\r\n")


@pytest.fixture
def environment(tmp_path: Path, migrated_files: Path) -> dict[str, str]:
    """Return the environment of an installation in production, with an empty database."""
    shutil.copytree(migrated_files, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tmp").mkdir()
    return {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_ENV": "production",
        "MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{tmp_path / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(tmp_path / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(tmp_path / "queue.db"),
        "MENTORSHIP_SITE_URL": "https://thread.example",
        "TMPDIR": str(tmp_path / "tmp"),
    }


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    port, log = free_port(), tmp_path / "log"
    with log.open("w") as stream:
        started = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--timeout", "3",
             "--access-logfile", "-", "--log-level", "debug"],
            cwd=ROOT, env=environment, stdout=stream, stderr=stream,
        )  # fmt: skip
    server = Server(psutil.Process(started.pid), port, log, tmp_path / "data.db", tmp_path / "tmp")
    assert eventually(lambda: listens(port)), log.read_text()
    yield server
    started.terminate()
    started.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def assert_headers(headers: dict[str, str]) -> None:
    assert {**EXPECTED, "Cache-Control": NO_STORE}.items() <= headers.items()


def test_no_failure_puts_a_url_or_an_address_into_the_log(server: Server) -> None:
    assert server.get(f"/reset-password/{TOKEN}")[0] == 410
    malformed = {
        400: f"GET /reset-password/{TOKEN}\r\n\r\n".encode(),
        414: f"GET /reset-password/{TOKEN}{'x' * 9000} HTTP/1.1\r\n".encode() + HOST + b"\r\n",
        431: f"GET /{TOKEN} HTTP/1.1\r\nX-Token: {TOKEN * 2000}\r\n\r\n".encode(),
        501: f"POST /{TOKEN} HTTP/1.1\r\nTransfer-Encoding: {TOKEN}\r\n\r\n".encode(),
    }
    for status, request in malformed.items():
        answered, headers, body = server.send(request)
        assert answered == status
        assert_headers(headers)
        assert TOKEN not in body
    wrong_host = f"GET /{TOKEN} HTTP/1.1\r\nHost: evil.example\r\n\r\n".encode()
    assert server.send(wrong_host)[0] == 400

    with sqlite3.connect(server.database) as connection:
        connection.execute("DROP TABLE round")
        connection.execute("DROP TABLE person")
    connection.close()
    status, headers, body = server.get(f"/?token={TOKEN}")
    assert status == 503
    assert headers["Retry-After"] == "60"
    assert_headers(headers)

    log = server.log.read_text()
    assert "OperationalError" in log
    assert TOKEN not in log
    assert "GET" not in log
    assert "ip=" not in log


def test_a_body_that_cannot_be_read_is_the_senders_mistake(server: Server) -> None:
    form = f"POST /sign-in?next=/{TOKEN} HTTP/1.1\r\n".encode() + HOST
    form += b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    for body in (b"not a size\r\n", b"5\r\nab"):
        status, headers, _ = server.send(form + body)
        assert status == 400
        assert_headers(headers)
    log = server.log.read_text()
    assert "Traceback" not in log
    assert TOKEN not in log


def test_a_visitors_header_does_not_change_the_path(server: Server) -> None:
    for header in ("SCRIPT_NAME: /sign-in", "PATH_INFO: /no-such-page"):
        request = b"GET /privacy HTTP/1.1\r\n" + HOST + f"{header}\r\n\r\n".encode()
        status, _, body = server.send(request)
        assert status == 200
        assert 'href="/privacy"' in body


def test_a_request_that_takes_too_long_gets_a_page_and_its_url_is_not_logged(
    server: Server,
) -> None:
    # A worker that waits for the rest of a form does not tell the master that it is alive.
    form = f"POST /sign-in?next=/{TOKEN} HTTP/1.1\r\n".encode() + HOST
    form += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname="
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(form)
        response = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert response.startswith("HTTP/1.1 500")
    assert "Something went wrong on our side" in response
    log = server.log.read_text()
    assert "WORKER TIMEOUT" in log
    assert "SystemExit" in log
    assert TOKEN not in log


def test_killed_processes_leave_no_temporary_files(server: Server) -> None:
    assert server.get("/static/theme.css")[0] == 200
    assert server.get("/")[0] == 200
    assert eventually(lambda: len(server.process.children(recursive=True)) == 2)
    processes = [server.process, *server.process.children(recursive=True)]
    for process in processes:
        process.send_signal(signal.SIGKILL)
    assert eventually(lambda: not listens(server.port))
    assert list(server.temporary.iterdir()) == []


def test_new_files_are_private(server: Server, tmp_path: Path) -> None:
    server.get("/")
    files = [path for path in tmp_path.iterdir() if path.name.startswith(("data", "queue"))]
    assert len(files) >= 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("keys.toml", ["gunicorn"]),
        ("data.db", ["flask", "work"]),
        ("data-keys.db", ["flask", "serve"]),
        ("queue.db", ["flask", "db", "current"]),
    ],
)
def test_no_command_starts_with_a_file_that_others_can_read(
    environment: dict[str, str], tmp_path: Path, name: str, command: list[str]
) -> None:
    """Each file with a command of its own: every command reads the settings by one function."""
    (tmp_path / name).touch()
    (tmp_path / name).chmod(0o640)
    refused = run(command, environment)
    assert refused.returncode != 0
    assert f"chmod 600 {tmp_path / name}" in refused.stdout + refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_command_starts_when_its_files_are_private(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "queue.db").touch(0o600)
    assert run(["flask", "db", "current"], environment).returncode == 0


@pytest.mark.parametrize("command", [["gunicorn"], ["flask", "serve"]], ids=" ".join)
def test_nothing_is_served_before_the_operator_has_named_the_site(
    environment: dict[str, str], command: list[str]
) -> None:
    """It would answer requests for any host."""
    del environment["MENTORSHIP_SITE_URL"]
    environment["PORT"] = str(free_port())
    refused = run(command, environment)
    assert refused.returncode != 0
    assert "MENTORSHIP_SITE_URL is not set" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert run(["flask", "open-round", "Fall"], environment).returncode == 0


def test_a_start_without_the_database_prints_a_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "data.db").unlink()
    (tmp_path / "data.db").mkdir(mode=0o700)  # a path that cannot be opened, for root too
    refused = run(["gunicorn"], environment)
    assert refused.returncode != 0
    assert "The database cannot be opened" in refused.stderr
    assert "Traceback" not in refused.stderr
