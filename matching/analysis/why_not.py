"""Why a pair was not matched: what forbids it, or what it would cost, as data."""

from dataclasses import dataclass

import numpy as np

from matching.pair_scores.pair_ids import pair_positions
from matching.pipeline import MatchResult
from matching.problem.protocol import UNMATCHED
from matching.solution.assignment import Assignment


@dataclass(frozen=True)
class Forbidden:
    """The pair is not allowed.

    Attributes
    ----------
    rules : tuple of str
        The names of the rules that it breaks.
    banned : bool
        Whether the pair is banned.
    under_floor : bool
        Whether it scores less than the floor.
    pinned : bool
        Whether the mentee is pinned to another mentor, or the mentor's whole capacity to others.
    same_person : bool
        Whether the two have the same id.
    """

    rules: tuple[str, ...]
    banned: bool
    under_floor: bool
    pinned: bool
    same_person: bool = False


@dataclass(frozen=True)
class Reassignment:
    """One mentee's change of mentor.

    Attributes
    ----------
    mentee_id : str
    before_id, after_id : str or None
        The mentor before and after, None for nobody.
    before, after : float
        The scores of the two pairs, 0 for nobody.
    """

    mentee_id: str
    before_id: str | None
    after_id: str | None
    before: float
    after: float


@dataclass(frozen=True)
class PairCost:
    """What it would cost to require the pair.

    Attributes
    ----------
    people : int
        How many fewer mentees would be matched.
    points : float
        How much lower the total would be; negative if fewer pairs score more.
    reassignments : tuple of Reassignment
        The mentees who would get another mentor, beginning with the pair's own.
    """

    people: int
    points: float
    reassignments: tuple[Reassignment, ...]


def why_not(result: MatchResult, mentee_id: str, mentor_id: str) -> Forbidden | PairCost:
    """Return what forbids a pair, or what requiring it would cost.

    Parameters
    ----------
    result : MatchResult
        The result of `match`.
    mentee_id, mentor_id : str
        The pair in question.

    Returns
    -------
    Forbidden or PairCost
        For a matched pair, a cost of 0 without reassignments.

    Raises
    ------
    InvalidProblemError
        An id is unknown.
    """
    mentees, mentors = result.pair_scores.mentees, result.pair_scores.mentors
    ((mentee, mentor),) = pair_positions("the pair", [(mentee_id, mentor_id)], mentees, mentors)
    costs = result.assignment.opportunity_costs(mentee)
    if np.isinf(costs.points[mentor]):
        return _forbidden(result, mentee, mentor)
    moves = result.assignment.reassignments(mentee, mentor)
    return PairCost(
        people=int(costs.people[mentor]),
        points=float(costs.points[mentor]),
        reassignments=tuple(_reassignment(result, *move) for move in moves),
    )


def _forbidden(result: MatchResult, mentee: int, mentor: int) -> Forbidden:
    assignment, rules = result.assignment, result.pair_scores.broken_rules(mentee, mentor)
    score = float(assignment.problem.scores_of(np.array([mentee]), np.array([mentor]))[0])
    allowed = assignment.problem.is_eligible(mentee, mentor)
    same_person = result.pair_scores.is_same_person(mentee, mentor)
    under_floor = score < assignment.floor
    return Forbidden(
        rules=rules,
        banned=not allowed and not rules and not same_person,
        under_floor=under_floor,
        pinned=allowed and not under_floor,
        same_person=same_person,
    )


def _reassignment(result: MatchResult, mentee: int, after: int) -> Reassignment:
    before = int(result.assignment.mentor_of[mentee])
    return Reassignment(
        mentee_id=result.pair_scores.mentees.ids[mentee],
        before_id=_id(result, before),
        after_id=_id(result, after),
        before=_score(result.assignment, mentee, before),
        after=_score(result.assignment, mentee, after),
    )


def _id(result: MatchResult, mentor: int) -> str | None:
    return None if mentor == UNMATCHED else result.pair_scores.mentors.ids[mentor]


def _score(assignment: Assignment, mentee: int, mentor: int) -> float:
    if mentor == UNMATCHED:
        return 0.0
    return float(assignment.problem.scores_of(np.array([mentee]), np.array([mentor]))[0])
