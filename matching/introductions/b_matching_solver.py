"""The best meetings where everybody may have several, by linear programs over promising pairs.

A pair meets or does not, a mentee meets so many, a mentor so many: every vertex of this linear
program is whole, as its matrix is that of a bipartite graph [1]_, and so are the prices. As in
`matching.optimize.column_generation` the program holds promising pairs only; all pairs are then
held against its prices, and what is worth more than its two prices joins, until nothing is.

.. [1] A. J. Hoffman and J. B. Kruskal, "Integral boundary points of convex polyhedra", in: Linear
   Inequalities and Related Systems, 1956, doi:10.1007/978-3-540-68279-0_3.
"""

from itertools import count
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csc_array

from matching.arrays import Bools
from matching.introductions.b_matching_problem import BMatchingProblem, Counts
from matching.problem.integer_scale import BLOCKED, ScaledInts

Limits = tuple[Counts, Counts]
"""How many each mentee, and each mentor, may meet."""

PROMISING = 6
"""So many times the pairs that people may meet are promising, from either side."""

STRAY = 3
"""So many times as many are drawn by lot at first, lest some people are in no promising pair."""

JITTER = 0.002
"""Of the highest score: settles among equal pairs, lest all ask for the same few people."""

AFRESH = 3
"""So often pairs that no longer promise are dropped; after that they only grow in number."""

UNIT = 2.0**-20
"""What a step costs in the linear program: above its tolerance of 1e-7."""

Method = Literal["highs-ipm", "highs-ds"]

METHODS: tuple[Method, ...] = ("highs-ipm", "highs-ds")
"""The first ends in a vertex by a crossover; the simplex is slower, and takes over if it fails."""


class BMatching(NamedTuple):
    """The pairs that meet, shape (mentees, mentors), and everybody's price in steps."""

    chosen: Bools
    mentees: ScaledInts
    mentors: ScaledInts


def best_meetings(meetings: BMatchingProblem, seed: int) -> BMatching:
    """Find the meetings with the highest total, and their prices.

    People stand in an order drawn by lot, so that nobody gains by standing first in a list.
    """
    random = np.random.default_rng(seed)
    mentees, mentors = map(random.permutation, meetings.problem.shape)
    worth = meetings.worth[np.ix_(mentees, mentors)]
    limits = meetings.mentee_limit[mentees], meetings.mentor_limit[mentors]
    met = _best_of(worth, limits, random)
    rows, columns = np.argsort(mentees), np.argsort(mentors)
    return BMatching(met.chosen[np.ix_(rows, columns)], met.mentees[rows], met.mentors[columns])


def _best_of(worth: ScaledInts, limits: Limits, random: np.random.Generator) -> BMatching:
    possible = worth > BLOCKED
    jitter = random.random(worth.shape) * (JITTER * worth.max(initial=0))
    promising = _best(worth + jitter, limits, PROMISING // 2)
    promising |= _best(random.random(worth.shape), limits, STRAY)
    promising &= possible
    for attempt in count(1):
        met = _solved(worth, limits, promising)
        left = worth - met.mentees[:, np.newaxis] - met.mentors
        missed = (left > 0) & ~promising
        if not missed.any():
            break
        if attempt <= AFRESH:
            promising = met.chosen | (possible & _best(left + jitter, limits, PROMISING))
        else:
            promising |= missed & _best(np.where(missed, left, BLOCKED), limits, PROMISING)
    return met


def _best(ranked: npt.NDArray[Any], limits: Limits, times: int) -> Bools:
    """Mark the best few of each row and of each column."""
    best = np.zeros(ranked.shape, dtype=np.bool_)
    for limit, axis in zip(limits, (1, 0), strict=True):
        many = times * int(limit.max(initial=0))
        if many >= ranked.shape[axis]:
            return np.ones(ranked.shape, dtype=np.bool_)
        order = np.argpartition(ranked, -many, axis=axis)
        np.put_along_axis(best, np.split(order, [-many], axis=axis)[1], True, axis=axis)
    return best


def _solved(worth: ScaledInts, limits: Limits, promising: Bools) -> BMatching:
    for method in METHODS:
        met = _vertex(worth, limits, promising, method)
        if _is_optimal(worth, limits, promising, met):
            return met
    raise RuntimeError("no linear program was solved exactly")


def _vertex(worth: ScaledInts, limits: Limits, promising: Bools, method: Method) -> BMatching:
    """Solve one linear program; where that fails nobody meets, at prices that prove nothing."""
    rows, columns = np.nonzero(promising)
    mentees, mentors = worth.shape
    pair = np.arange(len(rows))
    nobody = BMatching(
        np.zeros_like(promising), *(np.zeros(side, dtype=np.int64) for side in worth.shape)
    )
    if not len(pair):
        return nobody
    sides = (np.concatenate([rows, mentees + columns]), np.concatenate([pair, pair]))
    meets: Any = csc_array((np.ones(2 * len(pair)), sides), shape=(mentees + mentors, len(pair)))
    result = linprog(
        -UNIT * worth[rows, columns], meets, np.concatenate(limits), bounds=(0, 1), method=method
    )
    if result.status != 0:
        return nobody
    nobody.chosen[rows, columns] = np.asarray(result.x) > 0.5
    prices = np.maximum(np.rint(-result.ineqlin.marginals / UNIT), 0).astype(np.int64)
    return BMatching(nobody.chosen, prices[:mentees], prices[mentees:])


def _is_optimal(worth: ScaledInts, limits: Limits, promising: Bools, met: BMatching) -> bool:
    """Tell by whole numbers alone whether the prices prove what is chosen."""
    rows, columns = np.nonzero(promising)
    left = worth[rows, columns] - met.mentees[rows] - met.mentors[columns]
    bound = limits[0] @ met.mentees + limits[1] @ met.mentors + np.maximum(left, 0).sum()
    met_by = met.chosen.sum(axis=1), met.chosen.sum(axis=0)
    kept = (met_by[0] <= limits[0]).all() and (met_by[1] <= limits[1]).all()
    return bool(kept and bound == worth[met.chosen].sum())
