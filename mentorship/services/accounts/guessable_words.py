"""What remains of a password without the words that are guessed first.

These are common words and phrases in the languages of the site, the names of the programme and
its areas, places, and the person's own sign-in name, in any spelling: accents, case, width,
separators, digits for letters, backwards.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from mentorship.text_cleaning import normalize_text

FILE = Path(__file__).with_name("guessable_words.toml")
# Shorter words occur by chance. A character of Chinese or Korean is a syllable.
MIN_LETTERS, MIN_SYLLABLES = 4, 2
MAX_WORD_LENGTH = 40
NAME_PARTS = re.compile(r"[/(),]")
MAX_NAME_LENGTH = 254
SPECIAL_LETTERS = str.maketrans("đøłıħæœ", "dolihao")
COMMON_LOOKALIKES = {
    "@": "a", "4": "a", "8": "b", "(": "c", "3": "e", "€": "e", "6": "g", "9": "g", "!": "i",
    "¡": "i", "0": "o", "$": "s", "5": "s", "7": "t", "+": "t", "2": "z",
}  # fmt: skip
# The digit 1 stands for either letter. Without a table, digits are digits and symbols separators.
LOOKALIKES: tuple[dict[str, str], ...] = (
    {},
    {**COMMON_LOOKALIKES, "1": "i", "|": "i"},
    {**COMMON_LOOKALIKES, "1": "l", "|": "l"},
)


def remainders(password: str, sign_in_name: str, names: Collection[str]) -> set[str]:
    """Return what is left of a password without guessable words and names, in each way to read it.

    >>> sorted(remainders("K0r34t0wn-Nopal-2026", "maria@example.org", ["Koreatown"]))
    ['k0r34t0wnnopal2026', 'nopal2026']
    """
    folded = _fold(password)
    name = _fold(sign_in_name[:MAX_NAME_LENGTH])
    folded_names = [_fold(part) for text in names for part in [text, *NAME_PARTS.split(text)]]
    return {
        _remainder(
            folded,
            table,
            _words(number)
            | _with_reversed(_read(part, table) for part in folded_names)
            | set(_parts_of_name(_read(name, table))),
        )
        for number, table in enumerate(LOOKALIKES)
    }


def _remainder(folded: str, table: dict[str, str], words: frozenset[str]) -> str:
    """Cover as many characters with words as possible, and return the others as they were typed."""
    typed = [character for character in folded if table.get(character, character).isalnum()]
    text = _read(folded, table)
    # For each position, the fewest characters before it that no word covers, and the last word.
    fewest = [0]
    starts = [0]
    for end in range(1, len(text) + 1):
        best, best_start = fewest[end - 1] + 1, end
        for start in range(max(0, end - MAX_WORD_LENGTH), end - 1):
            if fewest[start] < best and text[start:end] in words:
                best, best_start = fewest[start], start
        fewest.append(best)
        starts.append(best_start)
    return "".join(typed[position] for position in _uncovered(starts))


def _uncovered(starts: list[int]) -> list[int]:
    """Return the positions that no word covers, given where the last word before each begins."""
    positions = []
    end = len(starts) - 1
    while end > 0:
        if starts[end] == end:
            end -= 1
            positions.append(end)
        else:
            end = starts[end]
    return positions[::-1]


@cache
def _words(table_number: int) -> frozenset[str]:
    """Return the words of the file, forwards and backwards, as a table of lookalikes reads them."""
    lists = tomllib.loads(FILE.read_text("utf-8"))
    table = LOOKALIKES[table_number]
    return _with_reversed(
        _read(_fold(word), table) for words in lists.values() for word in words.split()
    )


def _with_reversed(words: Iterable[str]) -> frozenset[str]:
    long_enough = {word for word in words if _is_long_enough(word)}
    return frozenset(long_enough | {word[::-1] for word in long_enough})


def _parts_of_name(name: str) -> Iterator[str]:
    """Yield every part of a name that is too long to occur by chance, forwards and backwards."""
    for spelling in (name, name[::-1]):
        for start in range(len(name)):
            for end in range(start + 1, min(start + MAX_WORD_LENGTH, len(name)) + 1):
                if _is_long_enough(spelling[start:end]):
                    yield spelling[start:end]


def _is_long_enough(word: str) -> bool:
    return len(word) >= (MIN_LETTERS if word.isascii() else MIN_SYLLABLES)


def _read(folded: str, table: dict[str, str]) -> str:
    letters = (table.get(character, character) for character in folded)
    return "".join(letter for letter in letters if letter.isalnum())


def _fold(text: str) -> str:
    """Return a text without case, accents and differences of width; syllables stay composed."""
    decomposed = normalize_text("NFKD", text).casefold()
    plain = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
    return normalize_text("NFC", plain.translate(SPECIAL_LETTERS))
