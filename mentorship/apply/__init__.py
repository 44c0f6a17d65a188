"""For applicants: what the programme asks and gives, and the profile form."""

from mentorship.apply.routes import blueprint

__all__ = ["blueprint"]
