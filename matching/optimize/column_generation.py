"""The same optimum for rounds too large for one matrix: promising pairs, then proof against all.

Every mentee's most promising pairs make a sparse problem, whose optimum has prices. All pairs are
then held against these prices, block by block: whatever is worth more than its two prices, or
nearly as much, joins the promising ones, and the sparse problem is solved again. When no pair
anywhere is worth more than its prices, the sparse optimum is the optimum of all pairs. This is
column generation [1]_, with every mentee asking for a few columns at a time.

.. [1] M. E. Lübbecke and J. Desrosiers, "Selected topics in column generation", Operations
   Research 53(6), 2005, doi:10.1287/opre.1050.0234.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from matching.arrays import Floats, Index, as_run
from matching.optimize.candidate_pairs import Candidates
from matching.optimize.dual_prices import supporting_prices
from matching.optimize.primal_dual import PrimalDualSolution, gap_in_steps, total_points
from matching.optimize.sparse_solvers import Engine, best_engine
from matching.parallel.blocks import in_blocks
from matching.parallel.progress import Progress, silent
from matching.problem.integer_scale import ScaledInts
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem

MAX_CACHED_PAIRS = 50_000_000
"""Pairs whose worth is kept in memory from the first scan on; of more it is computed anew."""

MAX_CANDIDATES_PER_MENTEE = 12
"""Pairs that one mentee may add at a time."""

NEAR_EACH = 8
"""Pairs of a typical mentee that count as nearly worth their prices."""

SAMPLE = 64
"""Mentees from whom it is learned how near that is."""

JITTER = 0.01
"""Of the highest score: settles among equal pairs, lest all ask for the same few mentors."""


class Found(NamedTuple):
    """What a scan of some mentees found.

    Attributes
    ----------
    left : numpy.ndarray of int, shape (some,)
        The most that is left to each, in grains: of any pair, what exceeds the mentor's price.
    mentees, mentors, grains : numpy.ndarray of int, shape (pairs,)
        Promising pairs and what they are worth.
    """

    left: npt.NDArray[np.int64]
    mentees: Index
    mentors: Index
    grains: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Scan:
    """Holds every pair of a block of mentees against prices; may be sent to another process.

    Attributes
    ----------
    scaled : ScaledProblem
    prices : numpy.ndarray of float, shape (mentors,)
        In grains.
    wanted : numpy.ndarray of float, shape (mentees,)
        A pair is promising if it leaves its mentee more than this, in grains.
    noise : numpy.ndarray of float, shape (2 * mentors,)
        Settles ties, in grains: each mentee takes a piece that begins elsewhere.
    sway : float
        What the noise is multiplied by.
    held : numpy.ndarray of float, shape (mentees, mentors), or None
        What every pair is worth, in grains, if there is room in memory.
    first : bool
        Whether ``held`` is still to be filled.
    """

    scaled: ScaledProblem
    prices: Floats
    wanted: Floats
    noise: Floats
    sway: float
    held: Floats | None
    first: bool

    def __call__(self, rows: Index) -> Found:
        left = self.left(rows)
        most = left.max(axis=1, initial=0.0)
        promising = left > self.wanted[rows, np.newaxis]
        many = np.flatnonzero(np.count_nonzero(promising, axis=1) > MAX_CANDIDATES_PER_MENTEE)
        if len(many):
            promising[many] = self._best(left[many], rows[many])
        place, mentors = np.divmod(np.flatnonzero(promising), len(self.prices))
        grains = left[place, mentors] + self.prices[mentors]
        return Found(most.astype(np.int64), rows[place], mentors, grains.astype(np.int64))

    def left(self, rows: Index) -> Floats:
        """Say what each pair leaves its mentee, in grains; -inf where it may not be."""
        some = as_run(rows)
        if self.held is None:
            return grains(self.scaled, rows) - self.prices
        if self.first:
            self.held[some] = grains(self.scaled, rows)
        return self.held[some] - self.prices

    def _best(self, left: Floats, rows: Index) -> npt.NDArray[np.bool_]:
        """Mark the best few of each row; pairs that may not be are spread, for ties are slow."""
        mentors = len(self.prices)
        noise = sliding_window_view(self.noise, mentors)[rows % mentors]
        ranked = left + self.sway * noise
        blocked = left == -np.inf
        np.subtract(-2 * self.prices.max() - self.noise.max(), noise, out=ranked, where=blocked)
        worst = np.partition(ranked, -MAX_CANDIDATES_PER_MENTEE, axis=1)[
            :, -MAX_CANDIDATES_PER_MENTEE, np.newaxis
        ]
        best: npt.NDArray[np.bool_] = (ranked >= worst) & ~blocked
        return best


def grains(scaled: ScaledProblem, rows: Index) -> Floats:
    """Give the worth of some mentees with every mentor in grains, -inf where they may not be."""
    scores, eligible = scaled.problem.rows(rows)
    scale = scaled.scale
    worth = np.where(eligible, scores, -np.inf)
    worth *= scale.per_point
    np.rint(worth, out=worth)
    if scaled.options.floor:
        worth[worth < np.rint(scaled.options.floor * scale.per_point)] = -np.inf
    worth += scale.per_person // scale.quantum
    return worth


def assign_sparsely(
    scaled: ScaledProblem,
    *,
    tolerance: float = 0.0,
    engine: Engine = best_engine,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> PrimalDualSolution:
    """Find an optimal answer and its prices without ever holding all pairs.

    Parameters
    ----------
    scaled : ScaledProblem
    tolerance : float
        The gap to be content with, as a part of the bound; 0 for the exact optimum.
    engine : callable
        Solves the sparse problems.
    executor : concurrent.futures.Executor, optional
        What blocks run on; threads by default.
    progress : callable, optional

    Returns
    -------
    PrimalDualSolution
        With mentees' prices that hold against all pairs.
    """
    candidates = _pinned_pairs(scaled)
    scan = _first_scan(scaled, here=executor is None)
    found = _found(scan, executor, partial(progress, "scoring"))
    while True:
        candidates = candidates.with_more(
            found.mentees, found.mentors, found.grains * scaled.scale.quantum
        )
        solution = _solved(scaled, candidates, engine)
        scan = _scan_against(scan, solution)
        found = _found(scan, executor, partial(progress, "solving"))
        solution = solution._replace(mentees=_all_that_is_left(scaled, solution, found))
        if _good_enough(scaled, solution, tolerance):
            return solution


def _pinned_pairs(scaled: ScaledProblem) -> Candidates:
    mentees = np.flatnonzero(scaled.pinned_to != NOBODY)
    mentors = scaled.pinned_to[mentees]
    none = Candidates.none(scaled.shape)
    return none.with_more(mentees, mentors, scaled.pairs(mentees, mentors))


def _found(scan: Scan, executor: Executor | None, done: Callable[[int, int], None]) -> Found:
    blocks = [found for _, found in in_blocks(scan, scan.scaled.shape, executor, done)]
    return Found(*map(np.concatenate, zip(*blocks, strict=True)))


def _solved(scaled: ScaledProblem, candidates: Candidates, engine: Engine) -> PrimalDualSolution:
    """Find the best answer among the candidates, with prices that hold for these."""
    mentor_of = engine(scaled, candidates)
    matched = np.flatnonzero(mentor_of != NOBODY)
    earned = np.zeros(len(mentor_of), dtype=np.int64)
    earned[matched] = candidates.worth_of(matched, mentor_of[matched])
    return PrimalDualSolution(
        mentor_of, *supporting_prices(scaled, mentor_of, earned, candidates.offers())
    )


def _first_scan(scaled: ScaledProblem, *, here: bool) -> Scan:
    """Take every pair as promising; only the best few of each mentee will be kept."""
    mentees, mentors = scaled.shape
    jitter = max(1.0, JITTER * scaled.problem.highest * scaled.scale.per_point)
    noise = jitter * np.random.default_rng(scaled.options.seed).uniform(0.5, 1.0, size=2 * mentors)
    return Scan(
        scaled=scaled,
        prices=np.zeros(mentors),
        wanted=np.full(mentees, -np.inf),
        noise=noise,
        sway=1.0,
        held=np.empty(scaled.shape) if here and mentees * mentors <= MAX_CACHED_PAIRS else None,
        first=True,
    )


def _scan_against(last: Scan, solution: PrimalDualSolution) -> Scan:
    """Look for pairs that are worth more than their prices, or nearly."""
    scaled, quantum = last.scaled, last.scaled.scale.quantum
    prices, wanted = solution.mentors / quantum, solution.mentees / quantum
    # From now on noise settles true ties alone, or it could hide what breaks the proof for ever.
    sway = 0.5 / last.noise.max()
    scan = replace(last, prices=prices, wanted=wanted, sway=sway, first=False)
    sample = np.unique(np.linspace(0, scaled.shape[0] - 1, SAMPLE).astype(np.int64))
    left = np.sort(scan.left(sample), axis=1)[:, ::-1]
    best, nearly = left[:, 0], left[:, min(NEAR_EACH, scaled.shape[1] - 1)]
    near = best[np.isfinite(nearly)] - nearly[np.isfinite(nearly)]
    margin = np.median(near) if len(near) else 0.0
    movable = scaled.pinned_to == NOBODY
    return replace(scan, wanted=np.where(movable, scan.wanted - margin - 1, np.inf))


def _all_that_is_left(
    scaled: ScaledProblem, solution: PrimalDualSolution, found: Found
) -> ScaledInts:
    """Give mentees' prices that hold against all pairs, not only the candidates."""
    movable = scaled.pinned_to == NOBODY
    return np.where(movable, found.left * scaled.scale.quantum, solution.mentees)


def _good_enough(scaled: ScaledProblem, solution: PrimalDualSolution, tolerance: float) -> bool:
    people, points = scaled.scale.split_sum(gap_in_steps(scaled, solution))
    total = total_points(scaled.problem, solution.mentor_of, scaled.options.load_penalty)
    return people == 0 and points <= tolerance * abs(total)
