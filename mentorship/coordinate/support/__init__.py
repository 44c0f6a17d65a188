"""Looking after pairs: what is due, the page of a match, how far the standards are met."""

from mentorship.coordinate.support import due_item_views, due_list_views, match_views

__all__ = ["due_item_views", "due_list_views", "match_views"]
