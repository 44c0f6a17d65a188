"""Shortest paths in the residual graph: the cheapest chains of moves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Bools, Index, grouped_arange
from matching.problem.integer_scale import FORBIDDEN, ScaledInts
from matching.reoptimize.residual_graph import DISPLACED, UNREACHABLE, ResidualGraph

NO_MENTEE = -1
"""The mentee of an arc that transfers a unit of capacity and moves nobody."""

BATCH_SIZE = 32
"""Nodes that are expanded together: a few are expanded twice, but all are much faster."""


@dataclass(frozen=True, eq=False)
class ShortestPaths:
    """The cheapest path from every node to one target node; the unmatched node is the last.

    Attributes
    ----------
    cost : numpy.ndarray of int, shape (mentors + 1,)
        The cost of the path, or UNREACHABLE: what it costs to have one mentee too many there.
    mentee : numpy.ndarray of int, shape (mentors + 1,)
        Who moves along the first arc of the path, or NO_MENTEE.
    next_node : numpy.ndarray of int, shape (mentors + 1,)
        Where the first arc of the path leads.
    """

    cost: ScaledInts
    mentee: npt.NDArray[np.int64]
    next_node: npt.NDArray[np.int64]

    def arcs(self, source: int, target: int) -> Iterator[tuple[int, int, int]]:
        """Yield the arcs of a path: the node that each leaves, who moves, and where it leads.

        Parameters
        ----------
        source : int
            A node with a path.
        target : int
            The target node of all paths.

        Raises
        ------
        RuntimeError
            The arcs form a cycle. Cheapest paths visit no node twice, as long as no arc costs less
            than 0 and `DijkstraSearch` replaces a path only by a cheaper one.
        """
        node = source
        for _ in range(len(self.cost)):
            if node == target:
                return
            next_node = int(self.next_node[node])
            yield node, int(self.mentee[node]), next_node
            node = next_node
        raise RuntimeError("the dual prices do not support the assignment")


def shortest_paths(
    graph: ResidualGraph, target: int, source_costs: ScaledInts | None = None
) -> ShortestPaths:
    """Find the cheapest paths to a node, by Dijkstra's algorithm backwards from it.

    Parameters
    ----------
    graph : ResidualGraph
    target : int
        A node.
    source_costs : numpy.ndarray of int, shape (mentors + 1,), optional
        The cost of entering the graph at each node. If given, the search ends as soon as the
        cheapest way through the graph is known; higher costs are then lower bounds only.

    Returns
    -------
    ShortestPaths

    Raises
    ------
    RuntimeError
        An arc costs less than 0, because the dual prices are wrong.

    Notes
    -----
    The cheapest pending node is among those that are expanded. As no arc costs less than 0, no
    cheaper path to it is found later, so that each expansion is the last one of some node: there
    are at most as many as nodes.
    """
    search = DijkstraSearch(graph, target)
    for _ in range(len(search.cost) + 1):
        limit = UNREACHABLE if source_costs is None else (source_costs + search.cost).min()
        if search.min_pending_cost() >= limit:
            return ShortestPaths(search.cost, search.mentee, search.next_node)
        search.expand()
    raise RuntimeError("the dual prices do not support the assignment")


def cheapest_pending(cost: ScaledInts, pending: Bools) -> Index:
    """Return the nodes that a search expands next.

    Parameters
    ----------
    cost : numpy.ndarray of int, shape (nodes,)
    pending : numpy.ndarray of bool, shape (nodes,)

    Returns
    -------
    numpy.ndarray of int, shape (at most BATCH_SIZE,)
        The cheapest of the pending nodes, ascending.
    """
    nodes = np.flatnonzero(pending)
    if len(nodes) <= BATCH_SIZE:
        return nodes
    cheapest = np.argpartition(cost[nodes], BATCH_SIZE)[:BATCH_SIZE]
    return np.sort(nodes[cheapest])


class DijkstraSearch:
    """Dijkstra's algorithm backwards from one node, which expands several nodes at a time.

    A node is expanded again whenever a cheaper path from it is found.

    Parameters
    ----------
    graph : ResidualGraph
    target : int
        A node.
    """

    def __init__(self, graph: ResidualGraph, target: int) -> None:
        nodes = graph.unmatched_node + 1
        self.graph = graph
        self.cost = np.full(nodes, UNREACHABLE)
        self.mentee = np.full(nodes, NO_MENTEE)
        self.next_node = np.full(nodes, target)
        self.cost[target] = 0
        self.pending = np.zeros(nodes, dtype=np.bool_)
        self.pending[target] = True
        movable = ~graph.pinned & (graph.node != DISPLACED)
        self.node = np.where(movable, graph.node, target)
        self.leave_cost = np.where(movable, graph.mentee_prices, -FORBIDDEN) + 1
        self.by_initial_node = np.argsort(graph.initial_node, kind="stable")
        self.starts = np.searchsorted(
            graph.initial_node[self.by_initial_node], np.arange(nodes + 1)
        )

    def min_pending_cost(self) -> int:
        """Return the lowest cost of a node that is yet to be expanded."""
        return int(self.cost[self.pending].min(initial=UNREACHABLE))

    def expand(self) -> None:
        """Relax the arcs that lead to the cheapest of the pending nodes."""
        batch = cheapest_pending(self.cost, self.pending)
        self.pending[batch] = False
        if batch[-1] == self.graph.unmatched_node:
            self._relax_moves_to_unmatched()
            self._relax_added_slots()
            batch = batch[:-1]
        if len(batch):
            self._relax_moves_to_mentors(batch)
            self._relax_removed_slots(batch)

    def _relax_moves_to_mentors(self, mentors: Index) -> None:
        """Relax the arcs along which mentees move to these mentors."""
        costs = self.leave_cost - self.graph.scaled.columns(mentors)
        costs += (self.graph.mentor_prices[mentors] + self.cost[mentors])[:, np.newaxis]
        costs[self._initial_mentees(mentors)] -= 1
        cheapest = costs.min(axis=0)
        better = np.flatnonzero(cheapest < self.cost[self.node])
        self._move_mentees(better, cheapest[better], mentors[costs[:, better].argmin(axis=0)])

    def _relax_moves_to_unmatched(self) -> None:
        """Relax the arcs along which mentees become unmatched."""
        unmatched = self.graph.unmatched_node
        costs = self.leave_cost + self.cost[unmatched]
        costs[self._initial_mentees(np.array([unmatched]))[1]] -= 1
        better = np.flatnonzero(costs < self.cost[self.node])
        self._move_mentees(better, costs[better], unmatched)

    def _relax_added_slots(self) -> None:
        """Relax the arcs along which mentors use one more slot."""
        graph, unmatched = self.graph, self.graph.unmatched_node
        mentors = np.flatnonzero(graph.used < graph.scaled.capacity)
        slot_costs = graph.scaled.penalty * graph.used[mentors]
        costs = slot_costs - graph.mentor_prices[mentors] + self.cost[unmatched]
        self._transfer_capacity(mentors, costs, unmatched)

    def _relax_removed_slots(self, mentors: Index) -> None:
        """Relax the arcs along which one of these mentors uses one slot fewer."""
        graph = self.graph
        mentors = mentors[graph.used[mentors] > 0]
        slot_costs = graph.scaled.penalty * (graph.used[mentors] - 1)
        costs = graph.mentor_prices[mentors] - slot_costs + self.cost[mentors]
        if len(mentors):
            best = [int(costs.argmin())]
            self._transfer_capacity(np.array([graph.unmatched_node]), costs[best], mentors[best])

    def _initial_mentees(self, nodes: Index) -> tuple[Index, Index]:
        """Return the mentees whose initial node is among the nodes, after the positions of these.

        Both arrays have one entry for each such mentee.
        """
        starts, counts = self.starts[nodes], self.starts[nodes + 1] - self.starts[nodes]
        mentees = self.by_initial_node[grouped_arange(counts) + np.repeat(starts, counts)]
        return np.repeat(np.arange(len(nodes)), counts), mentees

    def _move_mentees(self, mentees: Index, costs: ScaledInts, next_node: Index | int) -> None:
        """Lower the cost of the mentees' nodes where moving them on is cheaper."""
        nodes = self.node[mentees]
        np.minimum.at(self.cost, nodes, costs)
        is_cheapest = costs == self.cost[nodes]
        self.mentee[nodes[is_cheapest]] = mentees[is_cheapest]
        self.next_node[nodes[is_cheapest]] = np.broadcast_to(next_node, len(mentees))[is_cheapest]
        self.pending[nodes] = True

    def _transfer_capacity(self, nodes: Index, costs: ScaledInts, next_node: Index | int) -> None:
        """Lower the cost of nodes where a transfer of capacity is cheaper."""
        better = costs < self.cost[nodes]
        nodes = nodes[better]
        self.cost[nodes] = costs[better]
        self.mentee[nodes] = NO_MENTEE
        self.next_node[nodes] = np.broadcast_to(next_node, len(better))[better]
        self.pending[nodes] = True
