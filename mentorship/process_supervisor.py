"""Run the web server and the background worker as two child processes that end together."""

import contextvars
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

POLL_SECONDS = 0.5
STOP_TIMEOUT_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Forked rather than spawned, so that the children need not import the application again.
FORK = multiprocessing.get_context("fork")

Task = Callable[[], None]


def supervise(*, web: Task, worker: Task) -> None:
    """Run both tasks until Ctrl-C or until the web server ends; restart the worker if it dies."""
    # A shell that starts this in the background makes it ignore Ctrl-C otherwise.
    for number in STOP_SIGNALS:
        signal.signal(number, interrupt)
    children: dict[str, BaseProcess] = {}
    try:
        start(children, "web", web)
        start(children, "worker", worker)
        while children["web"].is_alive():
            if not children["worker"].is_alive():
                log("The background worker ended; starting it again.")
                start(children, "worker", worker)
            time.sleep(POLL_SECONDS)
        raise SystemExit("The web server ended.")
    except KeyboardInterrupt:
        log("\nStopping.")
    finally:
        # A second Ctrl-C must not interrupt the clean-up.
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for child in children.values():
            stop(child)


def start(children: dict[str, BaseProcess], name: str, task: Task) -> None:
    """Fork a child process that runs a task, and record it."""
    # A signal between the fork and the record would leave a child behind, or raise in the child
    # and run the parent's clean-up there.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    process = FORK.Process(target=run_in_child, args=(task,), name=name)
    try:
        process.start()
        children[name] = process
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)


def run_in_child(task: Task) -> None:
    # A session of its own: Ctrl-C in the terminal reaches the parent alone, which then stops
    # each child once.
    os.setsid()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    # In an empty context: a request must not run in the application context of the command.
    contextvars.Context().run(task)


def stop(process: BaseProcess) -> None:
    process.terminate()
    process.join(STOP_TIMEOUT_SECONDS)
    if process.is_alive() and process.pid is not None:
        # The whole group: the web server has processes of its own, which must not outlive it.
        os.killpg(process.pid, signal.SIGKILL)
        process.join()


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)  # noqa: T201
