"""Match two spreadsheets: ``python -m matching --help``."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NoReturn

from matching.errors import MatchingError
from matching.output.atomic_write import refuse_overwriting, refuse_unwritable, write_privately
from matching.output.english_notes import describe_note
from matching.output.proof.cli_options import (
    add_proof_option,
    check_proof_option,
    proof_of,
)
from matching.output.proof.document import check_proof_size
from matching.output.proof.file import write_proof
from matching.output.quantities import format_points, pluralize
from matching.output.report.cli_options import (
    add_report_options,
    check_report_options,
    report_bytes,
)
from matching.output.report.columns import choose_columns
from matching.output.result_files import WRITERS, write_result
from matching.parallel.dask_cluster import cluster
from matching.parallel.progress import Progress, ProgressPrinter, Stage
from matching.pipeline import MatchResult, match_people
from matching.problem.solve_options import OBJECTIVES
from matching.program.program import Program
from matching.solution.assignment import Assignment
from matching.tables.people import People, Side
from matching.tables.spreadsheet import read_sheet

EXIT_INVALID_INPUT = 2


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, like all other errors of the command."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_INVALID_INPUT, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 2 with one line on stderr."""
    arguments = _parser().parse_args(argv)
    try:
        _check_files(arguments)
        with ProgressPrinter() as progress:
            summary = _match_and_write(arguments, progress)
    except MatchingError as error:
        sys.stderr.write(f"python -m matching: {' '.join(str(error).split())}\n")
        return EXIT_INVALID_INPUT
    sys.stdout.write(summary)
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
        "--floor",
        type=_floor,
        help="no pair may score less; auto: as high as costs nobody a pair",
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
        help="for very large tables: accept a result this close to the best one, such as 0.001",
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="score on the Dask cluster whose scheduler is there"
    )
    parser.add_argument("--seed", type=int, default=0, help="breaks ties; a whole number from 0")
    add_report_options(parser)
    add_proof_option(parser)
    return parser


def _floor(value: str) -> float | str:
    try:
        return value if value == "auto" else float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"is {value!r}; give points from 0, or auto") from None


def _check_files(arguments: argparse.Namespace) -> None:
    inputs = (arguments.mentees, arguments.mentors, arguments.program)
    refuse_overwriting(arguments.output, *inputs)
    refuse_unwritable(arguments.output, WRITERS)
    check_report_options(arguments, *inputs)
    check_proof_option(arguments, *inputs)


def _match_and_write(arguments: argparse.Namespace, progress: Progress) -> str:
    """Write every file, or none if one cannot be made; return what to tell about them."""
    program = Program.load(arguments.program)
    progress(Stage.READING, 0, 1)
    sides = _read(arguments.mentees, program.mentees), _read(arguments.mentors, program.mentors)
    columns = choose_columns(arguments.spread_by, program, *sides)
    if arguments.proof:
        check_proof_size((len(sides[0]), len(sides[1])), len(program.rules) + 2)
    with cluster(arguments.cluster) if arguments.cluster else nullcontext() as executor:
        result = match_people(
            program,
            *sides,
            objective=arguments.objective.replace("-", "_"),
            floor=arguments.floor,
            load_penalty=arguments.load_penalty,
            seed=arguments.seed,
            tolerance=arguments.tolerance,
            executor=executor,
            progress=progress,
        )
    report = report_bytes(result, program, *sides, columns, progress) if arguments.report else b""
    proof = proof_of(result) if arguments.proof else {}
    progress(Stage.WRITING, 0, 1)
    write_result(result, arguments.output)
    if arguments.report:
        write_privately(arguments.report, report)
    if arguments.proof:
        write_proof(arguments.proof, proof)
    return _summary(result, arguments, proof)


def _read(path: Path, side: Side) -> People:
    return People.from_table(read_sheet(path), side, str(path))


def _optimality(assignment: Assignment) -> str:
    if not assignment.gap:
        return ", proven: there is no better result"
    return f", at most {format_points(assignment.gap)} less than the best result"


def _notes(result: MatchResult) -> str:
    return "".join(f"note: {describe_note(note)}\n" for note in result.notes)


def _summary(result: MatchResult, arguments: argparse.Namespace, proof: Mapping[str, Any]) -> str:
    report = f"report written to {arguments.report}\n" if arguments.report else ""
    checksum = (
        f"proof written to {arguments.proof}, checksum {proof['checksum']}\n" if proof else ""
    )
    return (
        f"{len(result.pairs):,} of {pluralize(result.mentees, 'mentee')} matched, "
        f"with {pluralize(result.capacity, 'open spot')} of {pluralize(result.mentors, 'mentor')}\n"
        f"{pluralize(result.total, 'point')}{_optimality(result.assignment)}\n"
        f"{pluralize(len(result.unmatched_mentees), 'mentee')} and "
        f"{pluralize(len(result.unmatched_mentors), 'mentor')} without a pair\n"
        f"{_notes(result)}written to {arguments.output}\n{report}{checksum}"
    )


if __name__ == "__main__":
    sys.exit(main())
