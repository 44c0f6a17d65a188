"""Text folding: two answers that mean the same compare equal."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

MAX_COMBINING_MARKS = 30
"""In a row, as in the Stream-Safe Text Format of Unicode (UAX #15, section 13)."""

COMBINING_MARKS = "\u0f73\u0f75\u0f81\uff9e\uff9f" + "".join(
    filter(unicodedata.combining, map(chr, range(0x300, 0x20000)))
)
"""And five characters that are no marks themselves, but are replaced by marks."""

EXCESS_MARKS = re.compile(f"([{COMBINING_MARKS}]{{{MAX_COMBINING_MARKS}}})[{COMBINING_MARKS}]+")

# Control and format characters, fillers, joiners and variation selectors: keyboards and pasted
# text leave them behind, and nobody sees them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)


WHOLE_DECIMAL = re.compile(r"([+-]?\d+)\.0+")
"""A whole number as many programs write it where a column has blanks."""


def limit_marks(text: str) -> str:
    r"""Drop the combining marks beyond `MAX_COMBINING_MARKS` in a row, in linear time.

    Examples
    --------
    >>> len(limit_marks("a" + "\u0300\u0316" * 1000))
    31
    """
    return text if text.isascii() else EXCESS_MARKS.sub(r"\1", text)


def normalize_text(form: Literal["NFC", "NFKC"], text: str) -> str:
    r"""Return a text in a normal form of Unicode; its marks are limited before and after.

    Without a limit `unicodedata.normalize` takes quadratic time, and one cell half a minute.

    Examples
    --------
    >>> normalize_text("NFC", "Jose\u0301")
    'José'
    """
    return limit_marks(unicodedata.normalize(form, limit_marks(text)))


def fold_text(text: str) -> str:
    """Return the same text for what people type differently and mean alike.

    Case, blanks, invisible characters and the composition of accents are ignored; accents are not.
    2.0 is 2.

    Examples
    --------
    >>> fold_text("  Quốc  Ngữ") == fold_text("quốc ngữ")
    True
    >>> fold_text("2.0"), fold_text("2.05")
    ('2', '2.05')
    """
    visible = INVISIBLE.sub("", " ".join(text.split()))
    folded = " ".join(normalize_text("NFC", visible).casefold().split())
    whole = WHOLE_DECIMAL.fullmatch(folded)
    return whole[1] if whole else folded


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
