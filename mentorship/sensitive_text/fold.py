"""One plain spelling of a text, which still knows where each of its characters came from."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Japanese tells ビ from ピ and ヒ by these marks; every other script is read without its marks.
VOICED = frozenset("\u3099\u309a")
FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
STROKED = str.maketrans("đĐøØłŁ", "dDoOlL")


@dataclass(frozen=True)
class Folded:
    """A folded text; ``origins[i]`` is the place in the original of its i-th character."""

    text: str
    origins: list[int]
    length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where folded characters stood, with the unseen ones that trail them."""
        after = self.origins[end] if end < len(self.origins) else self.length
        return self.origins[start], after


def fold(text: str) -> Folded:
    """Drop accents and what cannot be seen, whichever way the text is composed.

    >>> fold("Vi\u0323ê\u200bt １２").text
    'Viet 12'
    """
    pieces: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        piece = plain(character)
        pieces.append(piece)
        origins.extend([place] * len(piece))
    return Folded("".join(pieces), origins, len(text))


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """Return what is left of one character: of a Korean syllable its letters, of é an e."""
    category = unicodedata.category(character)
    if category == "Cf" or character in FILLERS:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    if character.isspace():
        return "\n" if character in "\n\r\v\f\x85\u2028\u2029" else " "
    if character in "’‘ʼ＇":
        return "'"
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(
        mark for mark in decomposed if unicodedata.category(mark) != "Mn" or mark in VOICED
    ).translate(STROKED)
