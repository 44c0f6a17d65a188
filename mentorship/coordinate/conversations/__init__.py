"""First conversations of a round: who meets whom, the invitation, and what people said."""

from mentorship.coordinate.conversations import conversation_views

__all__ = ["conversation_views"]
