"""For coordinators: applications, suggestions, decisions."""

from mentorship.coordinate.routes import blueprint

__all__ = ["blueprint"]
