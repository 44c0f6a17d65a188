"""For everybody with an account: write to the coordinators, and read what they write."""

from mentorship.messages.routes import blueprint

__all__ = ["blueprint"]
