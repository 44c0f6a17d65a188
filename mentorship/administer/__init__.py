"""For administrators: who works here, and what the programme says and asks."""

from mentorship.administer import audit_views, invitation_views, overview, staff_views
from mentorship.administer.blueprint import blueprint

__all__ = ["audit_views", "blueprint", "invitation_views", "overview", "staff_views"]
