"""Check any answer, whoever found it, with nothing but the problem and arithmetic."""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAssignmentError
from matching.optimize.primal_dual import total_points
from matching.problem.protocol import NOBODY, ProblemProtocol
from matching.solution.assignment import Assignment
from matching.solution.dual_certificate import refuse_unproven


class Counted(NamedTuple):
    """What the check counted for itself."""

    people: int
    total: float


def verify(problem: ProblemProtocol, assignment: Assignment) -> Counted:
    """Refuse an answer that breaks its problem, misreports itself or is not proven by its prices.

    Nothing is solved: pairs are looked up, sums are added afresh, and every pair of the problem is
    held against the answer's prices.

    Parameters
    ----------
    problem : Problem
        What was asked.
    answer : Assignment
        What came back.

    Returns
    -------
    Counted
        Mentees matched and points, counted afresh.

    Raises
    ------
    InvalidAssignmentError
        Names the first violation: a wrong shape, a mentor out of range, a pair that is not
        eligible or under the floor, a mentor over capacity, a pin not kept, a wrong list of
        unmatched mentees, a wrong number of people, a wrong total (beyond rounding), a pair worth
        more than its prices, or a bound that the prices do not prove.

    Examples
    --------
    >>> from matching import Problem, solve, verify
    >>> problem = Problem([[3, 1], [2, 0]])
    >>> verify(problem, solve(problem))
    Counted(people=2, total=3.0)
    """
    mentor_of = _checked_shape(problem, assignment)
    _refuse_out_of_range(problem, mentor_of)
    _refuse_ineligible(problem, mentor_of)
    _refuse_under_floor(problem, mentor_of, assignment)
    _refuse_overfull(problem, mentor_of)
    _refuse_dropped_pins(problem, mentor_of)
    counted = _recounted(problem, mentor_of, assignment)
    refuse_unproven(problem, assignment, counted.people)
    return counted


def _checked_shape(problem: ProblemProtocol, assignment: Assignment) -> npt.NDArray[Any]:
    mentor_of = np.asarray(assignment.mentor_of)
    expected = (problem.shape[0],)
    if mentor_of.shape != expected:
        raise InvalidAssignmentError(f"mentor_of has shape {mentor_of.shape}, not {expected}")
    if mentor_of.dtype.kind not in "iu":
        raise InvalidAssignmentError(f"mentor_of holds {mentor_of.dtype}, not indices")
    return mentor_of


def _refuse_out_of_range(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    mentors = problem.shape[1]
    for mentee in np.flatnonzero((mentor_of < NOBODY) | (mentor_of >= mentors)):
        raise InvalidAssignmentError(
            f"mentor_of[{mentee}] is {mentor_of[mentee]}; there are {mentors} mentors"
        )


def _refuse_ineligible(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    for mentee in np.flatnonzero(mentor_of != NOBODY):
        if not problem.allows(int(mentee), int(mentor_of[mentee])):
            raise InvalidAssignmentError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}: the pair is not eligible"
            )


def _refuse_under_floor(
    problem: ProblemProtocol, mentor_of: npt.NDArray[Any], assignment: Assignment
) -> None:
    matched = np.flatnonzero(mentor_of != NOBODY)
    scores = problem.scores_of(matched, mentor_of[matched])
    for place in np.flatnonzero(scores < assignment.floor - assignment.prices.step):
        raise InvalidAssignmentError(
            f"mentor_of[{matched[place]}] is {mentor_of[matched[place]]}: "
            f"the pair scores {scores[place]}, under the floor of {assignment.floor}"
        )


def _refuse_overfull(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    taken = np.bincount(mentor_of[mentor_of != NOBODY], minlength=problem.shape[1])
    for mentor in np.flatnonzero(taken > problem.mentor_capacity):
        raise InvalidAssignmentError(
            f"mentor {mentor} has {taken[mentor]} mentees and takes "
            f"{problem.mentor_capacity[mentor]}"
        )


def _refuse_dropped_pins(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    for mentee, mentor in problem.pinned:
        if mentor_of[mentee] != mentor:
            raise InvalidAssignmentError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}; the pin asks for {mentor}"
            )


def _recounted(
    problem: ProblemProtocol, mentor_of: npt.NDArray[Any], assignment: Assignment
) -> Counted:
    matched = np.flatnonzero(mentor_of != NOBODY)
    unmatched = np.flatnonzero(mentor_of == NOBODY).tolist()
    total = total_points(problem, mentor_of, assignment.load_penalty)
    counted = Counted(len(matched), total)
    if list(assignment.unmatched) != unmatched:
        raise InvalidAssignmentError(
            f"unmatched is {assignment.unmatched}; counted {tuple(unmatched)}"
        )
    if assignment.people != counted.people:
        raise InvalidAssignmentError(f"people is {assignment.people}; counted {counted.people}")
    if not math.isclose(assignment.total, counted.total, rel_tol=1e-9):
        raise InvalidAssignmentError(f"total is {assignment.total}; counted {counted.total}")
    return counted
