"""How far long work has come, on stderr; short work stays silent."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is."""

PATIENCE = 1.0
"""Seconds of work before anything is said."""

TICK = 0.5
"""Seconds between two updates on a terminal."""

LOG_TICK = 10.0
"""Seconds between two lines of a log, where each update stays to be read."""


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


class Ticker:
    """A `Progress` that tells the stage and the seconds, also while a stage cannot report.

    A thread does the telling, because the solver is one opaque call. On a terminal one line is
    rewritten and finally wiped; elsewhere, as in a log, lines come seldom and stay.

    Examples
    --------
    >>> with Ticker() as progress:
    ...     progress("scoring", 1, 2)
    """

    def __init__(self, stream: TextIO | None = None, patience: float = PATIENCE) -> None:
        self._stream = stream or sys.stderr
        self._patience = patience
        self._live = self._stream.isatty()
        self._state = ("starting", 0, 0)
        self._width = 0
        self._finished = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> "Ticker":
        self._start = time.monotonic()
        self._thread.start()
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._state = (stage, done, total)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._finished.set()
        self._thread.join()
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()

    def _tell(self) -> None:
        wait = self._patience
        while not self._finished.wait(wait):
            self._write(self._line())
            wait = TICK if self._live else LOG_TICK

    def _line(self) -> str:
        stage, done, total = self._state
        share = f" {done:,} of {total:,}," if total > 1 else ""
        return f"{stage}:{share} {time.monotonic() - self._start:.0f} s"

    def _write(self, line: str) -> None:
        if self._live:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = max(self._width, len(line))
        else:
            self._stream.write(line + "\n")
        self._stream.flush()
