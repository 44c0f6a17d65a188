"""For pairs: the introduction, both people's answers, what they agree on, and the meeting log."""

from mentorship.pairs import (
    agreement_views,
    contact_views,
    conversation_routes,
    meeting_routes,
    meeting_times_views,
)
from mentorship.pairs.routes import blueprint

__all__ = [
    "agreement_views",
    "blueprint",
    "contact_views",
    "conversation_routes",
    "meeting_routes",
    "meeting_times_views",
]
