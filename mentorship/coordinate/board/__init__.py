"""The review board of a match run, and the people without a suggestion."""

from mentorship.coordinate.board import unmatched_views

__all__ = ["unmatched_views"]
