"""Reassign displaced mentees, one cheapest chain of moves after the other."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.augmentation import augment, reroute
from matching.reoptimize.residual_graph import DISPLACED, ResidualGraph


def reassign(
    scaled: ScaledProblem, solution: PrimalDualSolution, displaced: Index,
    added_slots: Mapping[int, int] | None = None,
) -> PrimalDualSolution:  # fmt: skip
    """Return the optimum after some mentees were displaced.

    Parameters
    ----------
    scaled : ScaledProblem
        The changed problem.
    solution : PrimalDualSolution
        The assignment before the change, with prices that are at least the value of every allowed
        pair, and exactly that of the pairs of mentees who are not displaced.
    displaced : numpy.ndarray of int, shape (n,)
        Mentees who lose their mentors, whose slots are then free.
    added_slots : mapping of int to int, optional
        How many slots more each mentor uses, each for somebody from the unmatched node.

    Returns
    -------
    PrimalDualSolution
        The optimum that reassigns the fewest mentees.
    """
    graph = ResidualGraph(scaled, solution)
    graph.node[displaced] = DISPLACED
    targets = Counter(added_slots or {})
    for mentor, slots in targets.items():
        graph.used[mentor] += slots
    for mentee in displaced.tolist():
        augment(graph, mentee, target=int(graph.initial_node[mentee]))
    for mentor in targets.elements():
        reroute(graph, graph.unmatched_node, mentor)
    return rounded_solution(scaled, graph)


def rounded_solution(scaled: ScaledProblem, graph: ResidualGraph) -> PrimalDualSolution:
    """Return the assignment and its prices, with tie-breaking units removed from the prices.

    Parameters
    ----------
    scaled : ScaledProblem
    graph : ResidualGraph
        Without displaced mentees.

    Returns
    -------
    PrimalDualSolution
    """
    mentor_of = graph.mentor_of()
    with_units = (graph.mentee_prices, graph.mentor_prices)
    prices = [scaled.scale.round_to_quantum(side) for side in with_units]
    max_units = max(
        np.abs(side - rounded).max(initial=0)
        for side, rounded in zip(with_units, prices, strict=True)
    )
    if max_units >= scaled.scale.quantum // 4:
        return PrimalDualSolution(mentor_of, *minimal_dual_prices(scaled, mentor_of))
    return PrimalDualSolution(mentor_of, *prices)
