"""Augmentation of the assignment along shortest paths of the residual graph."""

import numpy as np

from matching.reoptimize.residual_graph import DISPLACED, UNREACHABLE, ResidualGraph
from matching.reoptimize.shortest_paths import NO_MENTEE, ShortestPaths, shortest_paths


def augment(graph: ResidualGraph, mentee: int, target: int) -> None:
    """Assign a displaced mentee by the cheapest chain of moves that ends at a node.

    Parameters
    ----------
    graph : ResidualGraph
        Changed in place.
    mentee : int
        A mentee whose node is DISPLACED.
    target : int
        A node with one mentee too few.
    """
    # The prices of displaced mentees rise with every augmentation, too.
    graph.mentee_prices = np.minimum(graph.mentee_prices, graph.price_limit)
    source_costs = graph.move_costs(mentee)
    paths = shortest_paths(graph, target, source_costs)
    node = int(np.argmin(source_costs + paths.cost))
    cost = int(source_costs[node] + paths.cost[node])
    _shift_prices(graph, paths, cost)
    graph.mentee_prices[mentee] -= cost
    graph.node[mentee] = node
    _follow_path(graph, paths, node, target)


def reroute(graph: ResidualGraph, source: int, target: int) -> None:
    """Move the excess of one node to another by the cheapest chain of moves.

    Parameters
    ----------
    graph : ResidualGraph
        Changed in place.
    source : int
        A node with one mentee too many.
    target : int
        A node with one mentee too few.
    """
    source_costs = np.full(graph.unmatched_node + 1, UNREACHABLE)
    source_costs[source] = 0
    paths = shortest_paths(graph, target, source_costs)
    _shift_prices(graph, paths, int(paths.cost[source]))
    _follow_path(graph, paths, source, target)


def _shift_prices(graph: ResidualGraph, paths: ShortestPaths, cost: int) -> None:
    """Shift prices by the path costs, so that the arcs of the path that is followed cost 0.

    The prices of mentors that no path reaches would rise with every augmentation and overflow.
    Beyond what any pair is worth a price makes no difference, so they are capped there.
    """
    shift = np.minimum(paths.cost, cost)
    unmatched_shift = shift[graph.unmatched_node]
    raised = np.minimum(
        shift[: graph.unmatched_node] - unmatched_shift, graph.price_limit - graph.mentor_prices
    )
    is_displaced = graph.node == DISPLACED
    lowered = np.where(is_displaced, -unmatched_shift, np.append(raised, 0)[graph.node])
    graph.mentor_prices += raised
    graph.mentee_prices -= lowered


def _follow_path(graph: ResidualGraph, paths: ShortestPaths, source: int, target: int) -> None:
    """Move the mentees and transfer the capacity along a path."""
    for node, mentee, next_node in paths.arcs(source, target):
        if mentee != NO_MENTEE:
            graph.node[mentee] = next_node
        elif next_node == graph.unmatched_node:
            graph.used[node] += 1
        else:
            graph.used[next_node] -= 1
