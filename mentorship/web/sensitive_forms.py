"""Forms with free text: they ask once more before something delicate is saved.

    class HopesForm(WaryForm):
        hope = Paragraph(...)

and within the template's form: ``{{ fields.delicate(form) }}``. The view stays as it is,
``if form.validate_on_submit()``. Nobody is kept from saving what they wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import Field

from mentorship.runtime import current_runtime
from mentorship.sensitive_text import Kind, find_sensitive_text, redact
from mentorship.web.fields import Line, PageForm, Paragraph

# What the buttons of fields.delicate send.
ANSWER, TAKE_OUT, KEEP = "delicate", "take_out", "keep"
QUOTED = "delicate_quoted"


@dataclass(frozen=True)
class Quote:
    """Delicate words of one field, as the page repeats them to the person who wrote them."""

    field: Field
    words: str
    kind: Kind

    @property
    def mark(self) -> str:
        """Tell this quote from others, without saying to anybody else what it quotes."""
        return current_runtime().cipher.blind_index(f"{self.field.name} {self.words}").hex()


class SensitiveTextForm(PageForm):
    """A form that quotes what is delicate in its lines and paragraphs, and asks about it.

    "Keep it as it is" holds for what the page has quoted and for nothing else: words
    that came in after the warning bring it up again.
    """

    quotes: tuple[Quote, ...] = ()
    taken_out = False

    def validate_on_submit(self, *arguments: Any, **options: Any) -> bool:
        valid = super().validate_on_submit(*arguments, **options)
        if not self.is_submitted():
            return False
        found = tuple(self._delicate())
        if found and request.form.get(ANSWER) == TAKE_OUT:
            self._take_out(found)
            return False
        if valid and not self._agreed_to(found):
            self.quotes = found
            return False
        return bool(valid)

    def _delicate(self) -> Iterator[Quote]:
        for field in self:
            # What is stored already was asked about when it was new; what is too long
            # has to be shortened first.
            if field.errors or not isinstance(field, Line | Paragraph):
                continue
            if field.data != field.object_data:
                text = field.data or ""
                quotes = {text[one.start : one.end]: one.kind for one in find_sensitive_text(text)}
                yield from (Quote(field, words, kind) for words, kind in quotes.items())

    def _agreed_to(self, found: tuple[Quote, ...]) -> bool:
        quoted = request.form.get(QUOTED, "").split()
        kept = request.form.get(ANSWER) == KEEP
        return not found or (kept and {quote.mark for quote in found} <= set(quoted))

    def _take_out(self, found: tuple[Quote, ...]) -> None:
        self.taken_out = True
        for field in {quote.field for quote in found}:
            field.data = redact(field.data)
