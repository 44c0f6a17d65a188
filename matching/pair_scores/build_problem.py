"""The scores of all pairs as a problem to solve."""

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np

from matching.arrays import as_run
from matching.pair_scores.lazy_problem import BlockwiseProblem
from matching.pair_scores.pair_scores import Comparison
from matching.parallel.blocks import in_blocks
from matching.parallel.progress import Progress
from matching.problem.problem import Problem
from matching.problem.protocol import Pair, Pairable
from matching.problem.scaled_problem import KEPT


def pairable(
    comparison: Comparison,
    bans: Sequence[Pair],
    pins: Sequence[Pair],
    executor: Executor | None,
    progress: Progress,
) -> Pairable:
    """Hold the scores of all pairs in memory if they fit, or else compute them when asked."""
    shape = len(comparison.mentees), len(comparison.mentors)
    capacity = comparison.mentors.capacity
    if shape[0] * shape[1] > KEPT:
        return BlockwiseProblem(comparison, capacity, tuple(pins), tuple(bans))
    scores, eligible = np.empty(shape), np.empty(shape, dtype=np.bool_)
    for rows, block in in_blocks(comparison.rows, shape, executor, partial(progress, "scoring")):
        scores[as_run(rows)], eligible[as_run(rows)] = block
    for pair in bans:
        eligible[pair] = False
    return Problem.holding(scores, eligible, capacity, pins)
