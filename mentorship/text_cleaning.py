"""Clean typed text before it is stored, and fold it before it is compared.

`clean_text` is for what somebody typed: the fields of every form and the cells of a survey.
`fold_text` is for comparing answers with labels, and headers. `matching.encoding.text` folds in the
same way for the library, which does not depend on this package, except that it keeps accents, and
curly and straight quotes apart, and takes 2.0 for 2.

Three functions differ, for a reason each. `privacy.blind_index.normalize_name` and
`services.accounts.passwords` must never change, because stored indexes and hashes depend on what
they return. `sensitive_text.fold` keeps the origin of each character, so that it can be redacted.

All of them normalize with `normalize_text`: `unicodedata.normalize` sorts the combining marks of
a letter in quadratic time, so that a letter with 100,000 marks takes half a minute.
"""

import re
import unicodedata
from typing import Literal

# The Stream-Safe Text Format of Unicode (UAX #15, section 13) allows as many in a row; the
# longest run of a living language has fewer than ten.
MAX_COMBINING_MARKS = 30
# Five characters are no marks themselves, but are replaced by marks.
COMBINING_MARKS = "\u0f73\u0f75\u0f81\uff9e\uff9f" + "".join(
    filter(unicodedata.combining, map(chr, range(0x300, 0x20000)))
)
EXCESS_MARKS = re.compile(f"([{COMBINING_MARKS}]{{{MAX_COMBINING_MARKS}}})[{COMBINING_MARKS}]+")

# Controls other than tab and line break; characters that reorder the text around them; fillers
# and others that take no space at all.
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
# Indic scripts, Mongolian and emoji need these, so they are stored. Nobody sees them alone.
JOINERS_AND_VARIANTS = "\u180e\u200c\u200d\ufe00-\ufe0f"
JOINERS = re.compile("[\u200c\u200d]")
NEVER_STORED = re.compile(f"[{INVISIBLE}]")
NEVER_COMPARED = re.compile(f"[{INVISIBLE}{JOINERS_AND_VARIANTS}]")
ACCENTS = re.compile("[\u0300-\u036f]")
# Word processors and phones write these by themselves, where people type ' " and -.
TYPED_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bb\u02bc\u02b9\u00b4\uff07`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"),
        "\u2026": "...",
    }
)


def limit_marks(text: str) -> str:
    r"""Drop the combining marks beyond `MAX_COMBINING_MARKS` in a row, in linear time.

    UAX #15 inserts a character between them instead, which would make a name another name.

    >>> len(limit_marks("a" + "\u0300\u0316" * 1000))
    31
    """
    return text if text.isascii() else EXCESS_MARKS.sub(r"\1", text)


def normalize_text(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form of Unicode; its marks are limited before and after."""
    return limit_marks(unicodedata.normalize(form, limit_marks(text)))


def clean_text(text: str | None) -> str:
    r"""Remove invisible and control characters, compose accents, strip blanks.

    >>> clean_text("  Jose\u200b\u0301\x00 ")
    'José'
    """
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return normalize_text("NFC", NEVER_STORED.sub("", lines)).strip()


def remove_joiners(text: str) -> str:
    r"""Remove the joiners, which change only how the letters around them are drawn.

    >>> remove_joiners("क्\u200dष") == "क्ष"
    True
    """
    return JOINERS.sub("", text)


def fold_text(text: str) -> str:
    r"""Return a form of a text that is equal for different ways to type the same answer.

    Case, blanks, invisible characters and the accents of Latin, Greek and Cyrillic are ignored, as
    is whether quotes are curly and dashes long; other marks are not, because they make other
    letters.

    >>> fold_text(" S\u200bI ") == fold_text("Sí"), fold_text("か") == fold_text("が")
    (True, False)
    >>> fold_text("K\u2019iche\u2019") == fold_text("K'iche'")
    True
    """
    visible = NEVER_COMPARED.sub("", " ".join(text.split())).translate(TYPED_PUNCTUATION)
    plain = ACCENTS.sub("", normalize_text("NFD", visible))
    return " ".join(normalize_text("NFC", plain).casefold().split())
