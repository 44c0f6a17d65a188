"""Web server and worker start and stop together, and a worker that dies is restarted."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from mentorship.config import ROOT
from tests.conftest import free_port

pytestmark = pytest.mark.slow

TIMEOUT_SECONDS = 30


@pytest.fixture
def serving(tmp_path: Path, migrated_files: Path) -> Iterator[psutil.Process]:
    shutil.copytree(migrated_files, tmp_path, dirs_exist_ok=True)
    environment = {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_ENV": "demo",
        "MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{tmp_path / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(tmp_path / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(tmp_path / "queue.db"),
    }
    command = [sys.executable, "-m", "flask"]
    port = free_port()
    started = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    process = psutil.Process(started.pid)
    assert eventually(lambda: answers(port))
    yield process
    started.terminate()
    started.wait()


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
    except OSError:
        return False
    return True


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def worker_of(supervisor: psutil.Process) -> psutil.Process | None:
    """Return the child that does not listen for requests, once the web server listens."""
    listening: dict[bool, psutil.Process] = {}
    for child in supervisor.children():
        with suppress(psutil.NoSuchProcess):  # it may end in the meantime
            if child.status() != psutil.STATUS_ZOMBIE:
                listening[bool(child.net_connections(kind="inet"))] = child
    return listening.get(False) if True in listening else None


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT] * 3])
def test_no_process_remains_after_any_stop_signal(
    serving: psutil.Process, signals: list[signal.Signals]
) -> None:
    # The web server with two processes, and the worker.
    assert eventually(lambda: len(serving.children(recursive=True)) >= 4)
    descendants = serving.children(recursive=True)
    for number in signals:
        serving.send_signal(number)
        time.sleep(0.2)
    gone, alive = psutil.wait_procs(descendants, TIMEOUT_SECONDS)
    assert alive == []
    assert len(gone) == len(descendants)


def test_a_killed_worker_is_restarted(serving: psutil.Process) -> None:
    first = worker_of(serving)
    assert first is not None
    first.kill()
    assert eventually(lambda: worker_of(serving) not in {None, first})
    assert serving.is_running()


def test_the_service_ends_with_its_web_server(serving: psutil.Process) -> None:
    worker = worker_of(serving)
    web = next(child for child in serving.children() if child != worker)
    web.terminate()
    assert serving.wait(TIMEOUT_SECONDS) == 1
    assert worker is not None
    assert not worker.is_running()
