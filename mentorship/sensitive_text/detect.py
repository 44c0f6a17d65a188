"""Finding what is delicate.

It knows words, not meaning: it cannot tell somebody's own status from a topic, and asks once
too often rather than once too seldom. What it finds is shown to the person, who decides.
"""

import enum
from dataclasses import dataclass

from mentorship.sensitive_text.fold import fold
from mentorship.sensitive_text.id_numbers import numbers_of_papers
from mentorship.sensitive_text.status_terms import words_of_status


class Kind(enum.Enum):
    STATUS = "status"
    NUMBER = "number"


@dataclass(frozen=True)
class Finding:
    """What is delicate in a text, at ``text[start:end]``."""

    start: int
    end: int
    kind: Kind


def find(text: str) -> list[Finding]:
    """Return what is delicate in a text, in its order, none overlapping another.

    >>> [finding.kind.value for finding in find("Soy indocumentada; SSN 123-45-6789.")]
    ['status', 'number']
    """
    folded = fold(text)
    spans = [(span, Kind.STATUS) for span in words_of_status(folded)]
    spans += [(span, Kind.NUMBER) for span in numbers_of_papers(folded)]
    found: list[Finding] = []
    for (start, end), kind in sorted(spans, key=lambda each: each[0]):
        first, after = folded.original(start, end)
        if found and first < found[-1].end:
            found[-1] = Finding(found[-1].start, max(after, found[-1].end), found[-1].kind)
        else:
            found.append(Finding(first, after, kind))
    return found
