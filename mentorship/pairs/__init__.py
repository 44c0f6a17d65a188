"""For pairs: the introduction, both people's answers, and the meeting log."""

from mentorship.pairs import conversation_routes, meeting_routes
from mentorship.pairs.routes import blueprint

__all__ = ["blueprint", "conversation_routes", "meeting_routes"]
