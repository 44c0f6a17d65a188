"""For applicants: the welcome page, pages about the programme, invitations, the form in steps."""

from mentorship.apply import application_views, correction_views, information_views
from mentorship.apply.entry_views import blueprint

__all__ = ["application_views", "blueprint", "correction_views", "information_views"]
