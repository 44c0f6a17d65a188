"""Match two spreadsheets: ``python -m matching --help``."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from matching.errors import MatchingError
from matching.output.atomic_write import refuse_overwriting, refuse_unwritable, write_privately
from matching.output.english import points
from matching.output.report.cli_options import add_report_options, refuse_report, report_bytes
from matching.output.report.columns import chosen_columns
from matching.output.result_files import WRITERS, write_result
from matching.parallel.dask_cluster import cluster
from matching.parallel.progress import Progress, Ticker
from matching.pipeline import MatchResult, match_people
from matching.problem.solve_options import OBJECTIVES
from matching.program.program import Program
from matching.solution.assignment import Assignment
from matching.tables.people import People, Side
from matching.tables.spreadsheet import read_sheet

EXIT_BROKEN_INPUT = 2


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as for every other failure."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BROKEN_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0, or 2 with one line on stderr."""
    asked = _parser().parse_args(arguments)
    try:
        _refuse_files(asked)
        with Ticker() as progress:
            result = _match_and_write(asked, progress)
    except MatchingError as error:
        sys.stderr.write(f"python -m matching: {' '.join(str(error).split())}\n")
        return EXIT_BROKEN_INPUT
    sys.stdout.write(_summary(result, asked))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog="python -m matching", description="Match two spreadsheets.")
    parser.add_argument("--program", type=Path, required=True, help="rules and criteria, .toml")
    parser.add_argument("--mentors", type=Path, required=True, help="a .csv or .xlsx file")
    parser.add_argument("--mentees", type=Path, required=True, help="a .csv or .xlsx file")
    parser.add_argument("--output", type=Path, required=True, help="a .csv or .xlsx file to write")
    parser.add_argument(
        "--objective",
        choices=[name.replace("_", "-") for name in OBJECTIVES],
        default="most-people",
        help="what comes first: as many people as possible (default), or the highest total",
    )
    parser.add_argument(
        "--floor", type=_floor, help="no pair may score less; auto: as high as costs nobody a pair"
    )
    parser.add_argument(
        "--load-penalty",
        type=float,
        default=0.0,
        metavar="POINTS",
        help="what each further mentee of a mentor costs more than the one before",
    )
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0.0,
        metavar="PART",
        help="for very large rounds: be content this close to the best, such as 0.001",
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="score on the Dask cluster whose scheduler is there"
    )
    parser.add_argument("--seed", type=int, default=0, help="settles ties; a whole number from 0")
    add_report_options(parser)
    return parser


def _floor(value: str) -> float | str:
    try:
        return value if value == "auto" else float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"is {value!r}; give points from 0, or auto") from None


def _refuse_files(asked: argparse.Namespace) -> None:
    inputs = (asked.mentees, asked.mentors, asked.program)
    refuse_overwriting(asked.output, *inputs)
    refuse_unwritable(asked.output, WRITERS)
    refuse_report(asked, *inputs)


def _match_and_write(asked: argparse.Namespace, progress: Progress) -> MatchResult:
    program = Program.load(asked.program)
    progress("reading", 0, 1)
    sides = _read(asked.mentees, program.mentees), _read(asked.mentors, program.mentors)
    columns = chosen_columns(asked.spread_by, program, *sides)
    with cluster(asked.cluster) if asked.cluster else nullcontext() as executor:
        result = match_people(
            program,
            *sides,
            objective=asked.objective.replace("-", "_"),
            floor=asked.floor,
            load_penalty=asked.load_penalty,
            seed=asked.seed,
            tolerance=asked.tolerance,
            executor=executor,
            progress=progress,
        )
    report = report_bytes(result, program, *sides, columns, progress) if asked.report else b""
    progress("writing", 0, 1)
    write_result(result, asked.output)
    if asked.report:
        write_privately(asked.report, report)
    return result


def _read(path: Path, side: Side) -> People:
    return People.from_table(read_sheet(path), side, str(path))


def _proven(assignment: Assignment) -> str:
    if not assignment.gap:
        return ", proven: there is no better round"
    return f", at most {points(assignment.gap)} less than the best round"


def _summary(result: MatchResult, asked: argparse.Namespace) -> str:
    report = f"report written to {asked.report}\n" if asked.report else ""
    return (
        f"{len(result.pairs)} of {result.mentees} mentees matched, "
        f"with {result.places} places of {result.mentors} mentors\n"
        f"{points(result.total)} points{_proven(result.assignment)}\n"
        f"{len(result.unmatched_mentees)} mentees and {len(result.unmatched_mentors)} mentors "
        f"without a pair\n"
        f"written to {asked.output}\n{report}"
    )


if __name__ == "__main__":
    sys.exit(main())
