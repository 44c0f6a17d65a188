"""Matching: settings, runs and suggested matches."""

from mentorship.coordinate.matching import (
    comparison_views,
    fairness_views,
    matching_views,
    readiness_views,
    run_request_views,
    settings_file_views,
    settings_views,
    suggestion_list_views,
)

__all__ = [
    "comparison_views",
    "fairness_views",
    "matching_views",
    "readiness_views",
    "run_request_views",
    "settings_file_views",
    "settings_views",
    "suggestion_list_views",
]
