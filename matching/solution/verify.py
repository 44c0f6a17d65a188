"""Verify an assignment, whichever solver found it, from the problem and arithmetic alone."""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAssignmentError
from matching.optimize.primal_dual import total_points
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.solution.assignment import Assignment
from matching.solution.dual_certificate import RELATIVE_TOLERANCE, check_dual_certificate


class VerifiedTotals(NamedTuple):
    """What the verification counted independently.

    Attributes
    ----------
    people : int
        How many mentees are matched.
    total : float
        The sum of the scores less the load penalties.
    """

    people: int
    total: float


def verify(problem: ProblemProtocol, assignment: Assignment) -> VerifiedTotals:
    """Check that an assignment is feasible, reports itself correctly and is proven optimal.

    Parameters
    ----------
    problem : Problem
        The problem that was to be solved.
    assignment : Assignment
        What a solver returned.

    Returns
    -------
    VerifiedTotals
        Mentees matched and points, counted independently.

    Raises
    ------
    InvalidAssignmentError
        Names the first violation: a wrong shape, a mentor out of range, a pair that is not
        eligible or below the floor, a mentor over capacity, a missing pin, a wrong list of
        unmatched mentees, a wrong number of people, a wrong total (beyond rounding), a pair worth
        more than its prices, or a bound that the prices do not prove.

    Notes
    -----
    Nothing is solved: pairs are looked up, totals are summed independently, and every pair of the
    problem is compared with the prices of the assignment.

    Examples
    --------
    >>> from matching import Problem, solve, verify
    >>> problem = Problem([[3, 1], [2, 0]])
    >>> verify(problem, solve(problem))
    VerifiedTotals(people=2, total=3.0)
    """
    mentor_of = _validate_array(problem, assignment)
    _check_range(problem, mentor_of)
    _check_eligibility(problem, mentor_of)
    _check_floor(problem, mentor_of, assignment)
    _check_capacity(problem, mentor_of)
    _check_pins(problem, mentor_of)
    totals = _check_totals(problem, mentor_of, assignment)
    check_dual_certificate(problem, assignment, totals.people)
    return totals


def _validate_array(problem: ProblemProtocol, assignment: Assignment) -> npt.NDArray[Any]:
    mentor_of = np.asarray(assignment.mentor_of)
    expected = (problem.shape[0],)
    if mentor_of.shape != expected:
        raise InvalidAssignmentError(f"mentor_of has shape {mentor_of.shape}, not {expected}")
    if mentor_of.dtype.kind not in "iu":
        raise InvalidAssignmentError(f"mentor_of holds {mentor_of.dtype}, not indices")
    return mentor_of


def _check_range(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    mentors = problem.shape[1]
    for mentee in np.flatnonzero((mentor_of < UNMATCHED) | (mentor_of >= mentors)):
        raise InvalidAssignmentError(
            f"mentor_of[{mentee}] is {mentor_of[mentee]}; there are {mentors} mentors"
        )


def _check_eligibility(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    for mentee in np.flatnonzero(mentor_of != UNMATCHED):
        if not problem.is_eligible(int(mentee), int(mentor_of[mentee])):
            raise InvalidAssignmentError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}: the pair is not eligible"
            )


def _check_floor(
    problem: ProblemProtocol, mentor_of: npt.NDArray[Any], assignment: Assignment
) -> None:
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    scores = problem.scores_of(matched, mentor_of[matched])
    for position in np.flatnonzero(scores < assignment.floor - assignment.prices.resolution):
        mentee = matched[position]
        raise InvalidAssignmentError(
            f"mentor_of[{mentee}] is {mentor_of[mentee]}: "
            f"the pair scores {scores[position]}, below the floor of {assignment.floor}"
        )


def _check_capacity(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    used = np.bincount(mentor_of[mentor_of != UNMATCHED], minlength=problem.shape[1])
    for mentor in np.flatnonzero(used > problem.mentor_capacity):
        capacity = problem.mentor_capacity[mentor]
        raise InvalidAssignmentError(
            f"mentor {mentor} has {used[mentor]} mentees and takes {capacity}"
        )


def _check_pins(problem: ProblemProtocol, mentor_of: npt.NDArray[Any]) -> None:
    for mentee, mentor in problem.pinned:
        if mentor_of[mentee] != mentor:
            raise InvalidAssignmentError(
                f"mentor_of[{mentee}] is {mentor_of[mentee]}; the pin requires {mentor}"
            )


def _check_totals(
    problem: ProblemProtocol, mentor_of: npt.NDArray[Any], assignment: Assignment
) -> VerifiedTotals:
    unmatched = tuple(np.flatnonzero(mentor_of == UNMATCHED).tolist())
    people = len(mentor_of) - len(unmatched)
    total = total_points(problem, mentor_of, assignment.load_penalty)
    if tuple(assignment.unmatched) != unmatched:
        raise InvalidAssignmentError(f"unmatched is {assignment.unmatched}; counted {unmatched}")
    if assignment.people != people:
        raise InvalidAssignmentError(f"people is {assignment.people}; counted {people}")
    if not math.isclose(assignment.total, total, rel_tol=RELATIVE_TOLERANCE):
        raise InvalidAssignmentError(f"total is {assignment.total}; counted {total}")
    return VerifiedTotals(people, total)
