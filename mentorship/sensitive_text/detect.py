"""Find sensitive text.

Detection uses word lists and patterns: it cannot tell a person's own status from a topic, and
prefers false positives. What it finds is shown to the person, who decides.
"""

import enum
from dataclasses import dataclass

from mentorship.sensitive_text.fold import fold
from mentorship.sensitive_text.id_numbers import find_id_numbers
from mentorship.sensitive_text.status_terms import find_status_terms


class Kind(enum.Enum):
    STATUS = "status"
    NUMBER = "number"


@dataclass(frozen=True)
class Finding:
    """Sensitive text at ``text[start:end]``."""

    start: int
    end: int
    kind: Kind


def find_sensitive_text(text: str) -> list[Finding]:
    """Return the sensitive passages of a text, in order and without overlaps.

    >>> findings = find_sensitive_text("Soy indocumentada; SSN 123-45-6789.")
    >>> [finding.kind.value for finding in findings]
    ['status', 'number']
    """
    folded = fold(text)
    spans = [(span, Kind.STATUS) for span in find_status_terms(folded)]
    spans += [(span, Kind.NUMBER) for span in find_id_numbers(folded)]
    findings: list[Finding] = []
    for folded_span, kind in sorted(spans, key=lambda item: item[0]):
        start, end = folded.original_span(*folded_span)
        if findings and start < findings[-1].end:
            last = findings[-1]
            findings[-1] = Finding(last.start, max(end, last.end), last.kind)
        else:
            findings.append(Finding(start, end, kind))
    return findings
