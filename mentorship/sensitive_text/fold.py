"""Fold a text to plain characters, and map positions back to the original."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# These marks make other letters: ビ and ピ of ヒ, the vowels of Thai and Khmer, the second
# consonant of a Khmer syllable. In every other script marks are dropped.
KEPT_MARKS = frozenset(
    "\u3099\u309a\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39"
    "\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17bd\u17d2"
)
HANGUL_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
# Below a Khmer consonant the last two look alike.
STROKE_LETTERS = str.maketrans("đĐøØłŁដ", "dDoOlLត")


@dataclass(frozen=True)
class FoldedText:
    """A folded text; ``origins[i]`` is the original position of its i-th character."""

    text: str
    origins: list[int]
    length: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of a folded one, with invisible characters that follow it."""
        original_end = self.origins[end] if end < len(self.origins) else self.length
        return self.origins[start], original_end


def fold(text: str) -> FoldedText:
    """Remove accents and invisible characters, in any Unicode normal form.

    >>> fold("Vi\u0323ê\u200bt １２").text
    'Viet 12'
    """
    pieces: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        piece = fold_character(character)
        pieces.append(piece)
        origins.extend([position] * len(piece))
    return FoldedText("".join(pieces), origins, len(text))


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return the folded form of one character: "e" for "é", the letters of a Korean syllable."""
    category = unicodedata.category(character)
    if category == "Cf" or character in HANGUL_FILLERS:
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
        mark for mark in decomposed if unicodedata.category(mark) != "Mn" or mark in KEPT_MARKS
    ).translate(STROKE_LETTERS)
