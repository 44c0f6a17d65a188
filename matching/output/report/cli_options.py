"""The report's options on the command line, their validation, and the file."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from matching.errors import InvalidOutputError
from matching.output.atomic_write import refuse_overwriting, refuse_unwritable
from matching.output.report.page import report_page
from matching.parallel.progress import Progress, Stage
from matching.pipeline import MatchResult
from matching.program.program import Program
from matching.reoptimize.score_floor import score_floor_frontier
from matching.tables.people import People

SUFFIXES = (".html",)


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Declare ``--report`` and ``--spread-by``."""
    parser.add_argument("--report", type=Path, help="an .html file to write: a page to look at")
    parser.add_argument(
        "--spread-by",
        action="append",
        default=[],
        metavar="COLUMN",
        help="count in the report who is matched by the answers in this column; repeatable "
        "(default: every column of the programme with few different answers)",
    )


def check_report_options(arguments: argparse.Namespace, *inputs: Path) -> None:
    """Raise `InvalidOutputError` if the report cannot be written or would overwrite a file."""
    if arguments.report is None:
        if arguments.spread_by:
            raise InvalidOutputError("--spread-by says what a report counts; give --report too")
        return
    refuse_overwriting(arguments.report, *inputs)
    if arguments.report.resolve() == arguments.output.resolve():
        raise InvalidOutputError(f"{arguments.report}: is the output too")
    refuse_unwritable(arguments.report, SUFFIXES)


def report_bytes(
    result: MatchResult,
    program: Program,
    mentees: People,
    mentors: People,
    spread_by: Sequence[str],
    progress: Progress,
) -> bytes:
    """Return the report of a result, as the bytes of its file."""
    floors = score_floor_frontier(
        result.problem,
        objective=result.objective,
        load_penalty=result.assignment.load_penalty,
        seed=result.seed,
        progress=progress,
    )
    progress(Stage.RENDERING_REPORT, 0, 1)
    return report_page(result, program, mentees, mentors, floors, spread_by).encode()
