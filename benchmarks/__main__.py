"""Print a table of benchmarks, most of them ratios of two times measured in turn."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import munkres
import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks import (
    auth_timing,
    board,
    due_list,
    lists,
    pages,
    resource_search,
    sealed_profiles,
    web_run,
)
from benchmarks.pages import PageCost
from benchmarks.synthetic_people import civil_service_files, community_pair_scores, community_tables
from matching import Problem, Program, match, solve
from matching.__main__ import main as match_files
from matching.explanations.pairs import explain_pairs
from matching.pair_scores.build_problem import build_problem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import silent
from matching.tables.people import People
from matching.tables.spreadsheet import read_sheet

REPEATS = 3
"""Measurements of each time; the median counts."""

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measurement:
    """One line of the table."""

    name: str
    measured: str
    target: str
    met: bool


def main() -> None:
    """Run the chosen benchmarks and print their measurements."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(BENCHMARKS)} (all)")
    arguments = parser.parse_args()
    sys.stdout.write(f"{'benchmark':<58} {'measured':<36} {'target':<28}\n")
    for name in arguments.only or BENCHMARKS:
        for line in BENCHMARKS[name]():
            mark = "" if line.met else "not met"
            sys.stdout.write(f"{line.name:<58} {line.measured:<36} {line.target:<28} {mark}\n")
            sys.stdout.flush()


def median_seconds(
    ours: Callable[[], object], baseline: Callable[[], object]
) -> tuple[float, float]:
    """Time two functions in turn, so that other load affects both; return the medians."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for times, function in zip(seconds, (ours, baseline), strict=True):
            start = time.perf_counter()
            function()
            times.append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def at_most(name: str, ours: float, baseline: float, target: float) -> Measurement:
    """Return a measurement whose target is a ratio of two times."""
    measured = f"{ours / baseline:.3f} x ({ours:.3f} s : {baseline:.3f} s)"
    return Measurement(name, measured, f"at most {target} x", ours <= target * baseline)


def large_problem() -> Iterator[Measurement]:
    """From tables to a proven optimum, compared with SciPy alone on the finished matrix."""
    tables, program = community_tables(5_000), Program.shipped("cross-community")

    def prepare() -> PairScores:
        mentees = People.from_table(tables[0], program.mentees, "mentees")
        mentors = People.from_table(tables[1], program.mentors, "mentors")
        return PairScores.of(program, mentees, mentors)

    scores, eligible = prepare().rows(np.arange(5_000))
    matrix = np.where(eligible, scores, 0.0)
    assignment = solve(build_problem(prepare(), [], [], None, silent))
    total = matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    ours, baseline = median_seconds(
        lambda: solve(build_problem(prepare(), [], [], None, silent)),
        lambda: linear_sum_assignment(matrix, maximize=True),
    )
    yield at_most("5,000 x 5,000, tables to proof : SciPy on the matrix", ours, baseline, 0.5)
    same = abs(assignment.total - total) < 1e-6 and assignment.gap == 0
    yield Measurement(
        "  the same total, and no gap", f"{assignment.total:.3f}, {total:.3f}", "equal", same
    )


def very_large_problem() -> Iterator[Measurement]:
    """20,000 people on each side, in a separate process to measure its memory."""
    command = [sys.executable, "-m", "benchmarks.large", "20000"]
    process = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    values = json.loads(process.stdout)
    proven = f"gap {values['gap']:g}, {values['seconds']:.0f} s"
    yield Measurement("20,000 x 20,000 on all cores", proven, "proven optimum", values["gap"] == 0)
    yield Measurement(
        "  peak memory", f"{values['peak MiB']} MiB", "at most 1024 MiB", values["peak MiB"] <= 1024
    )


def civil_service() -> Iterator[Measurement]:
    """From two spreadsheets to explained pairs, compared with a Hungarian solver alone."""
    with tempfile.TemporaryDirectory() as folder:
        mentees, mentors = civil_service_files(500, Path(folder))
        program = ROOT / "matching/programs/civil-service.toml"
        arguments = [f"--program={program}", f"--mentees={mentees}", f"--mentors={mentors}"]
        arguments.append(f"--output={folder}/pairs.csv")
        result = match(Program.load(program), read_sheet(mentees), read_sheet(mentors))
        scores, eligible = result.pair_scores.rows(np.arange(500))
        costs = (scores.max() - np.where(eligible, scores, 0.0)).tolist()
        ours, baseline = median_seconds(
            lambda: quietly(lambda: match_files(arguments)),
            lambda: munkres.Munkres().compute([row.copy() for row in costs]),
        )
    measured = f"{baseline / ours:.1f} x faster ({ours:.3f} s : {baseline:.3f} s)"
    name = "civil service 500 x 500, spreadsheets to pairs : munkres"
    yield Measurement(name, measured, "at least 30 x faster", baseline >= 30 * ours)


def authentication() -> Iterator[Measurement]:
    """Whether the time of a response reveals who has an account."""
    for url, known, unknown in auth_timing.medians():
        ratio = known / unknown
        yield Measurement(
            f"{url}, account : none, medians of {auth_timing.REQUESTS}",
            f"{ratio:.3f} x ({known * 1000:.1f} ms : {unknown * 1000:.1f} ms)",
            "0.87 x to 1.15 x",
            1 / 1.15 <= ratio <= 1.15,
        )


def long_lists() -> Iterator[Measurement]:
    """Pages of coordinators with 500 people in the round, compared with an empty page."""
    yield from page_costs(pages.costs(), (pages.SMALL_ROUND, pages.LARGE_ROUND))


def due_lists() -> Iterator[Measurement]:
    """Compare what is due for 2,000 pairs, and the page of the standards, with an empty page."""
    sizes = due_list.FEW_PAIRS, due_list.MANY_PAIRS
    yield from page_costs(due_list.costs(), sizes, counted="pairs")


def resource_searches() -> Iterator[Measurement]:
    """Compare searches of 5,000 resources, at the 95th percentile, with an empty public page."""
    sizes = resource_search.FEW, resource_search.MANY
    ratios = resource_search.MAX_RATIOS
    yield from page_costs(resource_search.costs(), sizes, ratios, counted="resources")


def console_lists() -> Iterator[Measurement]:
    """Compare the lists of the console, with 1,000 people in the round, with an empty page."""
    yield from page_costs(lists.costs(), (lists.SMALL_ROUND, lists.LARGE_ROUND))


def review_board() -> Iterator[Measurement]:
    """Compare the review board with 500 suggestions, and decisions on it, with an empty page."""
    sizes = board.SMALL_ROUND, board.LARGE_ROUND
    yield from page_costs(board.costs(), sizes, board.MAX_RATIOS, max_ratio=5)


def pages_during_a_run() -> Iterator[Measurement]:
    """Compare pages while a worker matches some 5,000 mentees and 5,000 mentors with before."""
    run = web_run.measure()
    yield Measurement(
        f"match run of {run.mentees:,} mentees, {run.mentors:,} mentors",
        f"{run.suggested:,} suggested in {run.seconds:.0f} s",
        "finishes",
        run.suggested > 0,
    )
    for wait in run.waits:
        (before, slow_before), (during, slow_during) = wait.before, wait.during
        yield Measurement(
            f"{wait.name} during a match run : before",
            f"{during / before:.1f} x ({during * 1000:.0f} ms : {before * 1000:.0f} ms), "
            f"95th percentile {slow_during / slow_before:.1f} x",
            "at most 3 x",
            max(during / before, slow_during / slow_before) <= 3,
        )


def page_costs(
    costs: Iterable[PageCost],
    sizes: tuple[int, int],
    max_ratios: Mapping[str, int] = MappingProxyType({}),
    max_ratio: int = 3,
    counted: str = "people",
) -> Iterator[Measurement]:
    """Compare pages with the same server's empty page, and statements between sizes of a round."""
    for cost in costs:
        limit = max_ratios.get(cost.name, max_ratio)
        ratio = cost.seconds / cost.empty_seconds
        yield Measurement(
            f"page of {cost.name}, {sizes[1]} {counted} : empty page",
            f"{ratio:.1f} x ({cost.seconds * 1000:.1f} ms : {cost.empty_seconds * 1000:.1f} ms)",
            f"at most {limit} x",
            ratio <= limit,
        )
        small, large = cost.statements
        yield Measurement(
            f"  SQL statements with {sizes[0]} and {sizes[1]} {counted}",
            f"{small}, {large}",
            "equal",
            small == large,
        )


