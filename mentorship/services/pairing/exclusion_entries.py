"""The lines and entries of a text that names people, with the words that may be names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mentorship.services.name_folding import MIN_PHONE_DIGITS, UNSPACED
from mentorship.services.pairing.exclusion_words import (
    CONJUNCTIONS,
    NOBODY,
    UNSPACED_TITLES,
    WORDS_AROUND_NAMES,
)
from mentorship.services.pairing.name_parts import MAX_RUN_WORDS, MAX_WORDS

TITLE_AT_END = re.compile(
    rf"(?<=\w)({'|'.join(sorted(UNSPACED_TITLES, key=len, reverse=True))})(?!\w)"
)


@dataclass(frozen=True)
class Entry:
    """Consecutive words of a line, between commas and conjunctions."""

    words: list[str]
    first: int

    @cached_property
    def positions(self) -> range:
        return range(self.first, self.first + len(self.words))

    @cached_property
    def word_set(self) -> set[str]:
        return {part for _span, part in self.parts()}

    @cached_property
    def has_name(self) -> bool:
        """Return whether a word may be a name and is not one that often stands around names."""
        return any(map(_may_be_name, self.words))

    @cached_property
    def names(self) -> frozenset[int]:
        """Return the positions of words that may be names.

        Words that often stand around names are names themselves if there are no others: "Will".
        """
        return frozenset(
            position
            for position, word in zip(self.positions, self.words, strict=True)
            if (_may_be_name(word) if self.has_name else len(word) > 1 or len(self.words) == 1)
        )

    def parts(self) -> Iterator[tuple[frozenset[int], str]]:
        """Yield each word, and neighboring words joined, with their positions in the line."""
        for start in range(len(self.words)):
            for end in range(start + 1, min(start + MAX_RUN_WORDS, len(self.words)) + 1):
                span = frozenset(range(self.first + start, self.first + end))
                yield span, "".join(self.words[start:end])


def is_blank(folded: str) -> bool:
    """Return whether a text has no words, or says that there is nobody."""
    words = "".join(folded.replace(",", " ").split())
    return not words or words in NOBODY


def lines_of(folded: str) -> Iterator[list[Entry]]:
    """Yield the entries of each line that has words."""
    for line in folded.split("\n"):
        entries: list[Entry] = []
        position = 0
        for words in _split(line):
            entries.append(Entry(words, position))
            position += len(words)
        if entries:
            yield entries


def joined_entries(entries: list[Entry]) -> Iterator[Entry]:
    """Yield neighbors as one, because a comma may stand within a name: "García, José"."""
    for left, right in pairwise(entries):
        if len(left.words) + len(right.words) <= MAX_WORDS:
            yield Entry([*left.words, *right.words], left.first)


def _split(line: str) -> Iterator[list[str]]:
    for part in line.split(","):
        words: list[str] = []
        for word in TITLE_AT_END.sub(r" \1", part).split():
            if word in CONJUNCTIONS:
                if words:
                    yield words
                words = []
            else:
                words.append(word)
        if words:
            yield words


def _may_be_name(word: str) -> bool:
    if word.isdecimal():
        return len(word) >= MIN_PHONE_DIGITS
    return word not in WORDS_AROUND_NAMES and (len(word) > 1 or UNSPACED.match(word) is not None)
