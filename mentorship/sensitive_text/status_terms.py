"""The word lists of words.toml as patterns over folded text, each of linear cost."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from mentorship.sensitive_text.fold import Folded, fold

FILE = Path(__file__).with_name("status_terms.toml")
ENTRIES: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text("utf-8"))
LANGUAGES = tuple(language for language in ENTRIES if language != "numbers")

# In folded text a Korean syllable, or a Japanese one with its mark, is several characters;
# a word must not end within one.
NEVER = "(?!)"
CONTINUED = "[\u1160-\u11ff\u3099\u309a]"


def any_of(entries: Iterable[str]) -> str:
    """Return a pattern for any of some entries; of those that begin alike, the longest."""
    folded = {fold(entry).text.lower() for entry in entries}
    latin = {entry for entry in folded if entry[0].isascii()}
    return (
        f"(?<![a-z0-9])(?:{by_first_character(latin)})(?![a-z0-9])"
        f"|(?:{by_first_character(folded - latin)})(?!{CONTINUED})"
    )


def by_first_character(entries: Iterable[str]) -> str:
    """Join patterns such that most places of a text cost one comparison per character here."""
    ordered = sorted(entries, key=lambda entry: (entry[0], -len(entry), entry))
    groups = groupby(ordered, key=lambda entry: entry[0])
    joined = ("(?:" + "|".join(map(spelled, group)) + ")" for _, group in groups)
    return "|".join(joined) or NEVER


def spelled(entry: str) -> str:
    fewest = 1 if entry[0].isascii() else 0
    return (
        re.escape(entry)
        .replace(r"\ ", f"[ \\n-]{{{fewest},3}}")
        .replace(r"\-", r"[ \n-]{0,3}")
        .replace("'", "'?")
        .replace(r"\*", "[a-z@]*")
    )


def listed(kind: str) -> list[str]:
    return [entry for language in LANGUAGES for entry in ENTRIES[language][kind]]


STATUS = re.compile(
    "|".join(f"(?P<{kind}>{any_of(listed(kind))})" for kind in ("harmless", "words", "capitals"))
)


def words_of_status(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield where a folded text holds a word of status."""
    for match in STATUS.finditer(folded.text.lower()):
        start, end = match.span()
        if match["words"] or (match["capitals"] and folded.text[start:end].isupper()):
            yield start, end
