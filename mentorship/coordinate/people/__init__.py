"""People: applications, notes, corrections, merges, exclusions, and help with signing in."""

from mentorship.coordinate.people import (
    application_views,
    correction_views,
    exclusion_views,
    merge_views,
    note_views,
    recovery_views,
    sign_in_links,
)

__all__ = [
    "application_views",
    "correction_views",
    "exclusion_views",
    "merge_views",
    "note_views",
    "recovery_views",
    "sign_in_links",
]
