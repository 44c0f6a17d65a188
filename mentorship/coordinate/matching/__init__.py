"""Matching: runs and suggested matches."""

from mentorship.coordinate.matching import (
    comparison_views,
    fairness_views,
    match_run_views,
    matching_views,
    readiness_views,
    suggestion_list_views,
)

__all__ = [
    "comparison_views",
    "fairness_views",
    "match_run_views",
    "matching_views",
    "readiness_views",
    "suggestion_list_views",
]
