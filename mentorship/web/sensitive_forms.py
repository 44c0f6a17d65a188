"""Forms with free text: they ask again before something sensitive is saved.

    class GoalsForm(SensitiveTextForm):
        goals = Paragraph(...)

and within the template's form: ``{{ fields.sensitive_text(form) }}``. The view stays as it is,
``if form.validate_on_submit()``. Nobody is prevented from saving what they wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import Field

from mentorship.runtime import current_runtime
from mentorship.sensitive_text import Kind, find_sensitive_text, redact
from mentorship.web.fields import Line, PageForm, Paragraph

# What the buttons of fields.sensitive_text send.
DECISION, REMOVE, KEEP = "sensitive", "remove", "keep"
SHOWN_DIGESTS = "sensitive_shown"


@dataclass(frozen=True)
class SensitiveMatch:
    """Sensitive words in one field, as the page shows them to the person who wrote them."""

    field: Field
    words: str
    kind: Kind

    @property
    def digest(self) -> str:
        """Identify this match to the server without revealing the words."""
        return current_runtime().blind_index(f"{self.field.name} {self.words}").hex()


class SensitiveTextForm(PageForm):
    """A form that shows sensitive words in its text fields, and asks whether to save them.

    "Keep it as it is" covers the words that the page has shown and no others: sensitive
    words added after the warning bring it up again.
    """

    matches: tuple[SensitiveMatch, ...] = ()
    redacted = False

    def validate_on_submit(self, *arguments: Any, **options: Any) -> bool:
        valid = super().validate_on_submit(*arguments, **options)
        if not self.is_submitted():
            return False
        matches = tuple(self._find_matches())
        if matches and request.form.get(DECISION) == REMOVE:
            self._redact(matches)
            return False
        if valid and not self._confirmed(matches):
            self.matches = matches
            return False
        return bool(valid)

    def _find_matches(self) -> Iterator[SensitiveMatch]:
        for field in self:
            # Stored text was asked about when it was new; text that is too long
            # has to be shortened first.
            if field.errors or not isinstance(field, Line | Paragraph):
                continue
            if field.data != field.object_data:
                text = field.data or ""
                kinds = {
                    text[match.start : match.end]: match.kind for match in find_sensitive_text(text)
                }
                yield from (SensitiveMatch(field, words, kind) for words, kind in kinds.items())

    def _confirmed(self, matches: tuple[SensitiveMatch, ...]) -> bool:
        shown = request.form.get(SHOWN_DIGESTS, "").split()
        keep = request.form.get(DECISION) == KEEP
        return not matches or (keep and {match.digest for match in matches} <= set(shown))

    def _redact(self, matches: tuple[SensitiveMatch, ...]) -> None:
        self.redacted = True
        for field in {match.field for match in matches}:
            field.data = redact(field.data)
