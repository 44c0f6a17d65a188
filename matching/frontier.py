"""What a lowest score for every pair would cost: people and points for each floor."""

import numpy as np
import pandas as pd

from matching.answer import NOBODY, Answer
from matching.assignment import solve
from matching.problem import Problem


def frontier(
    problem: Problem, objective: str = "most_people", load_penalty: float = 0.0, seed: int = 0
) -> pd.DataFrame:
    """Solve a problem again and again, each time without the worst pairs of the time before.

    Returns
    -------
    pandas.DataFrame
        Columns ``floor``, ``people`` and ``total``, one row for every floor at which something
        changes, ascending, from 0.

    Examples
    --------
    >>> frontier(Problem([[4, 1], [3, 0]])).to_dict("list")
    {'floor': [0.0, 3.0], 'people': [2, 1], 'total': [4.0, 4.0]}
    """
    rows: list[tuple[float, int, float]] = []
    floor: float | None = 0.0
    while floor is not None:
        answer = solve(_above(problem, floor), objective, seed)
        if not rows or (answer.people, answer.total) != rows[-1][1:]:
            rows.append((floor, answer.people, answer.total))
        floor = _next_floor(problem, answer)
    return pd.DataFrame(rows, columns=["floor", "people", "total"])


def _above(problem: Problem, floor: float) -> Problem:
    eligible = problem.eligible & (problem.scores >= floor)
    for pair in problem.pinned:
        eligible[pair] = True
    return Problem(problem.scores, eligible, problem.mentor_capacity, problem.pinned)


def _next_floor(problem: Problem, answer: Answer) -> float | None:
    """Name the lowest score that is above every pair a floor must part next."""
    used = {
        (mentee, int(mentor)) for mentee, mentor in enumerate(answer.mentor_of) if mentor != NOBODY
    } - set(problem.pinned)
    if not used:
        return None
    lowest = min(problem.scores[pair] for pair in used)
    above = problem.scores[problem.eligible & (problem.scores > lowest)]
    return float(np.min(above)) if above.size else None
