"""People: applications, decisions, notes, corrections, merges, exclusions, help to sign in."""

from mentorship.coordinate.people import (
    application_views,
    correction_views,
    decision_views,
    exclusion_views,
    limit_views,
    merge_views,
    note_views,
    people_export,
    people_list_views,
    recovery_views,
    screening_views,
    sign_in_links,
)

__all__ = [
    "application_views",
    "correction_views",
    "decision_views",
    "exclusion_views",
    "limit_views",
    "merge_views",
    "note_views",
    "people_export",
    "people_list_views",
    "recovery_views",
    "screening_views",
    "sign_in_links",
]
