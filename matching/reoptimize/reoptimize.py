"""The optimum of a slightly changed problem, from the optimum before the change.

Dual prices that supported the old optimum remain valid for every pair that stays allowed. So only
mentees who lost their mentor, and mentors who lost or gained a mentee, need an augmenting path, and
the cheapest path gives an optimum again: successive shortest paths, see
`matching.reoptimize.residual_graph`.

A pair that is allowed again can be worth more than its two prices, and a mentee whose pin is
released can be worth more elsewhere. Their mentees are displaced, too, with a higher price: that of
their best pair, at least 0. Then every allowed pair of every mentee is worth at most its prices,
and those who are not displaced keep pairs that are worth exactly that. What is left is an optimum
but for the nodes from which somebody was displaced, which have one mentee too few. Penalties and
spare capacity are arcs between mentors and the unmatched node; they depend on mentors' prices and
slots, which have not changed. Each augmentation keeps this true and assigns one displaced mentee,
so that there are as many augmentations as displaced mentees, and the last one leaves an optimum. A
path always exists: the one to where the mentee came from, by the former pair, or by way of the
unmatched node if that pair is gone. The floor and the objective are part of the pairs' values.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import ROW_BATCH, DualPrices, minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import FORBIDDEN, ScaledInts
from matching.problem.protocol import UNMATCHED, Pair, ProblemProtocol
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
        The changed problem; on another scale if the present one is too coarse for what is left.
    PrimalDualSolution
        Its optimum, which reassigns the fewest mentees.

    Raises
    ------
    InvalidPinError
        A pair is pinned.
    """
    problem = scaled.problem.without_pairs(pairs)
    lost = _unique(mentee for mentee, mentor in pairs if solution.mentor_of[mentee] == mentor)
    if scaled.is_scale_suitable(problem):
        changed = scaled.with_problem(problem, pairs)
        return changed, _reassign(changed, solution, lost)
    return _reassign_on_new_scale(scaled, solution, problem, lost)


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
        mentees = _unique(mentee for mentee, _ in pairs)
        return changed, _reassign_to_best_pairs(changed, solution, mentees)
    return _reassign_on_new_scale(scaled, solution, problem)


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
    mentees = _unique(mentee for mentee, _ in pairs)
    return changed, _reassign_to_best_pairs(changed, solution, mentees)


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
        augment(graph, mentee, target=int(graph.initial_node[mentee]))
    return _solution(scaled, graph)


def _unique(mentees: Iterable[int]) -> Index:
    return np.array(sorted(set(mentees)), dtype=np.int64)


def _reassign_on_new_scale(
    scaled: ScaledProblem, solution: PrimalDualSolution, problem: ProblemProtocol,
    lost: Index | None = None,
) -> tuple[ScaledProblem, PrimalDualSolution]:  # fmt: skip
    """Return a changed problem on a scale of its own, and its optimum."""
    changed = ScaledProblem.from_problem(problem, scaled.options)
    mentees = np.arange(scaled.shape[0])
    return changed, _reassign_to_best_pairs(
        changed, _rescale(scaled, solution, changed), mentees, lost
    )


def _reassign_to_best_pairs(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentees: Index, lost: Index | None = None
) -> PrimalDualSolution:
    """Return the optimum after some mentees got more pairs to choose from, or lost their mentor."""
    mentees = mentees[scaled.pinned_to[mentees] == UNMATCHED]
    best = _best_surplus(scaled, solution, mentees)
    prices = solution.mentee_prices.copy()
    displaced = mentees[best != prices[mentees]]
    prices[mentees] = best
    if lost is not None:
        displaced = np.union1d(displaced, lost)
    return _reassign(scaled, solution._replace(mentee_prices=prices), displaced)


def _best_surplus(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentees: Index
) -> ScaledInts:
    """Return what each mentee's best pair is worth beyond its mentor's price, at least 0."""
    batches = np.split(mentees, range(ROW_BATCH, len(mentees), ROW_BATCH))
    best = [
        (scaled.rows(batch) - solution.mentor_prices).max(axis=1, initial=0) for batch in batches
    ]
    return np.concatenate(best)


def _rescale(
    scaled: ScaledProblem, solution: PrimalDualSolution, changed: ScaledProblem
) -> PrimalDualSolution:
    """Return an assignment on another scale, with prices that are exact for its own pairs.

    Scores are rounded otherwise on the other scale, so that the assignment may no longer be
    optimal. The mentors' prices support the slots in use, and a mentee's price is the rest of her
    pair's value, but another pair may be worth more than its prices.
    """
    mentor_of = solution.mentor_of
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    used = np.bincount(mentor_of[matched], minlength=scaled.shape[1])
    prices = DualPrices.from_ints(scaled, solution.mentee_prices, solution.mentor_prices)
    lowest = changed.penalty * np.maximum(used - 1, 0)
    highest = np.where(used < changed.capacity, changed.penalty * used, -FORBIDDEN)
    mentor_prices = np.clip(prices.to_ints(changed)[1], lowest, highest)
    mentee_prices = np.zeros_like(solution.mentee_prices)
    values = changed.values_of(matched, mentor_of[matched])
    mentee_prices[matched] = values - mentor_prices[mentor_of[matched]]
    return PrimalDualSolution(mentor_of, mentee_prices, mentor_prices)


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
