"""For administrators: who works here, and what the programme says and asks."""

from mentorship.administer import invitation_views, overview, staff_views
from mentorship.administer.blueprint import blueprint

__all__ = ["blueprint", "invitation_views", "overview", "staff_views"]
