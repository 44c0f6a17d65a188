"""Progress of long work: the stages, and a printer for the command line."""

import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import TextIO


class Stage(StrEnum):
    """What a long computation is doing; more stages may be added."""

    STARTING = "starting"
    READING = "reading"
    SCORING = "scoring"
    SOLVING = "solving"
    RAISING_FLOOR = "raising the floor"
    EXPLAINING = "explaining"
    REWEIGHTING = "weighing again"
    RENDERING_REPORT = "drawing the report"
    WRITING = "writing"


Progress = Callable[[Stage, int, int], None]
"""Called with a stage, how many units of it are done, and how many there are.

A consumer must accept stages that it has no use for.
"""

QUIET_SECONDS = 1.0
"""How long work takes before anything is printed."""

TERMINAL_UPDATE_SECONDS = 0.5
"""Time between two updates on a terminal."""

LOG_UPDATE_SECONDS = 10.0
"""Time between two lines of a log, where every update stays."""


def silent(stage: Stage, done: int, total: int) -> None:
    """Ignore progress."""


class ProgressPrinter:
    """A `Progress` that prints the stage and the seconds, even while a stage cannot report.

    A thread prints, because the solver is one opaque call. On a terminal one line is rewritten and
    finally erased; in a log, lines are rare and stay.

    Parameters
    ----------
    stream : text stream, optional
        Where to print; by default stderr.
    quiet_seconds : float
        How long to print nothing.

    Examples
    --------
    >>> with ProgressPrinter() as progress:
    ...     progress(Stage.SCORING, 1, 2)
    """

    def __init__(self, stream: TextIO | None = None, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._stream = stream or sys.stderr
        self._quiet_seconds = quiet_seconds
        self._is_terminal = self._stream.isatty()
        self._state = (Stage.STARTING, 0, 0)
        self._line_width = 0
        self._finished = threading.Event()
        self._thread = threading.Thread(target=self._print_until_finished, daemon=True)

    def __enter__(self) -> "ProgressPrinter":
        self._start = time.monotonic()
        self._thread.start()
        return self

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        self._state = (stage, done, total)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._finished.set()
        self._thread.join()
        if self._line_width:
            self._stream.write("\r" + " " * self._line_width + "\r")
            self._stream.flush()

    def _print_until_finished(self) -> None:
        wait = self._quiet_seconds
        while not self._finished.wait(wait):
            self._print(self._line())
            wait = TERMINAL_UPDATE_SECONDS if self._is_terminal else LOG_UPDATE_SECONDS

    def _line(self) -> str:
        stage, done, total = self._state
        count = f" {done:,} of {total:,}," if total > 1 else ""
        return f"{stage}:{count} {time.monotonic() - self._start:.0f} s"

    def _print(self, line: str) -> None:
        if self._is_terminal:
            self._stream.write("\r" + line.ljust(self._line_width))
            self._line_width = max(self._line_width, len(line))
        else:
            self._stream.write(line + "\n")
        self._stream.flush()
