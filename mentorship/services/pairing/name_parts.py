"""The ways in which somebody's name can be written: variants, their order, their parts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mentorship.services.name_folding import UNSPACED, fold_name
from mentorship.services.pairing.exclusion_words import TITLES

BRACKETED = re.compile(
    r"\(([^()]*)\)|（([^（）]*)）|\[([^\[\]]*)\]|\{([^{}]*)\}|«([^«»]*)»|[“”„]([^“”„]*)[“”]"
    r"|\"([^\"]*)\"|「([^「」]*)」|(?<!\w)['‘]([^'‘’]*)['’](?!\w)"
)
MAX_WORDS = 10
MAX_RUN_WORDS = 3
MIN_NEAR_LETTERS = 3
MAX_UNSPACED_LETTERS = 12
Words = Sequence[str]


def variants(name: str) -> list[Words]:
    """Return the words of a name: all, without what is in brackets, without titles, by script.

    >>> variants("José (Pepe) García")
    [['jose', 'pepe', 'garcia'], ['jose', 'garcia'], ['pepe']]
    >>> variants("Dr. Mei Lin")
    [['dr', 'mei', 'lin'], ['mei', 'lin']]
    >>> variants("王小明 Wang Xiaoming")
    [['王小明', 'wang', 'xiaoming'], ['王小明'], ['wang', 'xiaoming']]
    """
    in_brackets = ["".join(filter(None, match)) for match in BRACKETED.findall(name)]
    outside = BRACKETED.sub(" ", name)
    spellings = [name_words(text) for text in (name, outside, *in_brackets)]
    spellings += [[word for word in words if word not in TITLES] for words in spellings]
    by_script = [
        list(words)
        for spelling in spellings[:1]
        for _unspaced, words in groupby(spelling, key=lambda word: bool(UNSPACED.search(word)))
    ]
    return list(map(list, dict.fromkeys(map(tuple, filter(None, [*spellings, *by_script])))))


def name_words(name: str) -> list[str]:
    return fold_name(name).replace(",", " ").split()[:MAX_WORDS]


def whole_names(spellings: Sequence[Words]) -> Iterator[str]:
    """Yield each variant with its words joined, beginning with any of them.

    A word in brackets alone is a part of a name only, unless it is in a script of its own.
    """
    for words in spellings:
        if len(words) > 1 or len(spellings) == 1 or UNSPACED.search(words[0]):
            for start in range(len(words)):
                yield "".join([*words[start:], *words[:start]])


def parts(words: Words) -> Iterator[str]:
    """Yield the words of a name, and its neighboring words joined: "min", "jun" and "minjun"."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_RUN_WORDS, len(words)) + 1):
            yield "".join(words[start:end])


def unspaced_parts(words: Iterable[str]) -> Iterator[str]:
    """Yield the beginnings and ends of names in scripts without spaces: a family or given name."""
    for word in words:
        if len(word) <= MAX_UNSPACED_LETTERS and UNSPACED.match(word):
            for length in range(2, len(word)):
                yield word[:length]
                yield word[-length:]


def near_keys(word: str) -> set[str]:
    """Return a word, and the word without each of its letters if it is long enough.

    Two words of which one becomes the other by a letter more, less, exchanged or moved by one
    place have a key in common.
    """
    if len(word) < MIN_NEAR_LETTERS:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
