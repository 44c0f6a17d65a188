"""Solvers of sparse problems: OR-Tools' min-cost flow if it is installed, otherwise SciPy's.

Both find an exact optimum in integers, so either gives the same total.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.arrays import Index, grouped_arange
from matching.optimize.candidate_pairs import Candidates
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem

try:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
except ImportError:  # the extra `scale` is not installed
    SimpleMinCostFlow = None

SparseSolver = Callable[[ScaledProblem, Candidates], npt.NDArray[np.int64]]
"""From a problem and candidate pairs to ``mentor_of``, the best assignment of candidates."""


class _FreePart(NamedTuple):
    """What remains to be decided beside the pinned pairs.

    Attributes
    ----------
    mentees : numpy.ndarray of int
        Mentees who are not pinned.
    candidates : numpy.ndarray of int
        The indices of their candidate pairs.
    used, free : numpy.ndarray of int, shape (mentors,)
        Slots taken by pins, and free slots for which there are candidates.
    """

    mentees: Index
    candidates: Index
    used: npt.NDArray[np.int64]
    free: npt.NDArray[np.int64]

    @classmethod
    def from_problem(cls, scaled: ScaledProblem, candidates: Candidates) -> "_FreePart":
        pinned = scaled.pinned_to[scaled.pinned_to != UNMATCHED]
        used = np.bincount(pinned, minlength=scaled.shape[1])
        mentees = np.flatnonzero(scaled.pinned_to == UNMATCHED)
        indices = candidates.indices_of(mentees)
        degrees = np.bincount(candidates.mentors[indices], minlength=scaled.shape[1])
        return cls(mentees, indices, used, np.minimum(scaled.capacity - used, degrees))


def solve_min_cost_flow(scaled: ScaledProblem, candidates: Candidates) -> npt.NDArray[np.int64]:
    """Solve a min-cost flow from mentees through mentors to a sink [1]_.

    Parameters
    ----------
    scaled : ScaledProblem
    candidates : Candidates

    Returns
    -------
    numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, or UNMATCHED.

    References
    ----------
    .. [1] A. V. Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm",
       Journal of Algorithms 22, 1997, doi:10.1006/jagm.1995.0805; as implemented in OR-Tools.
    """
    part = _FreePart.from_problem(scaled, candidates)
    mentor_of = scaled.pinned_to.copy()
    if not len(part.mentees):
        return mentor_of
    flow = SimpleMinCostFlow()
    arcs = _add_arcs(flow, scaled, candidates, part)
    status = flow.solve()
    if status == flow.BAD_COST_RANGE:  # costs times nodes exceed the range of its integers
        return solve_sparse_assignment(scaled, candidates)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the min-cost flow solver returned status {status}")
    chosen = part.candidates[np.asarray(flow.flows(arcs), dtype=bool)]
    mentor_of[candidates.mentees[chosen]] = candidates.mentors[chosen]
    return mentor_of


def _add_arcs(flow: Any, scaled: ScaledProblem, candidates: Candidates, part: _FreePart) -> Index:
    """Add arcs for candidates, for mentors' slots and for unmatched mentees.

    Returns the arcs of the candidates.
    """
    mentees, mentors = scaled.shape
    sink, quantum, sources = mentees + mentors, scaled.scale.quantum, part.mentees
    slot_mentors, slot_costs, slot_counts = _slot_arcs(scaled, part)
    add = flow.add_arcs_with_capacity_and_unit_cost
    arcs: Index = add(
        candidates.mentees[part.candidates],
        candidates.mentors[part.candidates] + mentees,
        np.ones(len(part.candidates), dtype=np.int64),
        -candidates.values[part.candidates] // quantum,
    )
    add(
        slot_mentors + mentees,
        np.full(len(slot_mentors), sink),
        slot_counts,
        slot_costs // quantum,
    )
    add(sources, np.full(len(sources), sink), np.ones_like(sources), np.zeros_like(sources))
    flow.set_nodes_supplies(sources, np.ones_like(sources))
    flow.set_node_supply(sink, -len(sources))
    return arcs


def _slot_arcs(
    scaled: ScaledProblem, part: _FreePart
) -> tuple[Index, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the arcs from mentors to the sink: the mentor, the cost and the capacity of each."""
    if not scaled.penalty:
        return np.arange(len(part.free)), np.zeros_like(part.free), part.free
    mentors = np.repeat(np.arange(len(part.free)), part.free)
    costs = scaled.penalty * (part.used[mentors] + grouped_arange(part.free))
    return mentors, costs, np.ones_like(mentors)


def solve_sparse_assignment(scaled: ScaledProblem, candidates: Candidates) -> npt.NDArray[np.int64]:
    """Solve a sparse linear assignment in which mentees may stay unmatched [1]_.

    Parameters
    ----------
    scaled : ScaledProblem
    candidates : Candidates

    Returns
    -------
    numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, or UNMATCHED.

    References
    ----------
    .. [1] R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse
       linear assignment problems", Computing 38, 1987, doi:10.1007/BF02278710.
    """
    part = _FreePart.from_problem(scaled, candidates)
    mentor_of = scaled.pinned_to.copy()
    if not len(part.mentees):
        return mentor_of
    rows, columns = min_weight_full_bipartite_matching(_cost_matrix(scaled, candidates, part))
    slot_mentors = np.repeat(np.arange(scaled.shape[1]), part.free)
    column_mentors = np.append(slot_mentors, np.full(len(part.mentees), UNMATCHED))
    mentor_of[part.mentees[rows]] = column_mentors[columns]
    return mentor_of


def _cost_matrix(
    scaled: ScaledProblem, candidates: Candidates, part: _FreePart
) -> "csr_array[np.float64]":
    """Return costs with a row for each mentee, and a column for each slot and for each mentee.

    The column of a mentee stands for staying unmatched.
    """
    slots, mentees = int(part.free.sum()), np.arange(len(part.mentees))
    repeats = part.free[candidates.mentors[part.candidates]]
    pairs, slot_in_mentor = np.repeat(part.candidates, repeats), grouped_arange(repeats)
    mentors = candidates.mentors[pairs]
    slot_costs = scaled.penalty * (part.used[mentors] + slot_in_mentor)
    gains = (candidates.values[pairs] - slot_costs) // scaled.scale.quantum
    offset = int(gains.max(initial=0)) + 1  # SciPy takes a cost of 0 for a missing entry
    first_slot = np.cumsum(part.free) - part.free
    costs = np.append(offset - gains, np.full(len(mentees), offset)).astype(np.float64)
    rows = np.append(np.searchsorted(part.mentees, candidates.mentees[pairs]), mentees)
    columns = np.append(first_slot[mentors] + slot_in_mentor, slots + mentees)
    return csr_array((costs, (rows, columns)), shape=(len(mentees), slots + len(mentees)))


default_solver: SparseSolver = (
    solve_sparse_assignment if SimpleMinCostFlow is None else solve_min_cost_flow
)
