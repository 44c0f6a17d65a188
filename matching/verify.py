"""Check any answer, whoever found it, with nothing but the problem and arithmetic."""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.answer import NOBODY, Answer
from matching.errors import InvalidAnswerError
from matching.problem import Problem


class Counted(NamedTuple):
    """What the check counted for itself."""

    people: int
    total: float


def verify(problem: Problem, answer: Answer) -> Counted:
    """Refuse an answer that breaks its problem or misreports itself.

    Whether the answer is the best one is not asked here; no solver is called.

    Parameters
    ----------
    problem : Problem
        What was asked.
    answer : Answer
        What came back.

    Returns
    -------
    Counted
        Mentees matched and points, counted afresh.

    Raises
    ------
    InvalidAnswerError
        Names the first violation: a wrong shape, a mentor out of range, a pair that is not
        eligible, a mentor over capacity, a pin not kept, a wrong list of unmatched mentees,
        a wrong number of people, or a wrong total (beyond rounding).

    Examples
    --------
    >>> from matching import Problem, solve, verify
    >>> problem = Problem([[3, 1], [2, 0]])
    >>> verify(problem, solve(problem))
    Counted(people=2, total=3.0)
    """
    mentor_of = _checked_shape(problem, answer)
    _refuse_out_of_range(problem, mentor_of)
    _refuse_ineligible(problem, mentor_of)
    _refuse_overfull(problem, mentor_of)
    _refuse_dropped_pins(problem, mentor_of)
    return _recounted(problem, mentor_of, answer)


def _checked_shape(problem: Problem, answer: Answer) -> npt.NDArray[Any]:
    mentor_of = np.asarray(answer.mentor_of)
    expected = (len(problem.scores),)
    if mentor_of.shape != expected:
        raise InvalidAnswerError(f"mentor_of has shape {mentor_of.shape}, not {expected}")
    if mentor_of.dtype.kind not in "iu":
        raise InvalidAnswerError(f"mentor_of holds {mentor_of.dtype}, not indices")
    return mentor_of


def _refuse_out_of_range(problem: Problem, mentor_of: npt.NDArray[Any]) -> None:
    mentors = problem.scores.shape[1]
    for mentee in np.flatnonzero((mentor_of < NOBODY) | (mentor_of >= mentors)):
        raise InvalidAnswerError(
            f"mentor_of[{mentee}] is {mentor_of[mentee]}; there are {mentors} mentors"
        )


def _refuse_ineligible(problem: Problem, mentor_of: npt.NDArray[Any]) -> None:
    for mentee in np.flatnonzero(mentor_of != NOBODY):
        if not problem.eligible[mentee, mentor_of[mentee]]:
            raise InvalidAnswerError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}: the pair is not eligible"
            )


def _refuse_overfull(problem: Problem, mentor_of: npt.NDArray[Any]) -> None:
    taken = np.bincount(mentor_of[mentor_of != NOBODY], minlength=problem.scores.shape[1])
    for mentor in np.flatnonzero(taken > problem.mentor_capacity):
        raise InvalidAnswerError(
            f"mentor {mentor} has {taken[mentor]} mentees and takes "
            f"{problem.mentor_capacity[mentor]}"
        )


def _refuse_dropped_pins(problem: Problem, mentor_of: npt.NDArray[Any]) -> None:
    for mentee, mentor in problem.pinned:
        if mentor_of[mentee] != mentor:
            raise InvalidAnswerError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}; the pin asks for {mentor}"
            )


def _recounted(problem: Problem, mentor_of: npt.NDArray[Any], answer: Answer) -> Counted:
    matched = np.flatnonzero(mentor_of != NOBODY)
    unmatched = np.flatnonzero(mentor_of == NOBODY).tolist()
    counted = Counted(len(matched), math.fsum(problem.scores[matched, mentor_of[matched]]))
    if list(answer.unmatched) != unmatched:
        raise InvalidAnswerError(f"unmatched is {answer.unmatched}; counted {tuple(unmatched)}")
    if answer.people != counted.people:
        raise InvalidAnswerError(f"people is {answer.people}; counted {counted.people}")
    if not math.isclose(answer.total, counted.total, rel_tol=1e-9):
        raise InvalidAnswerError(f"total is {answer.total}; counted {counted.total}")
    return counted
