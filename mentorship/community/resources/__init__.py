"""The directory of resources, for everybody: search, a resource, a sheet to print, suggestions."""

from mentorship.community.resources import directory_views, suggestion_views
from mentorship.community.resources.routes import blueprint

__all__ = ["blueprint", "directory_views", "suggestion_views"]
