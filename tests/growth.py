"""How the processor time of a function grows with its input, without a limit in seconds."""

import gc
import time
from collections.abc import Callable
from typing import Any

REPETITIONS = 5
FACTOR = 4
# Linear work grows by the factor, quadratic work by its square, which is 16.
MAX_LINEAR_GROWTH = 2 * FACTOR


def growth(function: Callable[[str], Any], text: str) -> float:
    """Return how many times longer a function takes for a text that is `FACTOR` times longer."""
    return _seconds(function, text * FACTOR) / _seconds(function, text)


def _seconds(function: Callable[[str], Any], text: str) -> float:
    """Return the least of several measurements, in the processor time of this process.

    The garbage collector would add the time that it takes to look through everything else.
    """
    measured = []
    gc.disable()
    for _ in range(REPETITIONS):
        started = time.process_time_ns()
        function(text)
        measured.append(time.process_time_ns() - started)
    gc.enable()
    return max(min(measured), 1)
