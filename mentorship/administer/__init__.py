"""For administrators: who works here, and what the programme says and asks."""

from mentorship.administer import (
    audit_views,
    invitation_views,
    overview,
    programme_area_views,
    programme_cadence_views,
    programme_choice_views,
    programme_file_views,
    programme_language_views,
    programme_text_views,
    programme_version_views,
    screening_views,
    staff_views,
)
from mentorship.administer.blueprint import blueprint

__all__ = [
    "audit_views",
    "blueprint",
    "invitation_views",
    "overview",
    "programme_area_views",
    "programme_cadence_views",
    "programme_choice_views",
    "programme_file_views",
    "programme_language_views",
    "programme_text_views",
    "programme_version_views",
    "screening_views",
    "staff_views",
]
