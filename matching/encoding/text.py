"""Text folding: two answers that mean the same compare equal."""

import re
import unicodedata
from collections.abc import Iterable

# Control and format characters that a keyboard or a paste can insert unnoticed.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def fold_text(text: str) -> str:
    """Return a text without differences in case, white space and composed letters.

    Examples
    --------
    >>> fold_text("  Quốc  Ngữ") == fold_text("quốc ngữ")
    True
    """
    visible = _INVISIBLE.sub("", text)
    return " ".join(unicodedata.normalize("NFC", visible).casefold().split())


def first_spellings(answers: Iterable[str]) -> dict[str, str]:
    """Return the first spelling of each folded answer, in alphabetical order, without blanks."""
    spellings: dict[str, str] = {}
    for answer in dict.fromkeys(answers):
        spellings.setdefault(fold_text(answer), answer)
    spellings.pop("", None)
    return dict(sorted(spellings.items()))
