"""The directory of resources, for those who keep it: entries, suggestions, imports and exports."""

from mentorship.coordinate.community.resources import (
    resource_file_views,
    resource_list_views,
    resource_suggestion_views,
    resource_views,
)

__all__ = [
    "resource_file_views",
    "resource_list_views",
    "resource_suggestion_views",
    "resource_views",
]
