"""What coordinators keep for everybody: resources, training, events and advocacy groups."""

from mentorship.coordinate.community import events, overview_views, resources, training

__all__ = ["events", "overview_views", "resources", "training"]
