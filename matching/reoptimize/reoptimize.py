"""The optimum of a slightly changed problem, from the optimum before the change.

Dual prices that supported the old optimum remain valid for every pair that is still allowed. So
only mentees who lost their mentor, and mentors who lost or gained a mentee, need an augmenting
path, and the cheapest path gives an optimum again: successive shortest paths, see
`matching.reoptimize.residual_graph`.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.protocol import UNMATCHED, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.augmentation import augment, reroute
from matching.reoptimize.residual_graph import DISPLACED, ResidualGraph


def without_pairs(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize without some pairs.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    pairs : sequence of (int, int)
        Pairs that are no longer eligible.

    Returns
    -------
    ScaledProblem
        The changed problem, on the same scale.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidPinError
        A pair is pinned.
    """
    changed = scaled.with_problem(scaled.problem.without_pairs(pairs), removed=pairs)
    displaced = {mentee for mentee, mentor in pairs if solution.mentor_of[mentee] == mentor}
    return changed, _reassign(changed, solution, np.array(sorted(displaced), dtype=np.int64))


def with_higher_floor(
    scaled: ScaledProblem, solution: PrimalDualSolution, floor_value: int
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize under a higher floor, which removes the pairs below it.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        The optimum under the present floor.
    floor_value : int
        See `ScaledProblem.with_floor_value`.

    Returns
    -------
    ScaledProblem
        The changed problem, on the same scale.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.
    """
    changed = scaled.with_floor_value(floor_value)
    matched = np.flatnonzero(solution.mentor_of != UNMATCHED)
    values = changed.values_of(matched, solution.mentor_of[matched])
    return changed, _reassign(changed, solution, matched[values < floor_value])


def with_pins(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize with some pairs pinned.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    pairs : sequence of (int, int)
        Pairs to pin, beside those already pinned.

    Returns
    -------
    ScaledProblem
        The changed problem, on the same scale.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidPinError
        A pin contradicts eligibility, the floor, a capacity or another pin.
    """
    pairs = list(dict.fromkeys(pairs))
    changed = scaled.with_problem(scaled.problem.with_pins(pairs))
    graph = ResidualGraph(changed, solution)
    sources = Counter(mentor for _, mentor in pairs)
    targets = Counter(graph.node[[mentee for mentee, _ in pairs]].tolist())
    for mentee, mentor in pairs:
        graph.force_assign(mentee, mentor)
    excess, deficit = sources - targets, targets - sources
    for source, target in zip(excess.elements(), deficit.elements(), strict=True):
        reroute(graph, source, target)
    return changed, _solution(changed, graph)


def without_mentor(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentor: int
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize without a mentor.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    mentor : int
        Whose capacity becomes 0.

    Returns
    -------
    ScaledProblem
        The changed problem, on the same scale.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidProblemError
        There is no such mentor.
    InvalidPinError
        A mentee is pinned to the mentor.
    """
    changed = scaled.with_problem(scaled.problem.without_mentor(mentor))
    graph = ResidualGraph(changed, solution)
    displaced = np.flatnonzero(graph.node == mentor)
    graph.node[displaced] = DISPLACED
    graph.used[mentor] = 0
    for mentee in displaced.tolist():
        augment(graph, mentee, target=graph.unmatched_node)
    return changed, _solution(changed, graph)


def _reassign(
    scaled: ScaledProblem, solution: PrimalDualSolution, displaced: Index
) -> PrimalDualSolution:
    """Return the optimum after some mentees lost their mentors, whose slots are then free."""
    graph = ResidualGraph(scaled, solution)
    graph.node[displaced] = DISPLACED
    for mentee in displaced.tolist():
        augment(graph, mentee, target=int(solution.mentor_of[mentee]))
    return _solution(scaled, graph)


def _solution(scaled: ScaledProblem, graph: ResidualGraph) -> PrimalDualSolution:
    """Return the assignment and its prices, with tie-breaking units removed from the prices."""
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
