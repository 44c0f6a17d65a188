"""Events: pages that everybody may read, files for calendars, and sign-up for members."""

from mentorship.community.events import calendar_views, sign_up_views
from mentorship.community.events.event_views import blueprint

__all__ = ["blueprint", "calendar_views", "sign_up_views"]
