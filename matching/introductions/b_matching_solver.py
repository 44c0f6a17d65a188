"""Exact maximum-weight b-matching, by linear programs over candidate pairs.

The constraint matrix is that of a bipartite graph, hence totally unimodular: every vertex of the
linear program is integral [1]_, and so are its dual prices. As in
`matching.optimize.column_generation`, the program holds candidate pairs only; all pairs are then
compared with its prices, and pairs that are worth more than their two prices become candidates,
until there are none.

.. [1] A. J. Hoffman and J. B. Kruskal, "Integral boundary points of convex polyhedra", in: Linear
   Inequalities and Related Systems, 1956, doi:10.1007/978-3-540-68279-0_3.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csc_array

from matching.arrays import Bools
from matching.introductions.b_matching_problem import BMatchingProblem, Counts
from matching.problem.integer_scale import FORBIDDEN, ScaledInts

Limits = tuple[Counts, Counts]
"""How many introductions each mentee, and each mentor, can have."""

CANDIDATES_PER_INTRODUCTION = 6
"""Candidate pairs of a person, as a multiple of the introductions that people can have."""

RANDOM_CANDIDATES_PER_INTRODUCTION = 3
"""Candidates chosen at random in the first program, lest some people are in none."""

NOISE_RATIO = 0.002
"""Noise, as a ratio of the highest value, that spreads people over equally good pairs."""

MAX_CANDIDATE_RESETS = 3
"""How often candidates are chosen afresh; after that they are only added, so that this ends."""

OBJECTIVE_UNIT = 2.0**-20
"""The objective coefficient of a unit of value: above the linear program's tolerance of 1e-7."""

Method = Literal["highs-ipm", "highs-ds"]

METHODS: tuple[Method, ...] = ("highs-ipm", "highs-ds")
"""Interior point with crossover to a vertex first; the slower dual simplex if that fails."""


class BMatching(NamedTuple):
    """A b-matching and its dual prices, as scaled integers.

    Attributes
    ----------
    chosen : numpy.ndarray of bool, shape (mentees, mentors)
        The pairs.
    mentee_prices : numpy.ndarray of int, shape (mentees,)
    mentor_prices : numpy.ndarray of int, shape (mentors,)
    """

    chosen: Bools
    mentee_prices: ScaledInts
    mentor_prices: ScaledInts


def solve_b_matching(problem: BMatchingProblem, seed: int) -> BMatching:
    """Find the b-matching with the highest total, and its dual prices.

    Parameters
    ----------
    problem : BMatchingProblem
    seed : int
        Permutes the people, so that their order gives no advantage.

    Returns
    -------
    BMatching
    """
    rng = np.random.default_rng(seed)
    mentees, mentors = map(rng.permutation, problem.problem.shape)
    values = problem.values[np.ix_(mentees, mentors)]
    limits = problem.mentee_limits[mentees], problem.mentor_limits[mentors]
    matching = _generate_columns(values, limits, rng)
    rows, columns = np.argsort(mentees), np.argsort(mentors)
    return BMatching(
        matching.chosen[np.ix_(rows, columns)],
        matching.mentee_prices[rows],
        matching.mentor_prices[columns],
    )


def _generate_columns(values: ScaledInts, limits: Limits, rng: np.random.Generator) -> BMatching:
    """Solve ever larger programs until no pair outside is worth more than its prices.

    This ends: after the resets every iteration adds a pair, the best violated one of some row.
    """
    allowed = values > FORBIDDEN
    noise = rng.random(values.shape) * (NOISE_RATIO * values.max(initial=0))
    candidates = _best_pairs(values + noise, limits, CANDIDATES_PER_INTRODUCTION // 2)
    candidates |= _best_pairs(rng.random(values.shape), limits, RANDOM_CANDIDATES_PER_INTRODUCTION)
    candidates &= allowed
    for iteration in range(1, MAX_CANDIDATE_RESETS + values.size + 2):
        matching = _solve_restricted(values, limits, candidates)
        surplus = values - matching.mentee_prices[:, np.newaxis] - matching.mentor_prices
        violated = (surplus > 0) & ~candidates
        if not violated.any():
            return matching
        if iteration <= MAX_CANDIDATE_RESETS:
            best = _best_pairs(surplus + noise, limits, CANDIDATES_PER_INTRODUCTION)
            candidates = matching.chosen | (allowed & best)
        else:
            ranked = np.where(violated, surplus, FORBIDDEN)
            candidates |= violated & _best_pairs(ranked, limits, CANDIDATES_PER_INTRODUCTION)
    raise RuntimeError("the linear program was not solved to its optimum")


def _best_pairs(ranked: npt.NDArray[Any], limits: Limits, multiple: int) -> Bools:
    """Mark the best few pairs of each row and of each column."""
    best = np.zeros(ranked.shape, dtype=np.bool_)
    for limit, axis in zip(limits, (1, 0), strict=True):
        pairs = multiple * int(limit.max(initial=0))
        if pairs >= ranked.shape[axis]:
            return np.ones(ranked.shape, dtype=np.bool_)
        order = np.argpartition(ranked, -pairs, axis=axis)
        np.put_along_axis(best, np.split(order, [-pairs], axis=axis)[1], True, axis=axis)
    return best


def _solve_restricted(values: ScaledInts, limits: Limits, candidates: Bools) -> BMatching:
    for method in METHODS:
        matching = _solve_linear_program(values, limits, candidates, method)
        if _is_optimal(values, limits, candidates, matching):
            return matching
    raise RuntimeError("no method solved the linear program exactly")


def _solve_linear_program(
    values: ScaledInts, limits: Limits, candidates: Bools, method: Method
) -> BMatching:
    """Solve one linear program; if that fails, return no pairs and prices that prove nothing."""
    rows, columns = np.nonzero(candidates)
    mentees, mentors = values.shape
    variables = np.arange(len(rows))
    matching = BMatching(
        np.zeros_like(candidates), *(np.zeros(side, dtype=np.int64) for side in values.shape)
    )
    if not len(variables):
        return matching
    entries = (np.concatenate([rows, mentees + columns]), np.concatenate([variables, variables]))
    incidence: Any = csc_array(
        (np.ones(2 * len(variables)), entries), shape=(mentees + mentors, len(variables))
    )
    result = linprog(
        -OBJECTIVE_UNIT * values[rows, columns],
        incidence,
        np.concatenate(limits),
        bounds=(0, 1),
        method=method,
    )
    if result.status != 0:
        return matching
    matching.chosen[rows, columns] = np.asarray(result.x) > 0.5
    duals = np.rint(-result.ineqlin.marginals / OBJECTIVE_UNIT)
    prices = np.maximum(duals, 0).astype(np.int64)
    return BMatching(matching.chosen, prices[:mentees], prices[mentees:])


def _is_optimal(values: ScaledInts, limits: Limits, candidates: Bools, matching: BMatching) -> bool:
    """Return whether, in exact integers, the pairs are feasible and the prices prove them."""
    rows, columns = np.nonzero(candidates)
    surplus = values[rows, columns] - matching.mentee_prices[rows] - matching.mentor_prices[columns]
    bound = limits[0] @ matching.mentee_prices + limits[1] @ matching.mentor_prices
    bound += np.maximum(surplus, 0).sum()
    mentee_degrees, mentor_degrees = matching.chosen.sum(axis=1), matching.chosen.sum(axis=0)
    feasible = (mentee_degrees <= limits[0]).all() and (mentor_degrees <= limits[1]).all()
    return bool(feasible and bound == values[matching.chosen].sum())
