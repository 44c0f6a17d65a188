"""Matching: runs and suggested matches."""

from mentorship.coordinate.matching import (
    match_run_views,
    matching_views,
    readiness_views,
    suggestion_list_views,
    suggestion_views,
)

__all__ = [
    "match_run_views",
    "matching_views",
    "readiness_views",
    "suggestion_list_views",
    "suggestion_views",
]
