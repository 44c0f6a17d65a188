"""Progress speaks on long work only, and suits a terminal as well as a log."""

import io
import time

from matching.parallel.progress import Ticker


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(stream, patience, seconds=0.2):
    with Ticker(stream, patience) as progress:
        progress("scoring", 512, 2000)
        time.sleep(seconds)
    return stream.getvalue()


def test_short_work_says_nothing():
    assert run(io.StringIO(), patience=60, seconds=0) == ""
    assert run(Terminal(), patience=60, seconds=0) == ""


def test_a_log_gets_a_line_with_stage_and_seconds():
    assert run(io.StringIO(), patience=0.01) == "scoring: 512 of 2,000, 0 s\n"


def test_a_terminal_line_is_rewritten_and_wiped():
    written = run(Terminal(), patience=0.01)
    assert written.startswith("\rscoring: 512 of 2,000, 0 s")
    assert written.endswith("\r" + " " * 26 + "\r")
    assert "\n" not in written


def test_the_wiping_happens_on_failure_too():
    stream = Terminal()
    try:
        with Ticker(stream, 0.01):
            time.sleep(0.1)
            raise KeyError
    except KeyError:
        assert stream.getvalue().endswith(" \r")
