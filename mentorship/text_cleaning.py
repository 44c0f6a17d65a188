"""How typed text is cleaned before it is kept."""

import re
import unicodedata

# Controls other than tab and line break; marks that reorder what stands around them; and
# what takes no room at all. The joiners stay: Indic scripts and emoji need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb]"
)


def tidy(text: str | None) -> str:
    r"""Compose accents, drop characters nobody can see or type, trim the ends.

    >>> tidy("  Jose\u0301\x00 ")
    'José'
    """
    composed = unicodedata.normalize("NFC", text or "")
    return UNSEEN.sub("", composed.replace("\r\n", "\n").replace("\r", "\n")).strip()
