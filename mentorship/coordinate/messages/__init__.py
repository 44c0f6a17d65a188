"""Messages: the inbox, a thread, prepared answers, and a message to many people."""

from mentorship.coordinate.messages import (
    broadcast_views,
    canned_answer_views,
    inbox_views,
    thread_views,
)

__all__ = ["broadcast_views", "canned_answer_views", "inbox_views", "thread_views"]
