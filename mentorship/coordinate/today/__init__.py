"""Today: what waits for the coordinators."""

from mentorship.coordinate.today import today_views

__all__ = ["today_views"]
