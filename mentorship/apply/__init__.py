"""For applicants: the welcome page, invitations, and the application form in short steps."""

from mentorship.apply import application_views
from mentorship.apply.entry_views import blueprint

__all__ = ["application_views", "blueprint"]
