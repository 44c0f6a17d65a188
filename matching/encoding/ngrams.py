"""Free text in pieces that can be compared across scripts."""

import unicodedata
from collections import Counter

from anyascii import anyascii

from matching.encoding.text import same_text

PIECES = range(2, 5)
"""Letters a piece: two tell much in Chinese, four in English."""


def spellings_in_pieces(text: str) -> Counter[str]:
    """Count the pieces of a text's words, as written and, if that differs, in Latin letters.

    >>> sorted(spellings_in_pieces("Ño"))
    [' n', ' no', ' no ', ' ñ', ' ño', ' ño ', 'no', 'no ', 'o ', 'ño', 'ño ']
    >>> shared = spellings_in_pieces("김치") & spellings_in_pieces("Kimchi")
    >>> "mchi" in shared
    True
    """
    written = same_text(unicodedata.normalize("NFKC", text))
    spellings = {written, same_text(anyascii(written))}
    return Counter(
        piece for spelling in spellings for word in spelling.split() for piece in _pieces(word)
    )


def _pieces(word: str) -> list[str]:
    """Cut a word, with a blank on either side to tell its beginning and its end."""
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in PIECES
        for start in range(len(padded) - length + 1)
    ]
