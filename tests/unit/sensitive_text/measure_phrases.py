"""Measure which share of the phrases is found, by language and disguise.

``python -m tests.unit.sensitive_text.measure_phrases`` prints the table of
docs/sensitive-words.md, and the phrases that are not found or wrongly found.
"""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from mentorship.sensitive_text import find_sensitive_text

PHRASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text("utf-8")
)
LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "zh_Hans": "Chinese, simplified",
    "zh_Hant": "Chinese, traditional",
    "ko": "Korean",
    "vi": "Vietnamese",
    "fil": "Filipino",
    "ja": "Japanese",
    "pt": "Portuguese",
    "km": "Khmer",
    "th": "Thai",
    "id": "Indonesian",
}
LATIN = frozenset({"en", "es", "vi", "fil", "pt", "id"})
DIGITS = str.maketrans("aeiosAEIOS", "4310543105")
CYRILLIC = str.maketrans("aceopxyAEOPCTX", "асеорхуАЕОРСТХ")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
Span = tuple[int, int]


def letters(text: str) -> list[str]:
    """Split a text into letters with their marks, as a reader sees them."""
    found: list[str] = []
    for character in text:
        joins = unicodedata.category(character).startswith("M") or found[-1:] == ["\u17d2"]
        if found and (joins or found[-1].endswith("\u17d2")):
            found[-1] += character
        else:
            found.append(character)
    return found


def within_words(separator: str) -> Callable[[str], str]:
    """Return a function that puts a separator between the letters of each word."""
    return lambda text: re.sub(r"\S+", lambda word: separator.join(letters(word[0])), text)


def syllables(text: str) -> str:
    """Return a text with a hyphen after every third letter of its words."""
    return re.sub(r"\w{3}(?=\w{2})", r"\g<0>-", text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "spaced": lambda text: " ".join(letters(text)),
    "dots": within_words("."),
    "invisible": within_words("\u200b"),
    "hyphens": syllables,
    "digits": lambda text: text.translate(DIGITS),
    "look-alikes": lambda text: text.translate(CYRILLIC),
    "full width": lambda text: text.translate(FULL_WIDTH),
    "repeated": lambda text: re.sub(r"(?<=\w)[aeiou]", lambda vowel: vowel[0] * 4, text, count=1),
}
FOR_LATIN_ONLY = frozenset({"hyphens", "digits", "look-alikes", "full width", "repeated"})


def disguised(phrase: str, disguise: str) -> tuple[str, Span]:
    """Return a phrase with its part in brackets disguised, and where that part is."""
    before, _, rest = phrase.partition("[")
    core, _, after = rest.partition("]")
    core = DISGUISES[disguise](core)
    return before + core + after, (len(before), len(before) + len(core))


def is_found(text: str, span: Span) -> bool:
    return any(
        finding.start < span[1] and span[0] < finding.end for finding in find_sensitive_text(text)
    )


def phrases(language: str) -> list[str]:
    return PHRASES[language]["sensitive"] + PHRASES[language]["unseen"]


def missed(phrases: list[str], disguise: str) -> list[str]:
    """Return the phrases that are not found in a disguise."""
    texts = (disguised(phrase, disguise) for phrase in phrases)
    return [text for text, span in texts if not is_found(text, span)]


def false_alarms(language: str) -> list[str]:
    return [text for text in PHRASES[language]["harmless"] if find_sensitive_text(text)]


def missed_spellings() -> list[str]:
    """Return the spellings of the table "disguised" that are not found."""
    return [text for text in PHRASES["disguised"]["sensitive"] if not find_sensitive_text(text)]


def applies(disguise: str, language: str) -> bool:
    return language in LATIN or disguise not in FOR_LATIN_ONLY


def share(language: str, disguise: str) -> float:
    return 1 - len(missed(phrases(language), disguise)) / len(phrases(language))


def found_unseen(language: str) -> int:
    """Return how many of the phrases that were written after the list are found."""
    unseen = PHRASES[language]["unseen"]
    return len(unseen) - len(missed(unseen, "as it is"))


def table() -> Iterator[str]:
    """Yield the lines of the table: shares found in percent, and false alarms."""
    yield f"| language | phrases | {' | '.join(DISGUISES)} | unseen | false alarms |"
    yield "| --- |" + " ---: |" * (len(DISGUISES) + 3)
    for language, title in LANGUAGES.items():
        shares = [
            f"{share(language, disguise):.0%}" if applies(disguise, language) else "–"
            for disguise in DISGUISES
        ]
        alarms = f"{len(false_alarms(language))} of {len(PHRASES[language]['harmless'])}"
        unseen = f"{found_unseen(language)} of {len(PHRASES[language]['unseen'])}"
        numbers = [str(len(phrases(language))), *shares, unseen, alarms]
        yield f"| {title} | {' | '.join(numbers)} |"


def report() -> Iterator[str]:
    yield from table()
    for language in LANGUAGES:
        yield from (
            f"{language} not found: {text}" for text in missed(phrases(language), "as it is")
        )
        yield from (f"{language} false alarm: {text}" for text in false_alarms(language))
    yield from (f"spelling not found: {text}" for text in missed_spellings())
    yield from (f"spelling false alarm: {text}" for text in false_alarms("disguised"))


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
