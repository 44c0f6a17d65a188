"""Analyze the result of a match run: other weights, floors, and results that are equally good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import matching

MAX_DRAWS, MIN_DRAWS = 100, 5
"""How many weightings are tried."""
MAX_FLOORS, MIN_FLOORS = 48, 6
"""How many floors are tried: a picture has room for no more."""
MAX_PAIRS_DRAWN, MAX_PAIRS_UNDER_FLOORS = 40_000_000, 20_000_000
"""Pairs that are weighed in all, and solved in all. 550 mentees and mentors take all draws and
floors and seven seconds; 5,000 of each the fewest, and some minutes."""
MAX_ANALYZED_PAIRS = 30_000_000
"""Larger rounds are not analyzed."""
NOBODY = 0
"""No application has this id."""


@dataclass(frozen=True)
class Analysis:
    """What the fields of a `RunAnalysis` hold; people are ids of applications."""

    weightings: int
    stayed: list[list[int]] = field(repr=False)
    frontier: list[list[float]] = field(repr=False)
    ties: list[list[int]] = field(repr=False)


def analyze(result: matching.MatchResult, report: Callable[[], None]) -> Analysis:
    """Analyze a result; ``report`` is called often."""

    def progress(*_stage: object) -> None:
        report()

    pairs = result.problem.shape[0] * result.problem.shape[1]
    draws = draws_for(pairs)
    stayed = matching.weight_sensitivity(result, draws, progress=progress)
    options = result.assignment.scaled.options
    frontier = matching.frontier_sample(
        result.problem,
        options.objective,
        options.load_penalty,
        options.seed,
        floor=options.floor,
        max_solutions=floors_for(pairs),
        progress=progress,
    )
    return Analysis(
        weightings=draws,
        stayed=[
            [int(mentee), int(mentor), round(share * draws)]
            for (mentee, mentor), share in stayed.items()
        ],
        frontier=[list(point) for point in frontier],
        ties=_ties(result, matching.tied_pairs(result.assignment)),
    )


def _ties(result: matching.MatchResult, tied: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return (mentee, mentor) of what was equally good; the mentor is NOBODY for none."""
    mentees, mentors = result.pair_scores.mentees.ids, result.pair_scores.mentors.ids
    return [
        [int(mentees[mentee]), NOBODY if mentor < 0 else int(mentors[mentor])]
        for mentee, others in enumerate(tied)
        for mentor in others
    ]


def draws_for(pairs: int) -> int:
    """Return how many weightings are tried in a round with so many pairs."""
    return _within_budget(pairs, MAX_PAIRS_DRAWN, MIN_DRAWS, MAX_DRAWS)


def floors_for(pairs: int) -> int:
    """Return how many floors are tried in a round with so many pairs."""
    return _within_budget(pairs, MAX_PAIRS_UNDER_FLOORS, MIN_FLOORS, MAX_FLOORS)


def _within_budget(pairs: int, budget: int, lowest: int, highest: int) -> int:
    return min(highest, max(lowest, budget // max(pairs, 1)))
