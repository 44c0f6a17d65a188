"""Finding in free text what should not be written down, and taking it out."""

from mentorship.sensitive_text.detect import Finding, Kind, find
from mentorship.sensitive_text.redact import redact

__all__ = ["Finding", "Kind", "find", "redact"]
