"""Match two spreadsheets: ``python -m matching --help``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from matching.assignment import OBJECTIVES
from matching.errors import InvalidOutputError, MatchingError
from matching.output import refuse_unwritable, write_result
from matching.people import People, Side
from matching.program import Program
from matching.progress import Progress, Ticker
from matching.round import MatchResult, match_people
from matching.sheets import read_sheet
from matching.words import points

EXIT_BROKEN_INPUT = 2


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as for every other failure."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BROKEN_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0, or 2 with one line on stderr."""
    asked = _parser().parse_args(arguments)
    try:
        _refuse_overwriting(asked.output, asked.mentees, asked.mentors, asked.program)
        refuse_unwritable(asked.output)
        with Ticker() as progress:
            result = _match(asked, progress)
            progress("writing", 0, 1)
            write_result(result, asked.output)
    except MatchingError as error:
        sys.stderr.write(f"python -m matching: {' '.join(str(error).split())}\n")
        return EXIT_BROKEN_INPUT
    sys.stdout.write(_summary(result, asked.output))
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
    parser.add_argument("--seed", type=int, default=0, help="settles ties; a whole number from 0")
    return parser


def _refuse_overwriting(output: Path, *inputs: Path) -> None:
    if output.resolve() in {path.resolve() for path in inputs}:
        raise InvalidOutputError(f"{output}: is one of the files to read")


def _match(asked: argparse.Namespace, progress: Progress) -> MatchResult:
    program = Program.load(asked.program)
    progress("reading", 0, 1)
    return match_people(
        program,
        _read(asked.mentees, program.mentees),
        _read(asked.mentors, program.mentors),
        objective=asked.objective.replace("-", "_"),
        seed=asked.seed,
        progress=progress,
    )


def _read(path: Path, side: Side) -> People:
    return People.from_table(read_sheet(path), side, str(path))


def _summary(result: MatchResult, output: Path) -> str:
    return (
        f"{len(result.pairs)} of {result.mentees} mentees matched, "
        f"with {result.places} places of {result.mentors} mentors\n"
        f"{points(result.total)} points\n"
        f"{len(result.unmatched_mentees)} mentees and {len(result.unmatched_mentors)} mentors "
        f"without a pair\n"
        f"written to {output}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
