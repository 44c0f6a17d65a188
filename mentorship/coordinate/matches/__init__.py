"""Matches: introductions and pairs, and concerns about them."""

from mentorship.coordinate.matches import match_list_views, pair_views

__all__ = ["match_list_views", "pair_views"]
