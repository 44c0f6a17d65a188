"""People: applications, whom not to match with whom, and help with signing in."""

from mentorship.coordinate.people import (
    application_views,
    exclusion_views,
    recovery_views,
    sign_in_links,
)

__all__ = ["application_views", "exclusion_views", "recovery_views", "sign_in_links"]
