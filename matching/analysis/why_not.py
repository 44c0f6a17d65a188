"""Why not this other mentor: the rule that forbids it, or who would lose what, as data."""

from dataclasses import dataclass

import numpy as np

from matching.pair_scores.pair_ids import places_of
from matching.pipeline import MatchResult
from matching.problem.protocol import UNMATCHED
from matching.reoptimize.opportunity_costs import reassignment_chain
from matching.solution.assignment import Assignment


@dataclass(frozen=True)
class Forbidden:
    """The pair cannot be.

    Attributes
    ----------
    rules : tuple of str
        The names of the rules that it breaks.
    banned : bool
        Somebody said that it must not be.
    under_floor : bool
        It scores less than the floor.
    pinned : bool
        Somebody insisted on another mentor for the mentee, or on others for all of the mentor's
        places.
    """

    rules: tuple[str, ...]
    banned: bool
    under_floor: bool
    pinned: bool


@dataclass(frozen=True)
class Reassignment:
    """What one mentee would have instead of what they have.

    Attributes
    ----------
    mentee_id : str
        Who.
    before_id, after_id : str or None
        The mentor now and then, None for nobody.
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
    """The pair could be, at a price.

    Attributes
    ----------
    people : int
        How many fewer would be matched.
    points : float
        How much lower the total would be; negative if fewer people score more.
    moves : tuple of Move
        Who would have another mentor than now, the mentee asked about first.
    """

    people: int
    points: float
    moves: tuple[Reassignment, ...]


def why_not(result: MatchResult, mentee_id: str, mentor_id: str) -> Forbidden | PairCost:
    """Say what stands against a pair, or what the whole round would lose by it.

    Parameters
    ----------
    result : MatchResult
        The round.
    mentee_id, mentor_id : str
        The pair asked about.

    Returns
    -------
    Forbidden or Costs
        For a pair of the round itself, costs of nothing and no moves.

    Raises
    ------
    InvalidProblemError
        Somebody is not in the round.
    """
    mentees, mentors = result.pair_scores.mentees, result.pair_scores.mentors
    ((mentee, mentor),) = places_of("the pair", [(mentee_id, mentor_id)], mentees, mentors)
    costs = result.assignment.opportunity_costs(mentee)
    if np.isinf(costs.points[mentor]):
        return _forbidden(result, mentee, mentor)
    moves = []
    if result.assignment.mentor_of[mentee] != mentor:
        moves = reassignment_chain(
            result.assignment.scaled, result.assignment.solution, mentee, mentor
        )
    return PairCost(
        people=int(costs.people[mentor]),
        points=float(costs.points[mentor]),
        moves=tuple(_move(result, *move) for move in moves),
    )


def _forbidden(result: MatchResult, mentee: int, mentor: int) -> Forbidden:
    assignment, rules = result.assignment, result.pair_scores.broken_rules(mentee, mentor)
    score = float(assignment.problem.scores_of(np.array([mentee]), np.array([mentor]))[0])
    allowed = assignment.problem.is_eligible(mentee, mentor)
    under_floor = score < assignment.floor
    return Forbidden(
        rules=rules,
        banned=not allowed and not rules,
        under_floor=under_floor,
        pinned=allowed and not under_floor,
    )


def _move(result: MatchResult, mentee: int, after: int) -> Reassignment:
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
