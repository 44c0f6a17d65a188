"""For pairs: the introduction, what the two agree on and keep, their meetings, how it goes."""

from mentorship.pairs import (
    agreement_views,
    album_views,
    check_in_routes,
    contact_views,
    conversation_routes,
    goal_views,
    meeting_routes,
    meeting_times_views,
    pause_routes,
)
from mentorship.pairs.routes import blueprint

__all__ = [
    "agreement_views",
    "album_views",
    "blueprint",
    "check_in_routes",
    "contact_views",
    "conversation_routes",
    "goal_views",
    "meeting_routes",
    "meeting_times_views",
    "pause_routes",
]
