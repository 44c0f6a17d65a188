"""For applicants: what the programme asks and gives, and the form in short steps."""

from mentorship.apply import application_views
from mentorship.apply.entry_views import blueprint

__all__ = ["application_views", "blueprint"]
