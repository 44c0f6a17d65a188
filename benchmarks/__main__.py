"""Print a table of ratios, each of two things measured in turn in one process."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import munkres
import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks import auth_timing
from benchmarks.rounds import civil_service_files, community_round, community_tables
from matching import Problem, Program, match, solve
from matching.__main__ import main as match_files
from matching.explanations.pairs import explain_pairs
from matching.pair_scores.build_problem import build_problem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import silent
from matching.tables.people import People
from matching.tables.spreadsheet import read_sheet

TIMES = 3
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    seen: str
    bar: str
    met: bool


def main() -> None:
    """Measure, line by line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(BENCHMARKS)} (all)")
    asked = parser.parse_args()
    sys.stdout.write(f"{'what':<58} {'seen':<36} {'bar':<28}\n")
    for name in asked.only or BENCHMARKS:
        for line in BENCHMARKS[name]():
            mark = "" if line.met else "not met"
            sys.stdout.write(f"{line.what:<58} {line.seen:<36} {line.bar:<28} {mark}\n")
            sys.stdout.flush()


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Time two things in turn, so that a busy machine is busy for both; gives the medians."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for timed, one in zip(seconds, (ours, theirs), strict=True):
            start = time.perf_counter()
            one()
            timed.append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def at_most(what: str, ours: float, theirs: float, bar: float) -> Line:
    """Report what ours takes as a part of what theirs does."""
    seen = f"{ours / theirs:.3f} x ({ours:.3f} s : {theirs:.3f} s)"
    return Line(what, seen, f"at most {bar} x", ours <= bar * theirs)


def large_round() -> Iterator[Line]:
    """From tables to a proven optimum, against SciPy alone on the ready-made matrix."""
    tables, program = community_tables(5_000), Program.shipped("cross-community")

    def compared() -> PairScores:
        mentees = People.from_table(tables[0], program.mentees, "mentees")
        mentors = People.from_table(tables[1], program.mentors, "mentors")
        return PairScores.of(program, mentees, mentors)

    scores, eligible = compared().rows(np.arange(5_000))
    ready_made = np.where(eligible, scores, 0.0)
    assignment = solve(build_problem(compared(), [], [], None, silent))
    total = ready_made[linear_sum_assignment(ready_made, maximize=True)].sum()
    ours, theirs = in_turn(
        lambda: solve(build_problem(compared(), [], [], None, silent)),
        lambda: linear_sum_assignment(ready_made, maximize=True),
    )
    yield at_most("5,000 x 5,000, tables to proof : SciPy on the matrix", ours, theirs, 0.5)
    same = abs(assignment.total - total) < 1e-6 and assignment.gap == 0
    yield Line(
        "  the same total, and no gap", f"{assignment.total:.3f}, {total:.3f}", "equal", same
    )


def very_large_round() -> Iterator[Line]:
    """20,000 a side, in a process of its own for the sake of its memory."""
    command = [sys.executable, "-m", "benchmarks.large", "20000"]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    seen = json.loads(ran.stdout)
    proven = f"gap {seen['gap']:g}, {seen['seconds']:.0f} s"
    yield Line("20,000 x 20,000 on all cores", proven, "proven optimum", seen["gap"] == 0)
    yield Line(
        "  peak memory", f"{seen['peak MiB']} MiB", "at most 1024 MiB", seen["peak MiB"] <= 1024
    )


def civil_service() -> Iterator[Line]:
    """From two spreadsheets to a third with explained pairs, against a Hungarian solver alone."""
    with tempfile.TemporaryDirectory() as folder:
        mentees, mentors = civil_service_files(500, Path(folder))
        program = ROOT / "matching/programs/civil-service.toml"
        arguments = [f"--program={program}", f"--mentees={mentees}", f"--mentors={mentors}"]
        arguments.append(f"--output={folder}/pairs.csv")
        result = match(Program.load(program), read_sheet(mentees), read_sheet(mentors))
        scores, eligible = result.pair_scores.rows(np.arange(500))
        costs = (scores.max() - np.where(eligible, scores, 0.0)).tolist()
        ours, theirs = in_turn(
            lambda: quietly(lambda: match_files(arguments)),
            lambda: munkres.Munkres().compute([row.copy() for row in costs]),
        )
    seen = f"{theirs / ours:.1f} x faster ({ours:.3f} s : {theirs:.3f} s)"
    what = "civil service 500 x 500, spreadsheets to pairs : munkres"
    yield Line(what, seen, "at least 30 x faster", theirs >= 30 * ours)


def closed_doors() -> Iterator[Line]:
    """Whether the time of an answer tells who has an account."""
    for door, known, unknown in auth_timing.medians():
        ratio = known / unknown
        yield Line(
            f"{door}, account : none, medians of {auth_timing.TRIES}",
            f"{ratio:.3f} x ({known * 1000:.1f} ms : {unknown * 1000:.1f} ms)",
            "0.87 x to 1.15 x",
            1 / 1.15 <= ratio <= 1.15,
        )


def quietly(work: Callable[[], object]) -> None:
    """Run the command without its summary."""
    output, sys.stdout = sys.stdout, tempfile.TemporaryFile("w")  # noqa: SIM115
    try:
        work()
    finally:
        sys.stdout.close()
        sys.stdout = output


def what_if() -> Iterator[Line]:
    """Answers to a coordinator, against solving the round."""
    problem = Problem(*community_round(2_000).rows(np.arange(2_000)))
    assignment = solve(problem)
    someone = np.random.default_rng(0).permutation(2_000)[: 10 * TIMES].tolist()
    rejected, cost = iter(someone), iter(someone)

    def reject() -> None:
        for _ in range(10):
            mentee = next(rejected)
            assignment.without_pairs([(mentee, int(assignment.mentor_of[mentee]))])

    def look_at_costs() -> None:
        for _ in range(10):
            assignment.opportunity_costs(next(cost))

    ours, full = in_turn(reject, lambda: solve(problem))
    yield at_most("one rejection at 2,000 x 2,000 : a full solve", ours / 10, full, 0.05)
    ours, full = in_turn(look_at_costs, lambda: solve(problem))
    yield at_most("all opportunity costs of one mentee : a full solve", ours / 10, full, 0.1)


def explanations() -> Iterator[Line]:
    """Give the reasons of every pair, against the whole run that holds them."""
    tables, program = community_tables(2_000), Program.shipped("cross-community")
    result = match(program, *tables)
    ours, full = in_turn(
        lambda: explain_pairs(result.pair_scores, result.assignment, silent),
        lambda: match(program, *tables),
    )
    yield at_most("explanations of every pair at 2,000 : the full run", ours, full, 0.2)


BENCHMARKS = {
    "large": large_round,
    "what-if": what_if,
    "explanations": explanations,
    "civil-service": civil_service,
    "doors": closed_doors,
    "very-large": very_large_round,
}

if __name__ == "__main__":
    main()
