"""What coordinators keep for everybody: resources, training, events and advocacy groups."""

from mentorship.coordinate.community import overview_views, training

__all__ = ["overview_views", "training"]
