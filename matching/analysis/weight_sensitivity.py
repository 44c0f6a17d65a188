"""Weight sensitivity: how often slightly different weights give the same pairs."""

from dataclasses import replace

import numpy as np

from matching.errors import InvalidProblemError
from matching.optimize.optimum import find_optimum
from matching.pair_scores.build_problem import build_problem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import Progress, Stage, silent
from matching.pipeline import MatchResult
from matching.problem.protocol import UNMATCHED, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem

WEIGHT_LOG_STD = 0.25
"""Standard deviation of a weight's logarithm: two in three change by at most about a quarter."""


def weight_sensitivity(
    result: MatchResult, draws: int = 100, seed: int = 0, progress: Progress = silent
) -> dict[tuple[str, str], float]:
    """Return the share of plausible weightings in which each pair stays.

    Parameters
    ----------
    result : MatchResult
        The result of `match`; its rules, pins, bans, objective, floor and load penalty stay.
    draws : int
        Weightings to try. The standard error of a share is at most 0.5 / √draws.
    seed : int
        Seed of the random weightings.
    progress : callable, optional

    Returns
    -------
    dict of (str, str) to float
        Ids (mentee, mentor) of each pair, and a share from 0 to 1.

    Raises
    ------
    InvalidProblemError
        The number of draws is not a whole number from 1.

    Notes
    -----
    Each weight is multiplied by a log-normal factor, and all are scaled back to the same sum, so
    that a floor keeps its meaning. This is stochastic multicriteria acceptability analysis [1]_
    around the programme's weights.

    References
    ----------
    .. [1] R. Lahdelma, J. Hokkanen and P. Salminen, "SMAA: stochastic multiobjective acceptability
       analysis", European Journal of Operational Research 106(1), 1998,
       doi:10.1016/S0377-2217(97)00163-X.
    """
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
        raise InvalidProblemError(f"draws is {draws!r}; it is a whole number from 1")
    random = np.random.default_rng(seed)
    stayed = np.zeros(len(result.assignment.mentor_of), dtype=np.int64)
    criteria = len(result.pair_scores.program.criteria)
    for done in range(draws):
        progress(Stage.REWEIGHTING, done, draws)
        factors = np.exp(random.normal(0.0, WEIGHT_LOG_STD, size=criteria))
        problem = _reweighted(result, factors)
        options = replace(result.assignment.scaled.options, seed=int(random.integers(2**31)))
        solution = find_optimum(ScaledProblem.from_problem(problem, options))
        stayed += solution.mentor_of == result.assignment.mentor_of
    mentees, mentors = result.pair_scores.mentees.ids, result.pair_scores.mentors.ids
    return {
        (mentees[mentee], mentors[mentor]): float(stayed[mentee] / draws)
        for mentee, mentor in enumerate(result.assignment.mentor_of.tolist())
        if mentor != UNMATCHED
    }


def _reweighted(result: MatchResult, factors: np.ndarray) -> ProblemProtocol:
    program = result.pair_scores.program
    weights = factors * [criterion.weight for criterion in program.criteria]
    if weights.sum():
        weights *= program.max_score / weights.sum()
    criteria = tuple(
        replace(criterion, weight=float(weight))
        for criterion, weight in zip(program.criteria, weights, strict=True)
    )
    pair_scores: PairScores = replace(
        result.pair_scores, program=replace(program, criteria=criteria)
    )
    problem = build_problem(pair_scores, result.banned, result.problem.pinned, None, silent)
    return result.rescore(problem)
