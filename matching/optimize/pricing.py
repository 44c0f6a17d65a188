"""The pricing step of column generation: which pairs are worth more than their dual prices."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from matching.arrays import Floats, Index, as_slice
from matching.optimize.primal_dual import PrimalDualSolution
from matching.parallel.blocks import in_blocks
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem

MAX_CACHED_PAIRS = 50_000_000
"""Pairs whose values are cached by the first scan; those of larger problems are recomputed."""

MAX_CANDIDATES_PER_MENTEE = 12
"""Pairs that one scan may add for a mentee."""

NEAR_CANDIDATES_PER_MENTEE = 8
"""Pairs of a typical mentee that are candidates although worth a little less than their prices."""

MARGIN_SAMPLE_SIZE = 64
"""Mentees from whom the margin for such pairs is estimated."""

NOISE_RATIO = 0.01
"""Noise, as a ratio of the highest score, that spreads mentees over equally good mentors."""


class PricingResult(NamedTuple):
    """The outcome of a scan, in quanta.

    Attributes
    ----------
    max_surplus : numpy.ndarray of int, shape (scanned,)
        For each mentee, the most by which a pair's value exceeds the mentor's price; from 0.
    mentees, mentors : numpy.ndarray of int, shape (candidates,)
        The candidate pairs.
    values : numpy.ndarray of int, shape (candidates,)
        Their values.
    """

    max_surplus: npt.NDArray[np.int64]
    mentees: Index
    mentors: Index
    values: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PricingScan:
    """Compares every pair of a block of mentees with given prices; picklable for processes.

    Attributes
    ----------
    scaled : ScaledProblem
    mentor_prices : numpy.ndarray of float, shape (mentors,)
        In quanta.
    thresholds : numpy.ndarray of float, shape (mentees,)
        A pair is a candidate if its surplus exceeds this, in quanta.
    noise : numpy.ndarray of float, shape (2 * mentors,)
        Breaks ties, in quanta: each mentee uses a window that starts elsewhere.
    noise_scale : float
        The factor of the noise.
    cache : numpy.ndarray of float, shape (mentees, mentors), or None
        The values of all pairs, in quanta, if they fit in memory.
    fills_cache : bool
        Whether ``cache`` is yet to be filled.
    """

    scaled: ScaledProblem
    mentor_prices: Floats
    thresholds: Floats
    noise: Floats
    noise_scale: float
    cache: Floats | None
    fills_cache: bool

    @classmethod
    def initial(cls, scaled: ScaledProblem, *, shares_memory: bool) -> "PricingScan":
        """Return a scan at zero prices, which takes the best few pairs of each mentee.

        Parameters
        ----------
        scaled : ScaledProblem
        shares_memory : bool
            Whether blocks are scanned by threads, which can share a cache.

        Returns
        -------
        PricingScan
        """
        mentees, mentors = scaled.shape
        amplitude = NOISE_RATIO * scaled.problem.max_score * scaled.scale.quanta_per_point
        rng = np.random.default_rng(scaled.options.seed)
        is_cached = shares_memory and mentees * mentors <= MAX_CACHED_PAIRS
        return cls(
            scaled=scaled,
            mentor_prices=np.zeros(mentors),
            thresholds=np.full(mentees, -np.inf),
            noise=max(1.0, amplitude) * rng.uniform(0.5, 1.0, size=2 * mentors),
            noise_scale=1.0,
            cache=np.empty(scaled.shape) if is_cached else None,
            fills_cache=True,
        )

    def at_prices(self, solution: PrimalDualSolution) -> "PricingScan":
        """Return a scan for pairs that are worth more than their prices, or almost.

        Parameters
        ----------
        solution : PrimalDualSolution
            Optimal for the candidates so far.

        Returns
        -------
        PricingScan
        """
        quantum = self.scaled.scale.quantum
        scan = replace(
            self,
            mentor_prices=solution.mentor_prices / quantum,
            # From now on noise breaks exact ties only; otherwise it could for ever hide a pair
            # that violates the dual constraints.
            noise_scale=0.5 / self.noise.max(),
            fills_cache=False,
        )
        movable = self.scaled.pinned_to == UNMATCHED
        thresholds = solution.mentee_prices / quantum - scan._margin() - 1
        return replace(scan, thresholds=np.where(movable, thresholds, np.inf))

    def run(self, executor: Executor | None, report: Callable[[int, int], None]) -> PricingResult:
        """Scan all mentees, block by block.

        Parameters
        ----------
        executor : concurrent.futures.Executor or None
            What the blocks run on; threads by default.
        report : callable
            Called with the number of mentees scanned, and of all mentees.

        Returns
        -------
        PricingResult
        """
        blocks = [result for _, result in in_blocks(self, self.scaled.shape, executor, report)]
        return PricingResult(*map(np.concatenate, zip(*blocks, strict=True)))

    def __call__(self, mentees: Index) -> PricingResult:
        """Scan one block of mentees.

        Parameters
        ----------
        mentees : numpy.ndarray of int, shape (scanned,)

        Returns
        -------
        PricingResult
        """
        surplus = self._surplus(mentees)
        max_surplus = surplus.max(axis=1, initial=0.0)
        is_candidate = surplus > self.thresholds[mentees, np.newaxis]
        too_many = np.flatnonzero(
            np.count_nonzero(is_candidate, axis=1) > MAX_CANDIDATES_PER_MENTEE
        )
        if len(too_many):
            is_candidate[too_many] = self._is_best(surplus[too_many], mentees[too_many])
        rows, mentors = np.divmod(np.flatnonzero(is_candidate), len(self.mentor_prices))
        values = surplus[rows, mentors] + self.mentor_prices[mentors]
        return PricingResult(
            max_surplus.astype(np.int64), mentees[rows], mentors, values.astype(np.int64)
        )

    def _surplus(self, mentees: Index) -> Floats:
        """Return the values of all pairs less the mentors' prices, -inf where not allowed."""
        rows = as_slice(mentees)
        if self.cache is None:
            return values_in_quanta(self.scaled, mentees) - self.mentor_prices
        if self.fills_cache:
            self.cache[rows] = values_in_quanta(self.scaled, mentees)
        return self.cache[rows] - self.mentor_prices

    def _is_best(self, surplus: Floats, mentees: Index) -> npt.NDArray[np.bool_]:
        """Mark the best few pairs of each mentee.

        Pairs that are not allowed get distinct ranks too, because partitioning is slow with ties.
        """
        mentors = len(self.mentor_prices)
        noise = sliding_window_view(self.noise, mentors)[mentees % mentors]
        ranked = surplus + self.noise_scale * noise
        forbidden = surplus == -np.inf
        lowest = -2 * self.mentor_prices.max() - self.noise.max()
        np.subtract(lowest, noise, out=ranked, where=forbidden)
        worst = np.partition(ranked, -MAX_CANDIDATES_PER_MENTEE, axis=1)[
            :, -MAX_CANDIDATES_PER_MENTEE, np.newaxis
        ]
        best: npt.NDArray[np.bool_] = (ranked >= worst) & ~forbidden
        return best

    def _margin(self) -> float:
        """Return how far below its best pair a sampled mentee's next few typically are."""
        mentees, mentors = self.scaled.shape
        sample = np.unique(np.linspace(0, mentees - 1, MARGIN_SAMPLE_SIZE).astype(np.int64))
        surplus = np.sort(self._surplus(sample), axis=1)[:, ::-1]
        best, near = surplus[:, 0], surplus[:, min(NEAR_CANDIDATES_PER_MENTEE, mentors - 1)]
        margins = best[np.isfinite(near)] - near[np.isfinite(near)]
        return float(np.median(margins)) if len(margins) else 0.0


def values_in_quanta(scaled: ScaledProblem, mentees: Index) -> Floats:
    """Return the values of the mentees' pairs in quanta, as floats that hold whole numbers.

    Parameters
    ----------
    scaled : ScaledProblem
    mentees : numpy.ndarray of int, shape (n,)

    Returns
    -------
    numpy.ndarray of float, shape (n, mentors)
        -inf where a pair is not allowed.
    """
    scores, eligible = scaled.problem.rows(mentees)
    scale = scaled.scale
    values = np.where(eligible, scores, -np.inf)
    values *= scale.quanta_per_point
    np.rint(values, out=values)
    values += scale.person_weight // scale.quantum
    if scaled.floor_value > scale.person_weight:
        values[values < scaled.floor_value // scale.quantum] = -np.inf
    return values
