"""Progress is printed only for long work, on a terminal as well as in a log."""

import io
import time

from matching.parallel.progress import ProgressPrinter, Stage


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(stream, quiet_seconds, seconds=0.2):
    with ProgressPrinter(stream, quiet_seconds) as progress:
        progress(Stage.SCORING, 512, 2000)
        time.sleep(seconds)
    return stream.getvalue()


def test_short_work_prints_nothing():
    assert run(io.StringIO(), quiet_seconds=60, seconds=0) == ""
    assert run(Terminal(), quiet_seconds=60, seconds=0) == ""


def test_a_log_gets_a_line_with_stage_and_seconds():
    assert run(io.StringIO(), quiet_seconds=0.01) == "scoring: 512 of 2,000, 0 s\n"


def test_a_terminal_line_is_rewritten_and_erased():
    output = run(Terminal(), quiet_seconds=0.01)
    assert output.startswith("\rscoring: 512 of 2,000, 0 s")
    assert output.endswith("\r" + " " * 26 + "\r")
    assert "\n" not in output


def test_the_line_is_erased_after_a_failure_too():
    stream = Terminal()
    try:
        with ProgressPrinter(stream, 0.01):
            time.sleep(0.1)
            raise KeyError
    except KeyError:
        assert stream.getvalue().endswith(" \r")
