"""Text as people type it, folded so that what means the same compares equal."""

import re
import unicodedata
from collections.abc import Iterable

# Control and format characters, fillers, joiners and variation selectors: keyboards and pasted
# text leave them behind, and nobody sees them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)


def same_text(text: str) -> str:
    """Return the same text for what people type differently and mean alike.

    Case, blanks, invisible characters and the composition of accents are ignored; accents are not.

    >>> same_text("  Quốc  Ngữ") == same_text("quốc ngữ")
    True
    """
    visible = INVISIBLE.sub("", " ".join(text.split()))
    return " ".join(unicodedata.normalize("NFC", visible).casefold().split())


def written_ways(answers: Iterable[str]) -> dict[str, str]:
    """Map each folded answer to the way it was first written, in alphabetical order.

    >>> written_ways(["Housing", "arts", "HOUSING", " "])
    {'arts': 'arts', 'housing': 'Housing'}
    """
    written: dict[str, str] = {}
    for answer in dict.fromkeys(answers):
        written.setdefault(same_text(answer), answer)
    written.pop("", None)
    return dict(sorted(written.items()))