def quietly(work: Callable[[], object]) -> None:
    """Call a function without its output on stdout."""
    output, sys.stdout = sys.stdout, tempfile.TemporaryFile("w")  # noqa: SIM115
    try:
        work()
    finally:
        sys.stdout.close()
        sys.stdout = output


def what_if() -> Iterator[Measurement]:
    """What-if questions of a coordinator, compared with solving again."""
    problem = Problem(*community_pair_scores(2_000).rows(np.arange(2_000)))
    assignment = solve(problem)
    mentees = np.random.default_rng(0).permutation(2_000)[: 10 * REPEATS].tolist()
    rejected, cost = iter(mentees), iter(mentees)

    def reject() -> None:
        for _ in range(10):
            mentee = next(rejected)
            assignment.without_pairs([(mentee, int(assignment.mentor_of[mentee]))])

    def compute_costs() -> None:
        for _ in range(10):
            assignment.opportunity_costs(next(cost))

    ours, full = median_seconds(reject, lambda: solve(problem))
    yield at_most("one rejection at 2,000 x 2,000 : a full solve", ours / 10, full, 0.05)
    ours, full = median_seconds(compute_costs, lambda: solve(problem))
    yield at_most("all opportunity costs of one mentee : a full solve", ours / 10, full, 0.1)


def explanations() -> Iterator[Measurement]:
    """Explaining every pair, compared with the whole run."""
    tables, program = community_tables(2_000), Program.shipped("cross-community")
    result = match(program, *tables)
    ours, full = median_seconds(
        lambda: explain_pairs(result.pair_scores, result.assignment.pairs(), (), silent),
        lambda: match(program, *tables),
    )
    yield at_most("explanations of every pair at 2,000 : the full run", ours, full, 0.2)


def profiles() -> Iterator[Measurement]:
    """Open the profiles of 500 people, compared with the encryption of single values."""
    with sealed_profiles.openers() as (open_sealed, open_fernet):
        seconds = median_seconds(open_sealed, open_fernet)
        yield at_most("500 profiles, sealed : each value under Fernet", *seconds, 0.5)


BENCHMARKS = {
    "large": large_problem,
    "what-if": what_if,
    "explanations": explanations,
    "civil-service": civil_service,
    "authentication": authentication,
    "pages": long_lists,
    "lists": console_lists,
    "due-list": due_lists,
    "resources": resource_searches,
    "board": review_board,
    "web-run": pages_during_a_run,
    "profiles": profiles,
    "very-large": very_large_problem,
}

if __name__ == "__main__":
    main()
