"""Blocks of work on an executor: threads by default."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from matching.arrays import Index

Result = TypeVar("Result")

MAX_BLOCK_PAIRS = 250_000
"""Pairs in a block: few enough for the CPU cache."""

MIN_BLOCK_MENTEES = 64
"""Mentees in a block, however many mentors there are: a smaller block is all overhead."""


def in_blocks(
    work: Callable[[Index], Result],
    shape: tuple[int, int],
    executor: Executor | None,
    report: Callable[[int, int], None],
) -> Iterator[tuple[Index, Result]]:
    """Call a function for every block of mentees, and yield blocks and results in order.

    Parameters
    ----------
    work : callable
        Takes the mentees of a block; must be picklable unless the executor uses threads.
    shape : (int, int)
        The number of mentees and of mentors.
    executor : concurrent.futures.Executor or None
        What runs the calls; None for one thread per processor.
    report : callable
        Called with the number of mentees that are done, and of all mentees.
    """
    if executor is None:
        # BLAS threads inside these threads would compete with them for the processors.
        with ThreadPoolExecutor(os.cpu_count()) as threads, threadpool_limits(1, "blas"):
            yield from in_blocks(work, shape, threads, report)
        return
    mentees, mentors = shape
    height = max(MIN_BLOCK_MENTEES, MAX_BLOCK_PAIRS // max(mentors, 1))
    blocks = [np.arange(start, min(start + height, mentees)) for start in range(0, mentees, height)]
    for block, result in zip(blocks, executor.map(work, blocks), strict=True):
        report(int(block[0]), mentees)
        yield block, result
