"""Undo disguises: spelled-out words, look-alike letters, digits for letters, repeated letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mentorship.sensitive_text.fold import FoldedText

# Letters of other scripts and phonetic signs that look like Latin ones; accents are gone already.
LOOK_ALIKES = str.maketrans(
    "авекмнорстухпигѕіјһԁԛԝӏАВЕКМНОРСТУХЅІЈԌ"
    "αβγεηικνοπρτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "ıɑɡɩᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxnursijhdqwlABEKMHOPCTYXSIJG"
    "abyenikvonptuxwABEZHIKMNOPTYX"
    "iagiabcdefghijklmnoprstuvwyz",
)
SIGNS_FOR_LETTERS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
"""Without "1", which is an i in some words and an l in others."""

SYMBOLS = r"._*·•~/|+=\-"
SYMBOLS_BETWEEN_LETTERS = re.compile(rf"(?<=[^\s{SYMBOLS}])[{SYMBOLS}]{{1,5}}(?=[^\s{SYMBOLS}])")
LATIN = "[a-z0-9@$']"
HANGUL = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
THAI = "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46][\u0e31\u0e34-\u0e3a]*"
KHMER = "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*[\u17b4-\u17d1]*"
HAN_OR_KANA = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
GAP = rf"[ {SYMBOLS}]{{1,3}}"
# In scripts with spaces only a row of single letters or syllables is a word that is spelled out.
SPELLED_OUT = re.compile(
    rf"(?<![^\W_])(?<![@$']){LATIN}(?:{GAP}{LATIN}){{2,}}(?![^\W_]|[@$'])"
    rf"|{HANGUL}(?:{GAP}{HANGUL}){{3,}}"
    rf"|{THAI}(?:{GAP}{THAI}){{2,}}"
    rf"|{KHMER}(?:{GAP}{KHMER}){{2,}}"
    rf"|{HAN_OR_KANA}(?:{GAP}{HAN_OR_KANA})+",
    re.IGNORECASE,
)
BLANKS_AND_SYMBOLS = re.compile(rf"[ {SYMBOLS}]+")
WORD = re.compile(r"[a-zA-Z0-9@$]+")
MIN_REPEATED_LETTERS = 3


class Letter(NamedTuple):
    """A character of an undisguised text, and the part of the folded text that it stands for."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class UndisguisedText:
    """A text without its disguises, character by character."""

    letters: list[Letter]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        return self.letters[start].start, self.letters[end - 1].end


def undisguise(folded: FoldedText, one: str) -> UndisguisedText:
    r"""Return a text without disguises; a 1 within a word becomes the letter ``one``.

    >>> from mentorship.sensitive_text.fold import fold
    >>> undisguise(fold("S I N p@-pe-1es, \u0455\u0456\u0456\u0456n"), "l").text
    'SIN papeles, sin'
    """
    letters = [
        Letter(character, position, position + 1)
        for position, character in enumerate(folded.text.translate(LOOK_ALIKES))
    ]
    letters = _without(SYMBOLS_BETWEEN_LETTERS, letters)
    letters = _without(SPELLED_OUT, letters)
    letters = _with_letters_for_signs(letters, one)
    return UndisguisedText(list(_without_repetitions(letters)))


def _without(pattern: re.Pattern[str], letters: list[Letter]) -> list[Letter]:
    """Remove the blanks and symbols in the matches of a pattern."""
    text = "".join(letter.text for letter in letters)
    removed = {
        position
        for match in pattern.finditer(text)
        for blank in BLANKS_AND_SYMBOLS.finditer(text, *match.span())
        for position in range(*blank.span())
    }
    return [letter for position, letter in enumerate(letters) if position not in removed]


def _with_letters_for_signs(letters: list[Letter], one: str) -> list[Letter]:
    """Replace the digits and signs of words that have a letter, in the case of that letter."""
    signs = {**SIGNS_FOR_LETTERS, "1": one}
    lower = str.maketrans(signs)
    upper = str.maketrans({sign: letter.upper() for sign, letter in signs.items()})
    text = "".join(letter.text for letter in letters)

    def with_letters(word: re.Match[str]) -> str:
        if word[0].lower() == word[0].upper():
            return word[0]  # a number
        return word[0].translate(upper if word[0].isupper() else lower)

    text = WORD.sub(with_letters, text)
    return [
        Letter(character, letter.start, letter.end)
        for character, letter in zip(text, letters, strict=True)
    ]


def _without_repetitions(letters: list[Letter]) -> Iterator[Letter]:
    """Reduce a letter that is repeated to one, and leave two in a row as they are."""
    run: list[Letter] = []
    for letter in letters:
        if run and letter.text.lower() != run[0].text.lower():
            yield from _reduced(run)
            run = []
        run.append(letter)
    yield from _reduced(run)


def _reduced(run: list[Letter]) -> list[Letter]:
    if len(run) < MIN_REPEATED_LETTERS or not _is_latin(run[0].text):
        return run
    return [Letter(run[0].text, run[0].start, run[-1].end)]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
