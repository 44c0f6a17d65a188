"""Progress is printed only for long work, on a terminal as well as in a log."""

import io
import threading
from contextlib import suppress

import pytest

from matching.parallel.progress import ProgressPrinter, Stage

SECONDS_TO_WRITE = 60


class Log(io.StringIO):
    """A stream that tells when something is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def write(self, text: str) -> int:
        length = super().write(text)
        self.written.set()
        return length


class Terminal(Log):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 1000.0)


def written_by_long_work(stream: Log) -> str:
    printer = ProgressPrinter(stream, quiet_seconds=0)
    printer(Stage.SCORING, 512, 2000)
    with printer:
        assert stream.written.wait(SECONDS_TO_WRITE)
    return stream.getvalue()


@pytest.mark.parametrize("stream", [Log(), Terminal()])
def test_short_work_prints_nothing(stream: Log) -> None:
    with ProgressPrinter(stream, quiet_seconds=3600) as progress:
        progress(Stage.SCORING, 512, 2000)
    assert stream.getvalue() == ""


def test_a_log_gets_a_line_with_stage_and_seconds() -> None:
    assert written_by_long_work(Log()) == "scoring: 512 of 2,000, 0 s\n"


def test_a_terminal_line_is_rewritten_and_erased() -> None:
    written = written_by_long_work(Terminal())
    assert written.startswith("\rscoring: 512 of 2,000, 0 s")
    assert written.endswith("\r" + " " * 26 + "\r")
    assert "\n" not in written


def test_the_line_is_erased_after_a_failure_too() -> None:
    stream = Terminal()
    with suppress(KeyError), ProgressPrinter(stream, quiet_seconds=0):
        assert stream.written.wait(SECONDS_TO_WRITE)
        raise KeyError
    assert stream.getvalue().endswith(" \r")
