"""The review board of a match run, and the people without a suggestion."""

from mentorship.coordinate.board import (
    board_views,
    decision_views,
    introduction_views,
    pair_views,
    proof_views,
    unmatched_views,
)

__all__ = [
    "board_views",
    "decision_views",
    "introduction_views",
    "pair_views",
    "proof_views",
    "unmatched_views",
]
