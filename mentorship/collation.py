"""The order of labels in lists: alphabetical for the reader, not by code points.

Accents, capitals and the shape of an apostrophe decide only between labels that are otherwise
equal, and a locale may have letters of its own, as Spanish has ñ.
"""

import re
from collections.abc import Mapping

from anyascii import anyascii
from babel import Locale
from flask_babel import get_locale

from mentorship.text_cleaning import fold_text, normalize_text

CollationKey = tuple[str, str, str]

LATIN_OR_PUNCTUATION = re.compile("[\u0080-\u036f\u1e00-\u1eff\u2000-\u206f]")
LAST = "\U0010ffff"
# Letters that a language counts in its alphabet, and what they stand behind.
LETTERS_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {"es": {"ñ": f"n{LAST}"}}


def sort_labels(labels: Mapping[str, object], locale: Locale | None = None) -> dict[str, str]:
    """Return labels by their codes, in alphabetical order.

    >>> sort_labels({"fr": "francés", "pt": "portugués", "ar": "árabe"}, Locale("es"))
    {'ar': 'árabe', 'fr': 'francés', 'pt': 'portugués'}
    """
    named = {code: str(label) for code, label in labels.items()}
    return dict(sorted(named.items(), key=lambda item: collation_key(item[1], locale)))


def collation_key(text: str, locale: Locale | None = None) -> CollationKey:
    """Return what a label is sorted by, in a locale or in that of the page.

    >>> sorted(["oso", "ñandú", "nube", "Nahúm", "nahua"], key=collation_key)
    ['nahua', 'Nahúm', 'ñandú', 'nube', 'oso']
    >>> sorted(["oso", "ñandú", "nube"], key=lambda text: collation_key(text, Locale("es")))
    ['nube', 'ñandú', 'oso']
    """
    locale = locale or get_locale() or Locale("en")
    letters = LETTERS_BY_LANGUAGE.get(locale.language, {})
    folded = normalize_text("NFC", text.casefold())
    base = fold_text("".join(letters.get(letter, letter) for letter in folded))
    # Without an accent before with one; small letters before capitals, and so swapped.
    return _latin_in_ascii(base), normalize_text("NFD", folded), text.swapcase()


def _latin_in_ascii(text: str) -> str:
    """Return a text with its Latin letters and its punctuation in ASCII.

    >>> _latin_in_ascii("đang q’eqchi’ 김")
    "dang q'eqchi' 김"
    """
    return LATIN_OR_PUNCTUATION.sub(lambda match: anyascii(match[0]).casefold(), text)
