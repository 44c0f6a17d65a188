"""Solvers for sparse problems: OR-Tools' min-cost flow where it is installed, else SciPy's.

Both find an exact optimum of whole numbers, so that either gives the same total.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.arrays import Index, numbered
from matching.optimize.candidate_pairs import Candidates
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem

try:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
except ImportError:  # the extra `scale` is not installed
    SimpleMinCostFlow = None

Engine = Callable[[ScaledProblem, Candidates], npt.NDArray[np.int64]]
"""From a market and some of its pairs to the best answer among these."""


class _Open(NamedTuple):
    """What is left to decide beside the pinned pairs.

    Attributes
    ----------
    mentees : numpy.ndarray of int
        Those who are not pinned.
    pairs : numpy.ndarray of int
        The places of their candidates.
    used, left : numpy.ndarray of int, shape (mentors,)
        Places that are pinned, and places that are left and could be of use.
    """

    mentees: Index
    pairs: Index
    used: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]

    @classmethod
    def of(cls, scaled: ScaledProblem, candidates: Candidates) -> "_Open":
        pinned = scaled.pinned_to[scaled.pinned_to != NOBODY]
        used = np.bincount(pinned, minlength=scaled.shape[1])
        mentees = np.flatnonzero(scaled.pinned_to == NOBODY)
        pairs = candidates.of(mentees)
        suitors = np.bincount(candidates.mentors[pairs], minlength=scaled.shape[1])
        return cls(mentees, pairs, used, np.minimum(scaled.capacity - used, suitors))


def by_flow(scaled: ScaledProblem, candidates: Candidates) -> npt.NDArray[np.int64]:
    """Solve as a min-cost flow from mentees over mentors to a sink [1]_.

    .. [1] A. V. Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm",
       Journal of Algorithms 22, 1997, doi:10.1006/jagm.1995.0805; as implemented in OR-Tools.
    """
    free = _Open.of(scaled, candidates)
    mentor_of = scaled.pinned_to.copy()
    if not len(free.mentees):
        return mentor_of
    flow = SimpleMinCostFlow()
    arcs = _add_arcs(flow, scaled, candidates, free)
    status = flow.solve()
    if status == flow.BAD_COST_RANGE:  # it counts in costs times people, and these are too many
        return by_scipy(scaled, candidates)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the min-cost flow ended as {status}")
    chosen = free.pairs[np.asarray(flow.flows(arcs), dtype=bool)]
    mentor_of[candidates.mentees[chosen]] = candidates.mentors[chosen]
    return mentor_of


def _add_arcs(flow: Any, scaled: ScaledProblem, candidates: Candidates, free: _Open) -> Index:
    """Add everybody's candidates, the mentors' places, and the way to stay alone."""
    mentees, mentors = scaled.shape
    sink, quantum, alone = mentees + mentors, scaled.scale.quantum, free.mentees
    seats, dearer, places = _places(scaled, free)
    add = flow.add_arcs_with_capacity_and_unit_cost
    arcs: Index = add(
        candidates.mentees[free.pairs],
        candidates.mentors[free.pairs] + mentees,
        np.ones(len(free.pairs), dtype=np.int64),
        -candidates.worth[free.pairs] // quantum,
    )
    add(seats + mentees, np.full(len(seats), sink), places, dearer // quantum)
    add(alone, np.full(len(alone), sink), np.ones_like(alone), np.zeros_like(alone))
    flow.set_nodes_supplies(alone, np.ones_like(alone))
    flow.set_node_supply(sink, -len(alone))
    return arcs


def _places(
    scaled: ScaledProblem, free: _Open
) -> tuple[Index, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give arcs from mentors to the sink: who, at what cost, and how many places each."""
    if not scaled.penalty:
        return np.arange(len(free.left)), np.zeros_like(free.left), free.left
    seats = np.repeat(np.arange(len(free.left)), free.left)
    dearer = scaled.penalty * (free.used[seats] + numbered(free.left))
    return seats, dearer, np.ones_like(seats)


def by_scipy(scaled: ScaledProblem, candidates: Candidates) -> npt.NDArray[np.int64]:
    """Solve as a sparse assignment in which everybody may also stay alone [1]_.

    .. [1] R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse
       linear assignment problems", Computing 38, 1987, doi:10.1007/BF02278710.
    """
    free = _Open.of(scaled, candidates)
    mentor_of = scaled.pinned_to.copy()
    if not len(free.mentees):
        return mentor_of
    who, seat = min_weight_full_bipartite_matching(_costs(scaled, candidates, free))
    owners = np.repeat(np.arange(scaled.shape[1]), free.left)
    owners = np.append(owners, np.full(len(free.mentees), NOBODY))
    mentor_of[free.mentees[who]] = owners[seat]
    return mentor_of


def _costs(scaled: ScaledProblem, candidates: Candidates, free: _Open) -> "csr_array[np.float64]":
    """Give what each pair misses of the best, for every seat of its mentor and for none."""
    seats, alone = int(free.left.sum()), np.arange(len(free.mentees))
    times = free.left[candidates.mentors[free.pairs]]
    pair, place = np.repeat(free.pairs, times), numbered(times)
    mentors = candidates.mentors[pair]
    dearer = scaled.penalty * (free.used[mentors] + place)
    gains = (candidates.worth[pair] - dearer) // scaled.scale.quantum
    most = int(gains.max(initial=0)) + 1  # SciPy takes a cost of 0 for no pair at all
    first = np.cumsum(free.left) - free.left
    costs = np.append(most - gains, np.full(len(alone), most)).astype(np.float64)
    rows = np.append(np.searchsorted(free.mentees, candidates.mentees[pair]), alone)
    columns = np.append(first[mentors] + place, seats + alone)
    return csr_array((costs, (rows, columns)), shape=(len(alone), seats + len(alone)))


best_engine: Engine = by_scipy if SimpleMinCostFlow is None else by_flow
