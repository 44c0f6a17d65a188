"""The scores of all pairs as an optimization problem."""

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np

from matching.arrays import as_slice
from matching.pair_scores.lazy_problem import LazyProblem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.blocks import in_blocks
from matching.parallel.progress import Progress, Stage
from matching.problem.problem import Problem
from matching.problem.protocol import Pair, ProblemProtocol
from matching.problem.scaled_problem import MAX_DENSE_PAIRS


def build_problem(
    pair_scores: PairScores,
    bans: Sequence[Pair],
    pins: Sequence[Pair],
    executor: Executor | None,
    progress: Progress,
) -> ProblemProtocol:
    """Build a dense problem if all scores fit into memory, and a lazy one otherwise.

    Parameters
    ----------
    pair_scores : PairScores
        Both sides.
    bans, pins : sequence of (int, int)
        Positions of mentees and mentors.
    executor : concurrent.futures.Executor or None
        What computes the scores; None for threads.
    progress : callable

    Raises
    ------
    InvalidPinError
        A pinned pair is not allowed, or pins contradict each other.
    """
    shape = len(pair_scores.mentees), len(pair_scores.mentors)
    capacity = pair_scores.mentors.capacity
    if shape[0] * shape[1] > MAX_DENSE_PAIRS:
        return LazyProblem(pair_scores, capacity, tuple(pins), tuple(bans))
    scores, eligible = np.empty(shape), np.empty(shape, dtype=np.bool_)
    report = partial(progress, Stage.SCORING)
    for rows, block in in_blocks(pair_scores.rows, shape, executor, report):
        scores[as_slice(rows)], eligible[as_slice(rows)] = block
    for pair in bans:
        eligible[pair] = False
    return Problem.from_trusted_arrays(scores, eligible, capacity, pins)
