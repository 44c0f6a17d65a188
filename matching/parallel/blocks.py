"""Blocks of work, on whatever executor there is: threads by default."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from matching.arrays import Index

T = TypeVar("T")

CELLS = 250_000
"""Pairs of a block: few enough for a processor's cache to hold what is worked on."""

LOWEST = 64
"""Mentees of a block at least, however many mentors there are, or each call would do too little."""


def in_blocks(
    work: Callable[[Index], T],
    shape: tuple[int, int],
    executor: Executor | None,
    done: Callable[[int, int], None],
) -> Iterator[tuple[Index, T]]:
    """Do some work for every block of mentees, and give blocks and results in order.

    Parameters
    ----------
    work : callable
        Takes the mentees of a block; must be picklable where the executor is not of threads.
    shape : tuple of int
        Mentees and mentors.
    executor : concurrent.futures.Executor or None
        What runs it; None for as many threads as there are processors.
    done : callable
        Told how many mentees are done, of how many.
    """
    if executor is None:
        # A thread that multiplies matrices on threads of its own would fight with the others.
        with ThreadPoolExecutor(os.cpu_count()) as threads, threadpool_limits(1, "blas"):
            yield from in_blocks(work, shape, threads, done)
        return
    mentees, mentors = shape
    height = max(LOWEST, CELLS // max(mentors, 1))
    blocks = [np.arange(start, min(start + height, mentees)) for start in range(0, mentees, height)]
    for block, result in zip(blocks, executor.map(work, blocks), strict=True):
        done(int(block[0]), mentees)
        yield block, result
