"""The optimum of a slightly changed problem, from the optimum before the change.

Dual prices that supported the old optimum remain valid for every pair that stays allowed. So only
mentees who lost their mentor, and mentors who lost or gained a mentee, need an augmenting path, and
the cheapest path gives an optimum again: successive shortest paths, see
`matching.reoptimize.residual_graph`. For pairs that are allowed again and pins that are released
see `matching.reoptimize.better_pairs`.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matching.arrays import unique_index
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.protocol import UNMATCHED, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.augmentation import augment, reroute
from matching.reoptimize.better_pairs import reassign_to_allowed, reassign_to_best_pairs
from matching.reoptimize.new_scale import reassign_on_new_scale
from matching.reoptimize.reassign import reassign, rounded_solution
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
        The changed problem; on another scale if the present one is too coarse for what is left.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidPinError
        A pair is pinned.
    """
    problem = scaled.problem.without_pairs(pairs)
    lost = unique_index(mentee for mentee, mentor in pairs if solution.mentor_of[mentee] == mentor)
    if scaled.is_scale_suitable(problem):
        changed = scaled.with_problem(problem, pairs)
        return changed, reassign(changed, solution, lost)
    return reassign_on_new_scale(scaled, solution, problem, lost)


def with_pairs(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize with some pairs allowed, or allowed again.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    pairs : sequence of (int, int)
        Pairs that are eligible from now on.

    Returns
    -------
    ScaledProblem
        The changed problem; on another scale if a pair scores more than the present one holds.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.
    """
    problem = scaled.problem.with_pairs(pairs)
    if scaled.is_scale_suitable(problem):
        changed = scaled.with_problem(problem, pairs)
        return changed, reassign_to_allowed(changed, solution, pairs)
    return reassign_on_new_scale(scaled, solution, problem)


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
    return changed, reassign(changed, solution, matched[values < floor_value])


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
    return changed, rounded_solution(changed, graph)


def without_pins(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Reoptimize with some pins released.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        Its optimum.
    pairs : sequence of (int, int)
        Pins that are given up; the pairs stay allowed.

    Returns
    -------
    ScaledProblem
        The changed problem, on the same scale.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidProblemError
        A pair is not pinned.
    """
    changed = scaled.with_problem(scaled.problem.without_pins(pairs))
    mentees = unique_index(mentee for mentee, _ in pairs)
    return changed, reassign_to_best_pairs(changed, solution, mentees)


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
    return changed, rounded_solution(changed, graph)
