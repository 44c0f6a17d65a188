"""Dijkstra's algorithm forwards: where one mentee too many at a node can be moved to."""

import numpy as np

from matching.arrays import Bools, Index, grouped_arange
from matching.problem.integer_scale import ScaledInts
from matching.reoptimize.residual_graph import UNREACHABLE, ResidualGraph
from matching.reoptimize.shortest_paths import cheapest_pending


def costs_from(graph: ResidualGraph, source: int) -> ScaledInts:
    """Return the cost of the cheapest path from one node to every node.

    Parameters
    ----------
    graph : ResidualGraph
        In which nobody has been moved yet.
    source : int
        A node.

    Returns
    -------
    numpy.ndarray of int, shape (mentors + 1,)
        The cost, or UNREACHABLE; the unmatched node is the last.

    Raises
    ------
    RuntimeError
        An arc costs less than 0, because the dual prices are wrong.

    Notes
    -----
    It ends for the same reason as `shortest_paths` does. Each mentee's row of values is read when
    the mentee's node is expanded, which is once for most nodes: as much work as one pass over the
    matrix.
    """
    search = ForwardSearch(graph, source)
    for _ in range(len(search.cost) + 1):
        if not search.pending.any():
            return search.cost
        search.expand()
    raise RuntimeError("the dual prices do not support the assignment")


class ForwardSearch:
    """Dijkstra's algorithm from one node, which expands several nodes at a time.

    Parameters
    ----------
    graph : ResidualGraph
    source : int
        A node.
    """

    def __init__(self, graph: ResidualGraph, source: int) -> None:
        nodes = graph.unmatched_node + 1
        self.graph = graph
        self.cost = np.full(nodes, UNREACHABLE)
        self.cost[source] = 0
        self.pending = np.zeros(nodes, dtype=np.bool_)
        self.pending[source] = True
        movable = np.flatnonzero(~graph.pinned)
        self.by_node = movable[np.argsort(graph.node[movable], kind="stable")]
        self.starts = np.searchsorted(graph.node[self.by_node], np.arange(nodes + 1))

    def expand(self) -> None:
        """Relax the arcs that leave the cheapest of the pending nodes."""
        batch = cheapest_pending(self.cost, self.pending)
        self.pending[batch] = False
        mentees = self._mentees_at(batch)
        if len(mentees):
            self._move(mentees)
        self._transfer_capacity(batch)

    def _mentees_at(self, nodes: Index) -> Index:
        starts, counts = self.starts[nodes], self.starts[nodes + 1] - self.starts[nodes]
        mentees: Index = self.by_node[grouped_arange(counts) + np.repeat(starts, counts)]
        return mentees

    def _move(self, mentees: Index) -> None:
        """Relax the arcs along which these mentees move to other nodes."""
        graph = self.graph
        leave_cost = self.cost[graph.node[mentees]] + graph.mentee_prices[mentees] + 1
        to_mentors = (leave_cost[:, np.newaxis] - graph.scaled.rows(mentees)).min(axis=0)
        self._lower(np.append(to_mentors + graph.mentor_prices, leave_cost.min()))

    def _transfer_capacity(self, nodes: Index) -> None:
        """Relax the arcs along which mentors use one slot more, or fewer if it can be reused."""
        graph, unmatched = self.graph, self.graph.unmatched_node
        costs = np.full(len(self.cost), UNREACHABLE)
        mentors = nodes[nodes != unmatched]
        mentors = mentors[graph.used[mentors] < graph.scaled.capacity[mentors]]
        added = self.cost[mentors] - graph.mentor_prices[mentors]
        added += graph.scaled.penalty * graph.used[mentors]
        costs[unmatched] = added.min(initial=UNREACHABLE)
        if len(nodes) and nodes[-1] == unmatched:
            last_slot_cost = graph.scaled.penalty * (graph.used - 1)
            removed = self.cost[unmatched] + graph.mentor_prices - last_slot_cost
            costs[:unmatched] = np.where(graph.used > 0, removed, UNREACHABLE)
        self._lower(costs)

    def _lower(self, costs: ScaledInts) -> None:
        better: Bools = costs < self.cost
        self.cost[better] = costs[better]
        self.pending |= better
