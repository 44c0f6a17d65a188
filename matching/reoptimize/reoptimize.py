"""A new optimum from an old one: repair what broke, leave the rest alone.

Prices that supported the old optimum still hold for every pair that is left. So only those who
lost their place, or gained one, need a chain of moves, and the cheapest chain gives an optimum
again: successive shortest paths, see `matching.reoptimize.residual_graph`.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.protocol import NOBODY, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.reoptimize.residual_graph import DISPLACED, ResidualGraph


def without_pairs(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Re-solve without some pairs, see `Assignment.without_pairs`."""
    changed = scaled.on(scaled.problem.without_pairs(pairs), rejected=pairs)
    lost = {mentee for mentee, mentor in pairs if solution.mentor_of[mentee] == mentor}
    return changed, _rehoused(changed, solution, np.array(sorted(lost), dtype=np.int64))


def raising_floor(
    scaled: ScaledProblem, solution: PrimalDualSolution, floor: float
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Re-solve with a higher floor, under which some pairs may not stay."""
    changed = scaled.with_floor(floor)
    matched = np.flatnonzero(solution.mentor_of != NOBODY)
    lowest = int(changed.scale.steps(floor)) + changed.scale.per_person
    lost = matched[changed.pairs(matched, solution.mentor_of[matched]) < lowest]
    return changed, _rehoused(changed, solution, lost)


def with_pins(
    scaled: ScaledProblem, solution: PrimalDualSolution, pairs: Sequence[Pair]
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Re-solve with some pairs pinned, see `Assignment.with_pins`."""
    pairs = list(dict.fromkeys(pairs))
    changed = scaled.on(scaled.problem.with_pins(pairs))
    residual = ResidualGraph(changed, solution)
    left = Counter(residual.station[[mentee for mentee, _ in pairs]].tolist())
    crowded = Counter(mentor for _, mentor in pairs)
    for mentee, mentor in pairs:
        residual.insist(mentee, mentor)
    for start, target in zip((crowded - left).elements(), (left - crowded).elements(), strict=True):
        residual.give_way(start, target)
    return changed, _settled(changed, residual)


def without_mentor(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentor: int
) -> tuple[ScaledProblem, PrimalDualSolution]:
    """Re-solve without a mentor, see `Assignment.without_mentor`."""
    changed = scaled.on(scaled.problem.without_mentor(mentor))
    residual = ResidualGraph(changed, solution)
    lost = np.flatnonzero(residual.station == mentor)
    residual.station[lost] = DISPLACED
    residual.used[mentor] = 0
    for mentee in lost.tolist():
        residual.place(mentee, target=residual.hub)
    return changed, _settled(changed, residual)


def _rehoused(
    scaled: ScaledProblem, solution: PrimalDualSolution, lost: Index
) -> PrimalDualSolution:
    """Find places for some mentees who may not stay where they are; theirs are then free."""
    residual = ResidualGraph(scaled, solution)
    residual.station[lost] = DISPLACED
    for mentee in lost.tolist():
        residual.place(mentee, target=int(solution.mentor_of[mentee]))
    return _settled(scaled, residual)


def _settled(scaled: ScaledProblem, residual: ResidualGraph) -> PrimalDualSolution:
    """Read the outcome off, and take the part of the prices that settled ties out again."""
    mentor_of = residual.mentor_of()
    sides = (residual.mentees, residual.mentors)
    prices = [scaled.scale.round_to_quantum(side) for side in sides]
    rests = [np.abs(side - whole).max(initial=0) for side, whole in zip(sides, prices, strict=True)]
    if max(rests) >= scaled.scale.quantum // 4:
        return PrimalDualSolution(mentor_of, *minimal_dual_prices(scaled, mentor_of))
    return PrimalDualSolution(mentor_of, *prices)
