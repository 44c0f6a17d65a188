"""Text folding: two answers that mean the same compare equal."""

import re
import unicodedata
from collections.abc import Iterable

# Control and format characters, fillers, joiners and variation selectors: keyboards and pasted
# text leave them behind, and nobody sees them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)


def fold_text(text: str) -> str:
    """Return the same text for what people type differently and mean alike.

    Case, blanks, invisible characters and the composition of accents are ignored; accents are not.

    Examples
    --------
    >>> fold_text("  Quốc  Ngữ") == fold_text("quốc ngữ")
    True
    """
    visible = INVISIBLE.sub("", " ".join(text.split()))
    return " ".join(unicodedata.normalize("NFC", visible).casefold().split())


def first_spellings(answers: Iterable[str]) -> dict[str, str]:
    """Map each folded answer to the way it was first written, in alphabetical order.

    >>> first_spellings(["Housing", "arts", "HOUSING", " "])
    {'arts': 'arts', 'housing': 'Housing'}
    """
    spellings: dict[str, str] = {}
    for answer in dict.fromkeys(answers):
        spellings.setdefault(fold_text(answer), answer)
    spellings.pop("", None)
    return dict(sorted(spellings.items()))
