"""How many pairs have which share of the most possible: bars as data, for any template to draw."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matching.explanations.pairs import MatchedPair

BANDS = 10
PLOT = 190.0
"""Height of the highest bar, in pixels."""

TOP = 18.0
"""Room above it for its number, in pixels."""

LEAST_BAR = 2.0
GUTTER = 0.5
"""Blank on either side of a bar, in per cent of the width."""

SNAP = 1e-9
"""Keeps a share that is a band's edge but for a rounded sum out of the band below."""


@dataclass(frozen=True)
class Bar:
    """One band of the distribution.

    Attributes
    ----------
    title : str
        The shares it holds, in words.
    pairs : int
        How many pairs.
    left, width : float
        In per cent of the chart's width.
    top, height : float
        In pixels.
    """

    title: str
    pairs: int
    left: float
    width: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where its number stands, in per cent of the width."""
        return self.left + self.width / 2


def histogram(pairs: Sequence[MatchedPair]) -> tuple[Bar, ...]:
    """Sort pairs into bands of a tenth of the most possible; a perfect pair is in the last."""
    counts = Counter(_band(pair) for pair in pairs if pair.most > 0)
    highest = max(counts.values(), default=0)
    return tuple(_bar(band, counts[band], highest) for band in range(BANDS) if highest)


def _band(pair: MatchedPair) -> int:
    return min(int(pair.score / pair.most * BANDS + SNAP), BANDS - 1)


def _bar(band: int, pairs: int, highest: int) -> Bar:
    height = max(LEAST_BAR, pairs / highest * PLOT) if pairs else 0.0
    return Bar(
        title=_title(band),
        pairs=pairs,
        left=100 / BANDS * band + GUTTER,
        width=100 / BANDS - 2 * GUTTER,
        top=round(TOP + PLOT - height, 2),
        height=round(height, 2),
    )


def _title(band: int) -> str:
    low, high = 100 // BANDS * band, 100 // BANDS * (band + 1)
    if band == 0:
        return f"under {high} %"
    return f"{low} % to 100 %" if band == BANDS - 1 else f"{low} % to under {high} %"
