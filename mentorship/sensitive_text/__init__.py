"""Find and redact in free text what must not be stored: immigration status, ID numbers."""

from mentorship.sensitive_text.detect import Finding, Kind, find_sensitive_text
from mentorship.sensitive_text.redact import redact

__all__ = ["Finding", "Kind", "find_sensitive_text", "redact"]
