"""Events: write, announce, change, cancel and close them, and the list for the door."""

from mentorship.coordinate.community.events import (
    door_list_views,
    event_list_views,
    event_state_views,
    event_views,
)

__all__ = ["door_list_views", "event_list_views", "event_state_views", "event_views"]
