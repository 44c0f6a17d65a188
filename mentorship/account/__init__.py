"""For everybody who signs in: their home, and their account."""

from mentorship.account.routes import blueprint

__all__ = ["blueprint"]
