"""Finding in free text what should not be written down, and taking it out."""

from mentorship.delicate.finding import Finding, Kind, find
from mentorship.delicate.removing import without

__all__ = ["Finding", "Kind", "find", "without"]
