"""Choose introductions before the final match: a few for each person, with the highest total."""

import math

import numpy as np

from matching.introductions.b_matching_problem import BMatchingProblem
from matching.introductions.b_matching_solver import solve_b_matching
from matching.introductions.verify import Introductions
from matching.problem.problem import Problem
from matching.problem.solve_options import SolveOptions


def introduce(
    problem: Problem, per_mentee: int, per_mentor: int, *, floor: float = 0.0, seed: int = 0
) -> Introductions:
    """Choose the pairs to introduce before the final match that have the highest total score.

    Parameters
    ----------
    problem : Problem
        Its pinned pairs are introduced. A mentor with a capacity of 0 is introduced to nobody, any
        other mentor to up to ``per_mentor`` mentees.
    per_mentee : int
        The most introductions of a mentee.
    per_mentor : int
        The most introductions of a mentor.
    floor : float
        The lowest score that a pair may have.
    seed : int
        Chooses among optimal introductions.

    Returns
    -------
    Introductions
        With ``total``, and ``bound``, which no introductions exceed. Of equal totals, one with the
        most pairs: a pair with a score of 0 is still introduced.

    Raises
    ------
    InvalidProblemError
        An argument is invalid; the message names it.
    InvalidPinError
        A pinned pair scores below the floor, or a mentor has more pins than introductions.

    See Also
    --------
    check_introductions : Verify the result and its proof without a solver.
    final_problem : The problem to solve once the pairs have met.

    Notes
    -----
    A pair is introduced at most once, so this is a *simple b-matching* [1]_ of a bipartite graph,
    with s_ij for the scores, k for ``per_mentee`` and l for ``per_mentor``. By linear programming
    duality, for any prices u_i, v_j ≥ 0 no introductions have a higher total than
    Σ k u_i + Σ l v_j + Σ max(0, s_ij − u_i − v_j), where a pinned pair adds s_ij − u_i − v_j even
    if that is negative, and l is 0 for a mentor with a capacity of 0. The prices of the result
    prove its total.

    Scores are rounded to whole quanta (see `IntegerScale`), up to 10,000 introductions to less than
    2⁻²⁴ of the highest score; the bound is of the scores as they were given, so that the gap is
    what rounding could have cost, less than a quantum for every possible introduction.

    References
    ----------
    .. [1] A. Schrijver, "Combinatorial Optimization: Polyhedra and Efficiency", Springer 2003,
       chapter 21.

    Examples
    --------
    >>> from matching import Problem
    >>> problem = Problem([[9, 8, 1], [7, 3, 0], [5, 5, 2]], mentor_capacity=[1, 1, 0])
    >>> introductions = introduce(problem, per_mentee=2, per_mentor=2)
    >>> introductions.pairs
    ((0, 0), (0, 1), (1, 0), (2, 1))
    >>> introductions.total, introductions.bound, introductions.gap
    (29.0, 29.0, 0.0)
    """
    options = SolveOptions("best_total", floor, seed=seed)
    b_matching_problem = BMatchingProblem.from_problem(
        problem, per_mentee, per_mentor, options.floor
    )
    matching = solve_b_matching(b_matching_problem, options.seed)
    chosen = {(int(mentee), int(mentor)) for mentee, mentor in np.argwhere(matching.chosen)}
    # Pinned pairs are not part of the b-matching problem: they are introduced in any case.
    pairs = tuple(sorted(chosen | set(problem.pinned)))
    total = math.fsum(problem.scores[pair] for pair in pairs)
    scale = b_matching_problem.scale
    _, mentor_prices = scale.split(scale.round_to_quantum(matching.mentor_prices))
    prices = b_matching_problem.mentee_prices(mentor_prices), mentor_prices
    for array in prices:
        array.flags.writeable = False
    bound = max(total, b_matching_problem.dual_bound(*prices))
    return Introductions(pairs, total, bound, *prices)
