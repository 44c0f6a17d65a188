"""For administrators: who works here, and what the programme says and asks."""

from mentorship.administer import overview
from mentorship.administer.blueprint import blueprint

__all__ = ["blueprint", "overview"]
