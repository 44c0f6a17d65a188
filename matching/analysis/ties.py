"""Ties: which other pairs belong to an optimum that is exactly as good."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.arrays import Index
from matching.optimize.dense import solve_dense
from matching.optimize.dual_prices import ROW_BATCH, minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.residual_graph import ResidualGraph
from matching.solution.assignment import Assignment


def tied_pairs(assignment: Assignment) -> list[tuple[int, ...]]:
    """Return which other mentors each mentee has in assignments that are exactly as good.

    Parameters
    ----------
    assignment : Assignment
        Proven optimal.

    Returns
    -------
    list of tuple of int
        For each mentee the mentors, ascending, with −1 first if the mentee could as well have none.
        All are empty if no other assignment has as many people and the same total.

    Raises
    ------
    InvalidAssignmentError
        The assignment is not proven optimal.

    Notes
    -----
    Two optima differ by chains of moves that end where they began and cost nothing. Under optimal
    prices no move costs less than nothing, so that every move of such a chain costs nothing: a pair
    belongs to an optimum if its move costs nothing and the same nodes lead back. These are the
    strongly connected components of the moves that cost nothing, all found in one pass.

    Under ``best_total`` the optima compared are those with the most people, which `solve` prefers;
    in problems too large for one matrix, where it does not, the total alone counts.

    Examples
    --------
    >>> from matching import Problem, solve
    >>> drawn = solve(Problem([[3, 2, 0], [2, 1, 0], [0, 0, 7]]))
    >>> drawn.mentor_of, tied_pairs(drawn)
    (array([1, 0, 2]), [(0,), (1,), ()])
    """
    scaled, solution = _with_people(assignment)
    graph = ResidualGraph(scaled, solution)
    free_moves = list(_free_moves(graph))
    mentees, nodes = (np.concatenate(part) for part in zip(*free_moves, strict=True))
    component = _components(graph, mentees, nodes)
    initial_nodes = graph.initial_node[mentees]
    is_tied = component[initial_nodes] == component[nodes]
    mentors = [{mentor} for mentor in solution.mentor_of.tolist()]
    for mentee, node in zip(mentees[is_tied].tolist(), nodes[is_tied].tolist(), strict=True):
        mentors[mentee].add(UNMATCHED if node == graph.unmatched_node else node)
    return [
        tuple(sorted(tied - {mentor}))
        for tied, mentor in zip(mentors, assignment.mentor_of.tolist(), strict=True)
    ]


def _with_people(assignment: Assignment) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Return an optimum, with prices that tell apart optima of more and of fewer people.

    To this end each pair is worth one tie-breaking unit more; all together are below a quantum.
    """
    scaled = assignment.scaled
    if scaled.options.people_first or not scaled.is_dense:
        return scaled, assignment.solution
    with_people = replace(
        scaled,
        scale=replace(scaled.scale, person_weight=1),
        max_value=scaled.max_value + 1,
        floor_value=scaled.floor_value + 1,
    )
    mentor_of = solve_dense(scaled)
    prices = minimal_dual_prices(with_people, mentor_of)
    return with_people, PrimalDualSolution(mentor_of, *prices)


def _free_moves(graph: ResidualGraph) -> Iterator[tuple[Index, Index]]:
    """Yield mentees and nodes to which they move at no cost, in batches."""
    movable = np.flatnonzero(~graph.pinned)
    for batch in np.split(movable, range(ROW_BATCH, len(movable), ROW_BATCH)):
        prices = graph.mentee_prices[batch]
        costs = prices[:, np.newaxis] + graph.mentor_prices - graph.scaled.rows(batch)
        rows, nodes = np.nonzero(np.column_stack([costs, prices]) == 0)
        yield batch[rows], nodes


def _components(graph: ResidualGraph, mentees: Index, nodes: Index) -> Index:
    """Return the strongly connected component of each node."""
    penalty, unmatched = graph.scaled.penalty, graph.unmatched_node
    prices, used = graph.mentor_prices, graph.used
    added = np.flatnonzero((used < graph.scaled.capacity) & (prices == penalty * used))
    removed = np.flatnonzero((used > 0) & (prices == penalty * (used - 1)))
    sources = np.concatenate([graph.initial_node[mentees], added, np.full(len(removed), unmatched)])
    targets = np.concatenate([nodes, np.full(len(added), unmatched), removed])
    arcs = coo_array(
        (np.ones(len(sources)), (sources, targets)), shape=(unmatched + 1, unmatched + 1)
    )
    _, component = connected_components(arcs, directed=True, connection="strong")
    return component.astype(np.intp)
