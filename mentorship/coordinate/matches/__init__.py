"""Matches: introductions and pairs, and concerns about them."""

from mentorship.coordinate.matches import pair_views

__all__ = ["pair_views"]
