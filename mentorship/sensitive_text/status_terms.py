"""Find terms of immigration status, by patterns from status_terms.toml with linear cost.

A text is searched as it is, and once more without its disguises, in which the blanks between the
words of a longer term may be missing.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from mentorship.sensitive_text.disguises import undisguise
from mentorship.sensitive_text.fold import FoldedText, fold

FILE = Path(__file__).with_name("status_terms.toml")
ENTRIES: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text("utf-8"))
LANGUAGES = tuple(language for language in ENTRIES if language != "numbers")

NEVER_MATCHES = "(?!)"
# In folded text a Korean syllable, or a letter with a mark, is several characters; a term must
# not end within one.
REST_OF_SYLLABLE = "[\u1160-\u11ff\u3099\u309a\u0e31-\u0e3a\u17b4-\u17d3]"
DOUBLE_CONSONANT = re.compile(r"([b-df-hj-np-tv-z])\1")
MIN_JOINED_CHARACTERS = 8  # in a shorter term the blanks are needed: "la mica" is not "lamica"


def any_of(entries: Iterable[str], *, joined: bool = False) -> str:
    """Return a pattern that matches any entry, the longest of those with the same beginning."""
    folded = {fold(entry).text.lower() for entry in entries}
    latin = {entry for entry in folded if entry[0].isascii()}
    return (
        f"(?<![a-z0-9])(?:{group_by_first_character(latin, joined=joined)})(?![a-z0-9])"
        f"|(?:{group_by_first_character(folded - latin, joined=joined)})(?!{REST_OF_SYLLABLE})"
    )


def group_by_first_character(entries: Iterable[str], *, joined: bool) -> str:
    """Return an alternation grouped by first character, so that most positions fail at once."""
    ordered = sorted(entries, key=lambda entry: (entry[0], -len(entry), entry))
    groups = groupby(ordered, key=lambda entry: entry[0])
    patterns = (
        "(?:" + "|".join(entry_pattern(entry, joined=joined) for entry in group) + ")"
        for _, group in groups
    )
    return "|".join(patterns) or NEVER_MATCHES


def entry_pattern(entry: str, *, joined: bool) -> str:
    """Return the pattern of one entry, which tolerates other spaces, hyphens and endings.

    If it may be ``joined``, spaces may be missing, and one consonant stands for two.
    """
    needs_spaces = entry[0].isascii() and not (joined and len(entry) >= MIN_JOINED_CHARACTERS)
    min_spaces = int(needs_spaces)
    letters = re.escape(entry)
    if joined:
        letters = DOUBLE_CONSONANT.sub(r"\1{1,2}", letters)
    return (
        letters.replace(r"\.", r"\.?")
        .replace(r"\ ", f"[ \\n-]{{{min_spaces},3}}")
        .replace(r"\-", r"[ \n-]{0,3}")
        .replace("'", "'?")
        .replace(r"\*", "[a-z@]*")
    )


def entries_of_kind(kind: str) -> list[str]:
    return [entry for language in LANGUAGES for entry in ENTRIES[language][kind]]


def status_pattern(*, joined: bool) -> re.Pattern[str]:
    kinds = ("harmless", "words", "capitals")
    return re.compile(
        "|".join(f"(?P<{kind}>{any_of(entries_of_kind(kind), joined=joined)})" for kind in kinds)
    )


STATUS = status_pattern(joined=False)
UNDISGUISED_STATUS = status_pattern(joined=True)


def find_status_terms(folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Yield the spans of status terms in a folded text; some may overlap."""
    yield from find_terms(STATUS, folded.text)
    for one in "il" if "1" in folded.text else "i":
        undisguised = undisguise(folded, one)
        for start, end in find_terms(UNDISGUISED_STATUS, undisguised.text):
            yield undisguised.folded_span(start, end)


def find_terms(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text.lower()):
        start, end = match.span()
        if match["words"] or (match["capitals"] and text[start:end].isupper()):
            yield start, end
