"""For pairs: the introduction, both people's answers, and the meeting log."""

from mentorship.pairs import check_in_routes, conversation_routes, meeting_routes, pause_routes
from mentorship.pairs.routes import blueprint

__all__ = [
    "blueprint",
    "check_in_routes",
    "conversation_routes",
    "meeting_routes",
    "pause_routes",
]
