"""Looking after pairs: what is due, the page of a match, how far the standards are met."""

from mentorship.coordinate.support import (
    compliance_views,
    due_item_views,
    due_list_views,
    match_views,
    safety_mode_views,
)

__all__ = [
    "compliance_views",
    "due_item_views",
    "due_list_views",
    "match_views",
    "safety_mode_views",
]
