"""What one programme says of itself: its name, who runs it, and the areas where people meet.

One file holds it. The file of Los Angeles comes along; another programme writes its own and names
it in MENTORSHIP_PROGRAMME (docs/using/operating.md).
"""

from mentorship.programme.programme import SITE_LANGUAGES, Programme, Region, shipped

__all__ = ["SITE_LANGUAGES", "Programme", "Region", "shipped"]
