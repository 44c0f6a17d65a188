"""Free text as character n-grams, which can be compared across scripts."""

from collections import Counter

from anyascii import anyascii

from matching.encoding.text import fold_text, normalize_text

NGRAM_LENGTHS = range(2, 5)
"""Characters per n-gram: two are informative in Chinese, four in English."""


def ngram_counts(text: str) -> Counter[str]:
    """Return the n-grams of a text's words, as written and, if different, transliterated.

    A space before and after each word marks its beginning and its end.

    Examples
    --------
    >>> sorted(ngram_counts("Ño"))
    [' n', ' no', ' no ', ' ñ', ' ño', ' ño ', 'no', 'no ', 'o ', 'ño', 'ño ']
    >>> common = ngram_counts("김치") & ngram_counts("Kimchi")
    >>> "mchi" in common
    True
    """
    original = fold_text(normalize_text("NFKC", text))
    spellings = {original, fold_text(anyascii(original))}
    return Counter(
        ngram for spelling in spellings for word in spelling.split() for ngram in _ngrams(word)
    )


def _ngrams(word: str) -> list[str]:
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in NGRAM_LENGTHS
        for start in range(len(padded) - length + 1)
    ]
