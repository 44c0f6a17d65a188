"""Time and memory of one very large problem, from tables to a proven gap.

``python -m benchmarks.large 20000`` prints one line of JSON.
"""

import argparse
import json
import resource
import sys
import time

from benchmarks.synthetic_people import community_tables
from matching import Program, solve
from matching.pair_scores.build_problem import build_problem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import ProgressPrinter, silent
from matching.tables.people import People


def main() -> None:
    """Match people in the given number, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("size", type=int, help="mentees, and as many mentors")
    parser.add_argument("--tolerance", type=float, default=0.0, help="part of the total")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    sys.stdout.write(
        json.dumps(measure(arguments.size, arguments.tolerance, arguments.seed)) + "\n"
    )


def measure(size: int, tolerance: float, seed: int) -> dict[str, float]:
    """Return time and memory of one problem; peak memory is that of the whole process."""
    tables = community_tables(size, seed)
    program = Program.shipped("cross-community")
    start = time.perf_counter()
    mentees = People.from_table(tables[0], program.mentees, "mentees")
    mentors = People.from_table(tables[1], program.mentors, "mentors")
    with ProgressPrinter() as progress:
        problem = build_problem(PairScores.of(program, mentees, mentors), [], [], None, silent)
        assignment = solve(problem, tolerance=tolerance, progress=progress)
    return {
        "size": size,
        "seconds": round(time.perf_counter() - start, 1),
        "peak MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "people": assignment.people,
        "total": round(assignment.total, 6),
        "gap": assignment.gap,
        "gap, per cent": round(100 * assignment.gap / assignment.bound, 6),
    }


if __name__ == "__main__":
    main()
