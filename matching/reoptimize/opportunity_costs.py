"""Opportunity costs: what the whole round loses if a coordinator insists on another pair."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.residual_graph import UNREACHABLE, ResidualGraph


class OpportunityCosts(NamedTuple):
    """What the optimum loses for each mentor that one mentee could be given.

    Attributes
    ----------
    people : numpy.ndarray of int, shape (mentors,)
        How many fewer people are matched; 0 where the pair cannot be.
    points : numpy.ndarray of float, shape (mentors,)
        How much lower the total is; inf where the pair cannot be.
    """

    people: npt.NDArray[np.int64]
    points: Floats


def opportunity_costs(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentee: int
) -> OpportunityCosts:
    """Find the cost of every mentor for one mentee, see `Assignment.opportunity_costs`.

    The mentee goes to the mentor, somebody gives way there, and so on until the mentee's old
    place is filled: the move and the cheapest chain back are what the pair costs.
    """
    if scaled.pinned_to[mentee] != NOBODY:
        return _of_pinned(scaled, int(scaled.pinned_to[mentee]))
    residual = ResidualGraph(scaled, solution)
    home = int(residual.home[mentee])
    losses = residual.first_moves(mentee) + residual.routes(home).cost
    losses[home] = 0
    people, points = scaled.scale.split(scaled.scale.round_to_quantum(losses[:-1]))
    impossible = losses[:-1] >= UNREACHABLE
    people[impossible], points[impossible] = 0, np.inf
    return OpportunityCosts(people, points)


def _of_pinned(scaled: ScaledProblem, mentor: int) -> OpportunityCosts:
    points = np.full(scaled.shape[1], np.inf)
    points[mentor] = 0.0
    return OpportunityCosts(np.zeros(scaled.shape[1], dtype=np.int64), points)


def price_of_places(scaled: ScaledProblem, solution: PrimalDualSolution) -> ScaledInts:
    """Say what the round would lose with one place fewer at each mentor, in steps.

    It is the highest price that supports the optimum: a newcomer worth more than it to a mentor
    gets the place [1]_. UNREACHABLE where there is no place to lose.

    .. [1] H. B. Leonard, "Elicitation of honest preferences for the assignment of individuals to
       positions", Journal of Political Economy 91(3), 1983, doi:10.1086/261158.
    """
    residual = ResidualGraph(scaled, solution)
    cost = residual.routes(residual.hub).cost[:-1]
    price: ScaledInts = cost // scaled.scale.quantum * scaled.scale.quantum + solution.mentors
    return np.where(cost >= UNREACHABLE, UNREACHABLE, price)


def price_of_mentees(scaled: ScaledProblem, solution: PrimalDualSolution) -> ScaledInts:
    """Say what the round would lose without each mentee, in steps; UNREACHABLE for those pinned."""
    mentees, _ = minimal_dual_prices(scaled, solution.mentor_of)
    return np.where(scaled.pinned_to == NOBODY, mentees, UNREACHABLE)


def chain(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentee: int, mentor: int
) -> list[tuple[int, int]]:
    """Say who would go where if a mentee were given a mentor: (mentee, new mentor or NOBODY).

    The pair must be possible, see `opportunity_costs`.
    """
    residual = ResidualGraph(scaled, solution)
    home = int(residual.home[mentee])
    routes = residual.routes(home)
    moves, here = [(mentee, mentor)], mentor
    while here != home:
        mover, here = int(routes.mover[here]), int(routes.onward[here])
        if mover != NOBODY:
            moves.append((mover, NOBODY if here == residual.hub else here))
    return moves
