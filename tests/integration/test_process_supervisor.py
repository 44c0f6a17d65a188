"""Web server and worker together: both come, both go, and a worker that dies comes back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from mentorship.config import ROOT
from tests.conftest import KEYS, free_port

PATIENCE = 30  # seconds


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[psutil.Process]:
    KEYS.save(tmp_path / "keys.toml")
    environment = {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_ENV": "demo",
        "MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{tmp_path / 'data.db'}",
        "MENTORSHIP_QUEUE_FILE": str(tmp_path / "queue.db"),
    }
    command = [sys.executable, "-m", "flask"]
    subprocess.run([*command, "db", "upgrade"], cwd=ROOT, env=environment, check=True,
                   capture_output=True)  # fmt: skip
    started = subprocess.Popen(
        [*command, "serve", "--port", str(free_port())],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    process = psutil.Process(started.pid)
    assert eventually(lambda: worker_of(process) is not None)
    yield process
    started.terminate()
    started.wait()


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def worker_of(process: psutil.Process) -> psutil.Process | None:
    for child in process.children():
        with suppress(psutil.NoSuchProcess):  # it may end while it is looked at
            if child.status() != psutil.STATUS_ZOMBIE and child.cmdline()[-1:] == ["work"]:
                return child
    return None


@pytest.mark.parametrize("asked", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT] * 3])
def test_nothing_is_left_behind_however_it_is_stopped(
    serving: psutil.Process, asked: list[signal.Signals]
) -> None:
    family = serving.children(recursive=True)
    assert len(family) >= 2
    for sent in asked:
        serving.send_signal(sent)
        time.sleep(0.2)
    gone, alive = psutil.wait_procs(family, PATIENCE)
    assert alive == []
    assert len(gone) == len(family)


def test_a_worker_that_is_killed_comes_back(serving: psutil.Process) -> None:
    first = worker_of(serving)
    first.kill()
    assert eventually(lambda: worker_of(serving) not in {None, first})
    assert serving.is_running()
