"""Remove sensitive text so that the rest does not show that anything was removed."""

import re

from mentorship.sensitive_text.detect import find_sensitive_text

# Marks a removed passage: a code point that Unicode reserves for internal use.
GAP = "\ufdd0"
MAX_PASSES = 10
# More than may stand between the words of a term, so that what is around it is never one.
SEPARATOR = "\n" * 4
SENTENCE_ENDS = ".!?。！？…"
COMMAS = ",;:，、；："
SPACES = "[ \t\u3000]{0,9}"

CLEANUP_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        # Brackets around a gap are removed with it; adjacent gaps are merged.
        (rf"[(（\[「『“\"«]{SPACES}{GAP}{SPACES}[)）\]」』”\"»]", GAP),
        (rf"{GAP}(?:{SPACES}[{COMMAS}]?{SPACES}{GAP})+", GAP),
        # The full stop of a sentence that is removed entirely is removed too.
        (rf"^{SPACES}{GAP}{SPACES}[{COMMAS}{SENTENCE_ENDS}]*{SPACES}", ""),
        (rf"([{SENTENCE_ENDS}]){SPACES}{GAP}{SPACES}[{COMMAS}{SENTENCE_ENDS}]+", r"\1"),
        # A comma before a gap is removed if punctuation or nothing follows.
        (
            rf"{SPACES}[{COMMAS}]?{SPACES}{GAP}{SPACES}(?=[{COMMAS}{SENTENCE_ENDS})）\]」』”»]|$)",
            "",
        ),
        (rf"[ \t\u3000]{SPACES}{GAP}{SPACES}|{GAP}[ \t\u3000]{SPACES}", " "),
        (GAP, ""),
    )
)


def redact(text: str) -> str:
    """Return a text in which `find_sensitive_text` finds nothing; unchanged if it found nothing.

    >>> redact("I am undocumented, and I like to cook (on a green card).")
    'I am, and I like to cook (on a).'
    """
    # The text on both sides of a gap may form another sensitive word, and so on for every letter.
    passes = 0
    while findings := find_sensitive_text(text):
        passes += 1
        parts, position = [], 0
        for finding in findings:
            parts.append(text[position : finding.start].replace(GAP, ""))
            position = finding.end
        parts.append(text[position:].replace(GAP, ""))
        text = clean_up_gaps(GAP.join(parts)) if passes < MAX_PASSES else SEPARATOR.join(parts)
    return text


def clean_up_gaps(text: str) -> str:
    for pattern, replacement in CLEANUP_RULES:
        text = pattern.sub(replacement, text)
    return text
