"""For pairs: the introduction, what the two agree on and keep, how it goes, and the end."""

from mentorship.pairs import (
    agreement_views,
    album_views,
    check_in_views,
    closing_views,
    contact_views,
    conversation_views,
    exit_form_views,
    goal_views,
    meeting_times_views,
    meeting_views,
    pause_views,
)
from mentorship.pairs.routes import blueprint

__all__ = [
    "agreement_views",
    "album_views",
    "blueprint",
    "check_in_views",
    "closing_views",
    "contact_views",
    "conversation_views",
    "exit_form_views",
    "goal_views",
    "meeting_times_views",
    "meeting_views",
    "pause_views",
]
