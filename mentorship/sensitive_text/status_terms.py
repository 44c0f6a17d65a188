"""Find terms of immigration status, by patterns from status_terms.toml with linear cost."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from mentorship.sensitive_text.fold import FoldedText, fold

FILE = Path(__file__).with_name("status_terms.toml")
ENTRIES: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text("utf-8"))
LANGUAGES = tuple(language for language in ENTRIES if language != "numbers")

NEVER_MATCHES = "(?!)"
# In folded text a Korean syllable, or a Japanese one with its mark, is several characters;
# a term must not end within one.
REST_OF_SYLLABLE = "[\u1160-\u11ff\u3099\u309a]"


def any_of(entries: Iterable[str]) -> str:
    """Return a pattern that matches any entry, the longest of those with the same beginning."""
    folded = {fold(entry).text.lower() for entry in entries}
    latin = {entry for entry in folded if entry[0].isascii()}
    return (
        f"(?<![a-z0-9])(?:{group_by_first_character(latin)})(?![a-z0-9])"
        f"|(?:{group_by_first_character(folded - latin)})(?!{REST_OF_SYLLABLE})"
    )


def group_by_first_character(entries: Iterable[str]) -> str:
    """Return an alternation grouped by first character, so that most positions fail at once."""
    ordered = sorted(entries, key=lambda entry: (entry[0], -len(entry), entry))
    groups = groupby(ordered, key=lambda entry: entry[0])
    joined = ("(?:" + "|".join(map(entry_pattern, group)) + ")" for _, group in groups)
    return "|".join(joined) or NEVER_MATCHES


def entry_pattern(entry: str) -> str:
    """Return the pattern of one entry, which tolerates other spaces, hyphens and endings."""
    min_spaces = 1 if entry[0].isascii() else 0
    return (
        re.escape(entry)
        .replace(r"\ ", f"[ \\n-]{{{min_spaces},3}}")
        .replace(r"\-", r"[ \n-]{0,3}")
        .replace("'", "'?")
        .replace(r"\*", "[a-z@]*")
    )


def entries_of_kind(kind: str) -> list[str]:
    return [entry for language in LANGUAGES for entry in ENTRIES[language][kind]]


STATUS = re.compile(
    "|".join(
        f"(?P<{kind}>{any_of(entries_of_kind(kind))})" for kind in ("harmless", "words", "capitals")
    )
)


def find_status_terms(folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Yield the spans of status terms in a folded text."""
    for match in STATUS.finditer(folded.text.lower()):
        start, end = match.span()
        if match["words"] or (match["capitals"] and folded.text[start:end].isupper()):
            yield start, end
