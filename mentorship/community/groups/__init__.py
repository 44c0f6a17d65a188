"""Advocacy groups: those of a person, their plans, documents and decisions, their campaigns."""

from mentorship.community.groups import membership_views, row_views
from mentorship.community.groups.routes import blueprint

__all__ = ["blueprint", "membership_views", "row_views"]
