"""Web server and background worker together, as two processes that end together."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

WATCH_EVERY = 0.5  # seconds
PATIENCE = 10  # seconds
WORKER = (sys.executable, "-m", "flask", "work")


def serve_until_interrupted(port: int) -> None:
    # A shell that starts this in the background has it ignore Ctrl-C otherwise.
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    # The demonstration's links lead to the port it is served on.
    os.environ["PORT"] = str(port)
    # In sessions of their own, so that Ctrl-C reaches them once, from here.
    web = subprocess.Popen(web_command(port), start_new_session=True)  # noqa: S603
    worker = start_worker()
    try:
        while web.poll() is None:
            if worker.poll() is not None:
                say("The background worker ended; starting it again.")
                worker = start_worker()
            time.sleep(WATCH_EVERY)
        raise SystemExit("The web server ended.")
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        # Whoever asks twice must not stop the stopping half way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop(web)
        stop(worker)


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(WORKER, start_new_session=True)  # noqa: S603


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def web_command(port: int) -> list[str]:
    # Below "error", gunicorn writes down the addresses that odd requests come from.
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--timeout", "60", "--log-level", "error", "--no-control-socket"),
    ]


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
