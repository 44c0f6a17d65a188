"""Text as people type it, folded so that what means the same compares equal."""

import re
import unicodedata
from collections.abc import Iterable

# What a keyboard or a paste leaves behind and nobody sees: control and format characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def same_text(text: str) -> str:
    """Fold what people type differently and mean alike: case, blanks, composed letters.

    >>> same_text("  Quốc  Ngữ") == same_text("quốc ngữ")
    True
    """
    seen = _UNSEEN.sub("", text)
    return " ".join(unicodedata.normalize("NFC", seen).casefold().split())


def written_ways(answers: Iterable[str]) -> dict[str, str]:
    """Map each folded answer to the way it was first written, in alphabetical order."""
    written: dict[str, str] = {}
    for answer in dict.fromkeys(answers):
        written.setdefault(same_text(answer), answer)
    written.pop("", None)
    return dict(sorted(written.items()))
