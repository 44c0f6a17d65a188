"""The histogram of scores, as bars with coordinates that a template draws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matching.explanations.pairs import MatchedPair

BINS = 10
PLOT_HEIGHT_PX = 190.0
"""Height of the highest bar."""

LABEL_HEIGHT_PX = 18.0
"""Space above the highest bar for its label."""

MIN_BAR_HEIGHT_PX = 2.0
"""Height of a bar with any pairs, however few."""

BAR_MARGIN_PERCENT = 0.5
"""Space on either side of a bar, in per cent of the width."""

EDGE_TOLERANCE = 1e-9
"""Rounding error of a share, in bins: one at the edge of a bin belongs to the bin above."""


@dataclass(frozen=True)
class Bar:
    """One bin of the histogram.

    Attributes
    ----------
    title : str
        Its range of shares, in words.
    pairs : int
        How many pairs are in it.
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
        """The centre of its label, in per cent of the width."""
        return self.left + self.width / 2


def histogram(pairs: Sequence[MatchedPair]) -> tuple[Bar, ...]:
    """Return the bars of the scores as shares of the maximum; a perfect pair is in the last bin."""
    counts = Counter(_bin(pair) for pair in pairs if pair.max_score > 0)
    highest = max(counts.values(), default=0)
    return tuple(_bar(bin_, counts[bin_], highest) for bin_ in range(BINS) if highest)


def _bin(pair: MatchedPair) -> int:
    return min(int(pair.score / pair.max_score * BINS + EDGE_TOLERANCE), BINS - 1)


def _bar(bin_: int, pairs: int, highest: int) -> Bar:
    height = max(MIN_BAR_HEIGHT_PX, pairs / highest * PLOT_HEIGHT_PX) if pairs else 0.0
    return Bar(
        title=_title(bin_),
        pairs=pairs,
        left=100 / BINS * bin_ + BAR_MARGIN_PERCENT,
        width=100 / BINS - 2 * BAR_MARGIN_PERCENT,
        top=round(LABEL_HEIGHT_PX + PLOT_HEIGHT_PX - height, 2),
        height=round(height, 2),
    )


def _title(bin_: int) -> str:
    low, high = 100 // BINS * bin_, 100 // BINS * (bin_ + 1)
    if bin_ == 0:
        return f"under {high} %"
    return f"{low} % to 100 %" if bin_ == BINS - 1 else f"{low} % to under {high} %"
