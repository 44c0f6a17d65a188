"""For pairs: the introduction, both people's answers, the meeting log, goals and album."""

from mentorship.pairs import album_views, conversation_routes, goal_views, meeting_routes
from mentorship.pairs.routes import blueprint

__all__ = ["album_views", "blueprint", "conversation_routes", "goal_views", "meeting_routes"]
