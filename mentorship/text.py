"""How typed text is cleaned before it is kept."""

import unicodedata


def tidy(text: str | None) -> str:
    r"""Compose accents, drop characters nobody can see or type, trim the ends.

    >>> tidy("  Jose\u0301\x00 ")
    'José'
    """
    composed = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n")
    kept = (
        letter for letter in composed if letter in "\n\t" or unicodedata.category(letter) != "Cc"
    )
    return "".join(kept).strip()
