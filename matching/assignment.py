"""The exact optimum: one dense assignment problem, solved by SciPy."""

import math

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matching.answer import NOBODY, Answer
from matching.errors import InvalidProblemError
from matching.problem import Problem

OBJECTIVES = ("most_people", "best_total")

SLIVER_BITS = -46
"""Under ``best_total`` a pair is worth 2⁻⁴⁶ of the highest score for its own sake."""


def solve(problem: Problem, objective: str = "most_people", seed: int = 0) -> Answer:
    """Find the best of all answers to a problem, exactly.

    Parameters
    ----------
    problem : Problem
        Whom to pair; its pinned pairs are kept, and the rest is the best around them.
    objective : {"most_people", "best_total"}
        ``most_people``: as many mentees as can be matched, and among such answers the highest
        total. ``best_total``: the highest total, even if fewer are matched.
    seed : int
        Chooses among equally good answers, so that nobody gains by standing first in a list.

    Returns
    -------
    Answer
        With ``total`` added up from the scores as they were given.

    Raises
    ------
    InvalidProblemError
        The objective is unknown, or the seed is not a whole number from 0.

    Notes
    -----
    Every mentor becomes as many columns as it has places, and the rectangular assignment problem
    is solved by the modified Jonker-Volgenant algorithm [1]_ of SciPy. Every allowed pair is worth
    its score and a bonus, every other place 0, so a solver that must fill the matrix never
    prefers a place that is not allowed, and pairs at such places are dropped.

    For ``most_people`` the bonus is at least the sum that any set of pairs could score, so one
    more pair outweighs every choice among scores. It is a power of two, so that adding it rounds
    a score by no more than 2⁻⁵³ of the bonus (for 1,000 mentees 2e-13 of the highest score), and
    not at all where scores are whole numbers, halves, quarters … For ``best_total`` the bonus is
    2⁻⁴⁶ of the highest score: answers with equal totals go to the one with more people.

    References
    ----------
    .. [1] D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions
       on Aerospace and Electronic Systems 52(4), 2016, doi:10.1109/TAES.2016.140952.

    Examples
    --------
    >>> problem = Problem([[9, 4], [4, 0]], eligible=[[True, True], [True, False]])
    >>> solve(problem).mentor_of, solve(problem).total
    (array([1, 0]), 8.0)
    >>> best = solve(problem, objective="best_total")
    >>> best.mentor_of, best.total, best.unmatched
    (array([ 0, -1]), 9.0, (1,))
    """
    _refuse_unknown(objective, seed)
    mentor_of = np.full(len(problem.scores), NOBODY, dtype=np.int64)
    for mentee, mentor in problem.pinned:
        mentor_of[mentee] = mentor
    _fill(mentor_of, problem, objective, np.random.default_rng(seed))
    return _answer(mentor_of, problem, objective, int(seed))


def _refuse_unknown(objective: str, seed: int) -> None:
    if objective not in OBJECTIVES:
        known = ", ".join(OBJECTIVES)
        raise InvalidProblemError(f"objective is {objective!r}; the known ones are: {known}")
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise InvalidProblemError(f"seed is {seed!r}; a seed is a whole number from 0")


def _fill(
    mentor_of: npt.NDArray[np.int64],
    problem: Problem,
    objective: str,
    random: np.random.Generator,
) -> None:
    """Give the mentees without a mentor the best of the places that are left."""
    free = random.permutation(np.flatnonzero(mentor_of == NOBODY))
    seats = random.permutation(_seats(mentor_of, problem))
    allowed = problem.eligible[np.ix_(free, seats)]
    values = np.where(allowed, problem.scores[np.ix_(free, seats)], 0.0)
    values[allowed] += _bonus(values, objective)
    rows, columns = linear_sum_assignment(values, maximize=True)
    kept = allowed[rows, columns]
    mentor_of[free[rows[kept]]] = seats[columns[kept]]


def _seats(mentor_of: npt.NDArray[np.int64], problem: Problem) -> npt.NDArray[np.intp]:
    """Name each mentor once for every place left, but never more often than is of use."""
    taken = mentor_of[mentor_of != NOBODY]
    mentors = len(problem.mentor_capacity)
    left = problem.mentor_capacity - np.bincount(taken, minlength=mentors)
    suitors = problem.eligible[mentor_of == NOBODY].sum(axis=0)
    return np.repeat(np.arange(mentors), np.minimum(left, suitors))


def _bonus(values: npt.NDArray[np.float64], objective: str) -> float:
    highest = float(values.max(initial=0.0))
    if highest == 0.0:
        return 1.0
    bits = (min(values.shape) - 1).bit_length() if objective == "most_people" else SLIVER_BITS
    return math.ldexp(1.0, math.frexp(highest)[1] + bits)


def _answer(
    mentor_of: npt.NDArray[np.int64], problem: Problem, objective: str, seed: int
) -> Answer:
    matched = np.flatnonzero(mentor_of != NOBODY)
    mentor_of.flags.writeable = False
    return Answer(
        mentor_of=mentor_of,
        total=math.fsum(problem.scores[matched, mentor_of[matched]]),
        unmatched=tuple(np.flatnonzero(mentor_of == NOBODY).tolist()),
        people=len(matched),
        objective=objective,
        seed=seed,
    )
