"""Opportunity costs: what the optimum loses if a coordinator insists on another pair."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats
from matching.errors import InvalidPinError
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import UNMATCHED, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.forward_search import costs_from
from matching.reoptimize.residual_graph import UNREACHABLE, ResidualGraph
from matching.reoptimize.shortest_paths import NO_MENTEE, shortest_paths


class OpportunityCosts(NamedTuple):
    """What the optimum loses by each pair of one mentee, or of one mentor.

    Attributes
    ----------
    people : numpy.ndarray of int, shape (mentors,) or (mentees,)
        How many fewer people are matched; 0 where the pair is impossible.
    points : numpy.ndarray of float, of the same shape
        How much lower the total is; inf where the pair is impossible.
    """

    people: npt.NDArray[np.int64]
    points: Floats


def opportunity_costs(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentee: int
) -> OpportunityCosts:
    """Return the cost of each mentor for one mentee, see `Assignment.opportunity_costs`.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    mentee : int

    Returns
    -------
    OpportunityCosts

    Notes
    -----
    The mentee moves to the mentor, another mentee is moved on from there, and so on until the
    mentee's old slot is filled: a pair costs that move and the shortest path back.
    """
    if scaled.pinned_to[mentee] != UNMATCHED:
        return _costs_of_pinned(scaled, int(scaled.pinned_to[mentee]))
    graph = ResidualGraph(scaled, solution)
    initial_node = int(graph.initial_node[mentee])
    costs = graph.move_costs(mentee) + shortest_paths(graph, initial_node).cost
    costs[initial_node] = 0
    return _people_and_points(scaled, costs[:-1])


def mentee_costs(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentor: int
) -> OpportunityCosts:
    """Return the cost of each mentee for one mentor, see `Assignment.mentee_costs`.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    mentor : int

    Returns
    -------
    OpportunityCosts

    Notes
    -----
    The paths of `opportunity_costs` begin at the mentor and end where each mentee was, so that one
    search forwards from the mentor finds them all.
    """
    graph = ResidualGraph(scaled, solution)
    values = scaled.columns(np.array([mentor]))[0]
    move_costs = graph.mentee_prices + graph.mentor_prices[mentor] - values + 1
    costs = move_costs + costs_from(graph, mentor)[graph.initial_node]
    costs[graph.pinned] = UNREACHABLE
    costs[graph.initial_node == mentor] = 0
    return _people_and_points(scaled, costs)


def _people_and_points(scaled: ScaledProblem, costs: ScaledInts) -> OpportunityCosts:
    people, points = scaled.scale.split(scaled.scale.round_to_quantum(costs))
    impossible = costs >= UNREACHABLE
    people[impossible], points[impossible] = 0, np.inf
    return OpportunityCosts(people, points)


def _costs_of_pinned(scaled: ScaledProblem, mentor: int) -> OpportunityCosts:
    points = np.full(scaled.shape[1], np.inf)
    points[mentor] = 0.0
    return OpportunityCosts(np.zeros(scaled.shape[1], dtype=np.int64), points)


def marginal_slot_values(scaled: ScaledProblem, solution: PrimalDualSolution) -> ScaledInts:
    """Return what the optimum would lose with one slot fewer at each mentor.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution

    Returns
    -------
    numpy.ndarray of int, shape (mentors,)
        UNREACHABLE for mentors without a slot.

    Notes
    -----
    These are the highest mentor prices that support the optimum: a new mentee gets a slot if the
    pair is worth more [1]_.

    References
    ----------
    .. [1] H. B. Leonard, "Elicitation of honest preferences for the assignment of individuals to
       positions", Journal of Political Economy 91(3), 1983, doi:10.1086/261158.
    """
    graph = ResidualGraph(scaled, solution)
    cost = shortest_paths(graph, graph.unmatched_node).cost[:-1]
    quantum = scaled.scale.quantum
    values: ScaledInts = cost // quantum * quantum + solution.mentor_prices
    return np.where(cost >= UNREACHABLE, UNREACHABLE, values)


def marginal_mentee_values(scaled: ScaledProblem, solution: PrimalDualSolution) -> ScaledInts:
    """Return what the optimum would lose without each mentee.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution

    Returns
    -------
    numpy.ndarray of int, shape (mentees,)
        UNREACHABLE for pinned mentees.
    """
    mentee_prices, _ = minimal_dual_prices(scaled, solution.mentor_of)
    return np.where(scaled.pinned_to == UNMATCHED, mentee_prices, UNREACHABLE)


def reassignment_chain(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentee: int, mentor: int
) -> list[Pair]:
    """Return the moves that follow if a mentee is assigned to a mentor.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
    mentee, mentor : int

    Returns
    -------
    list of (int, int)
        Who moves, and to which mentor or UNMATCHED; the given pair comes first. Empty if the
        mentee is already there.

    Raises
    ------
    InvalidPinError
        No assignment contains the pair.
    """
    graph = ResidualGraph(scaled, solution)
    initial_node = int(graph.initial_node[mentee])
    if initial_node == mentor:
        return []
    from_mentor = np.full(graph.unmatched_node + 1, UNREACHABLE)
    from_mentor[mentor] = 0
    paths = shortest_paths(graph, initial_node, from_mentor)
    cost = graph.move_costs(mentee)[mentor] + paths.cost[mentor]
    if graph.pinned[mentee] or cost >= UNREACHABLE:
        raise InvalidPinError(mentee, mentor, "no assignment contains the pair")
    return [
        (mentee, mentor),
        *(
            (moved, UNMATCHED if node == graph.unmatched_node else node)
            for _, moved, node in paths.arcs(mentor, initial_node)
            if moved != NO_MENTEE
        ),
    ]
