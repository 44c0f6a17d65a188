"""A new optimum from an old one: repair what broke, leave the rest alone.

Prices that supported the old optimum still hold for every pair that is left. So only those who
lost their place, or gained one, need a chain of moves, and the cheapest chain gives an optimum
again: successive shortest paths, see `matching.reoptimize.residual_graph`.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matching.arrays import Index
from matching.optimize.dual_prices import least_prices
from matching.optimize.primal_dual import Resolved
from matching.problem.protocol import NOBODY, Pair
from matching.problem.scaled_problem import Market
from matching.reoptimize.residual_graph import IN_THE_AIR, Residual


def rejecting(market: Market, resolved: Resolved, pairs: Sequence[Pair]) -> tuple[Market, Resolved]:
    """Re-solve without some pairs, see `Answer.rejecting`."""
    changed = market.on(market.problem.rejecting(pairs), rejected=pairs)
    lost = {mentee for mentee, mentor in pairs if resolved.mentor_of[mentee] == mentor}
    return changed, _rehoused(changed, resolved, np.array(sorted(lost), dtype=np.int64))


def raising_floor(market: Market, resolved: Resolved, floor: float) -> tuple[Market, Resolved]:
    """Re-solve with a higher floor, under which some pairs may not stay."""
    changed = market.with_floor(floor)
    matched = np.flatnonzero(resolved.mentor_of != NOBODY)
    lowest = int(changed.scale.steps(floor)) + changed.scale.per_person
    lost = matched[changed.pairs(matched, resolved.mentor_of[matched]) < lowest]
    return changed, _rehoused(changed, resolved, lost)


def pinning(market: Market, resolved: Resolved, pairs: Sequence[Pair]) -> tuple[Market, Resolved]:
    """Re-solve with some pairs pinned, see `Answer.pinning`."""
    pairs = list(dict.fromkeys(pairs))
    changed = market.on(market.problem.pinning(pairs))
    residual = Residual(changed, resolved)
    left = Counter(residual.station[[mentee for mentee, _ in pairs]].tolist())
    crowded = Counter(mentor for _, mentor in pairs)
    for mentee, mentor in pairs:
        residual.insist(mentee, mentor)
    for start, target in zip((crowded - left).elements(), (left - crowded).elements(), strict=True):
        residual.give_way(start, target)
    return changed, _settled(changed, residual)


def without_mentor(market: Market, resolved: Resolved, mentor: int) -> tuple[Market, Resolved]:
    """Re-solve without a mentor, see `Answer.without_mentor`."""
    changed = market.on(market.problem.without_mentor(mentor))
    residual = Residual(changed, resolved)
    lost = np.flatnonzero(residual.station == mentor)
    residual.station[lost] = IN_THE_AIR
    residual.used[mentor] = 0
    for mentee in lost.tolist():
        residual.place(mentee, target=residual.hub)
    return changed, _settled(changed, residual)


def _rehoused(market: Market, resolved: Resolved, lost: Index) -> Resolved:
    """Find places for some mentees who may not stay where they are; theirs are then free."""
    residual = Residual(market, resolved)
    residual.station[lost] = IN_THE_AIR
    for mentee in lost.tolist():
        residual.place(mentee, target=int(resolved.mentor_of[mentee]))
    return _settled(market, residual)


def _settled(market: Market, residual: Residual) -> Resolved:
    """Read the outcome off, and take the part of the prices that settled ties out again."""
    mentor_of = residual.mentor_of()
    sides = (residual.mentees, residual.mentors)
    prices = [market.scale.whole_grains(side) for side in sides]
    rests = [np.abs(side - whole).max(initial=0) for side, whole in zip(sides, prices, strict=True)]
    if max(rests) >= market.scale.grain // 4:
        return Resolved(mentor_of, *least_prices(market, mentor_of))
    return Resolved(mentor_of, *prices)
