"""Introductions before the final match: everybody meets a few, and the best of all such rounds."""

import math

import numpy as np

from matching.introductions.b_matching_problem import BMatchingProblem
from matching.introductions.b_matching_solver import best_meetings
from matching.introductions.verify import Introductions
from matching.problem.problem import Problem
from matching.problem.solve_options import SolveOptions


def introduce(
    problem: Problem, per_mentee: int, per_mentor: int, *, floor: float = 0.0, seed: int = 0
) -> Introductions:
    """Choose who meets whom before the final match, so that the total is the highest there is.

    Parameters
    ----------
    problem : Problem
        Who could meet, and what each meeting is worth. Its pinned pairs meet; a mentor without
        a place meets nobody, any other as many as ``per_mentor``.
    per_mentee : int
        How many mentors a mentee meets at most.
    per_mentor : int
        How many mentees a mentor meets at most.
    floor : float
        No pair that meets scores less.
    seed : int
        Chooses among equally good introductions.

    Returns
    -------
    Introductions
        With ``total``, and ``bound``, which no introductions can exceed. Of equal totals, one
        with most introductions: a meeting worth 0 is still worth having.

    Raises
    ------
    InvalidProblemError
        Names the argument that is broken.
    InvalidPinError
        A pinned pair scores less than the floor, or a mentor has more pins than meetings.

    See Also
    --------
    check_introductions : Checks the outcome and its proof without a solver.
    final_problem : What to solve when they have met.

    Notes
    -----
    Nobody meets the same person twice, so this is a *simple b-matching* [1]_ of a bipartite graph,
    with s_ij for the scores, k for ``per_mentee`` and l for ``per_mentor``. By linear programming
    duality, for any prices u_i, v_j ≥ 0 no introductions have a higher total than
    Σ k u_i + Σ l v_j + Σ max(0, s_ij − u_i − v_j), where a pinned pair adds s_ij − u_i − v_j even
    if that is negative, and l is 0 for a mentor without a place. The prices found prove the total
    that was found.

    Scores are rounded to whole grains (see `IntegerScale`), up to 10,000 introductions to less than
    2⁻²⁴ of the highest score; the bound is of the scores as they were given, so that the gap is
    what rounding could have cost, less than a grain for every introduction there could be.

    References
    ----------
    .. [1] A. Schrijver, "Combinatorial Optimization: Polyhedra and Efficiency", Springer 2003,
       chapter 21.

    Examples
    --------
    >>> from matching import Problem
    >>> problem = Problem([[9, 8, 1], [7, 3, 0], [5, 5, 2]], mentor_capacity=[1, 1, 0])
    >>> first = introduce(problem, per_mentee=2, per_mentor=2)
    >>> first.pairs
    ((0, 0), (0, 1), (1, 0), (2, 1))
    >>> first.total, first.bound, first.gap
    (29.0, 29.0, 0.0)
    """
    options = SolveOptions("best_total", floor, seed=seed)
    meetings = BMatchingProblem.of(problem, per_mentee, per_mentor, options.floor)
    met = best_meetings(meetings, options.seed)
    chosen = {(int(mentee), int(mentor)) for mentee, mentor in np.argwhere(met.chosen)}
    pairs = tuple(sorted(chosen | set(problem.pinned)))
    total = math.fsum(problem.scores[pair] for pair in pairs)
    _, mentor_prices = meetings.scale.split(meetings.scale.round_to_quantum(met.mentors))
    prices = meetings.mentee_prices(mentor_prices), mentor_prices
    for price in prices:
        price.flags.writeable = False
    return Introductions(pairs, total, max(total, meetings.bound(*prices)), *prices)
