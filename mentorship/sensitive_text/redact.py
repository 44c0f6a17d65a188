"""Taking out what is delicate, so that what remains does not show that anything was there."""

import re

from mentorship.sensitive_text.detect import find

# Stands where something was taken out: a code point that Unicode keeps for such inner uses.
GAP = "\ufdd0"
ENDS = ".!?。！？…"
PAUSES = ",;:，、；："
BLANK = "[ \t\u3000]{0,9}"

TIDYING = tuple(
    (re.compile(pattern, re.MULTILINE), instead)
    for pattern, instead in (
        # The brackets around a gap go with it, and several beside each other are one.
        (rf"[(（\[「『“\"«]{BLANK}{GAP}{BLANK}[)）\]」』”\"»]", GAP),
        (rf"{GAP}(?:{BLANK}[{PAUSES}]?{BLANK}{GAP})+", GAP),
        # A sentence of which nothing remains takes its full stop along.
        (rf"^{BLANK}{GAP}{BLANK}[{PAUSES}{ENDS}]*{BLANK}", ""),
        (rf"([{ENDS}]){BLANK}{GAP}{BLANK}[{PAUSES}{ENDS}]+", r"\1"),
        # A pause before the gap goes if a stop, another pause or nothing follows.
        (rf"{BLANK}[{PAUSES}]?{BLANK}{GAP}{BLANK}(?=[{PAUSES}{ENDS})）\]」』”»]|$)", ""),
        (rf"[ \t\u3000]{BLANK}{GAP}{BLANK}|{GAP}[ \t\u3000]{BLANK}", " "),
        (GAP, ""),
    )
)


def redact(text: str) -> str:
    """Return a text with nothing left in it for ``find``; as it was, where there was nothing.

    >>> redact("I am undocumented, and I like to cook (on a green card).")
    'I am, and I like to cook (on a).'
    """
    # What stood around a gap may come to make a delicate word of its own.
    while findings := find(text):
        kept, place = [], 0
        for finding in findings:
            kept.append(text[place : finding.start].replace(GAP, ""))
            place = finding.end
        text = tidied(GAP.join([*kept, text[place:].replace(GAP, "")]))
    return text


def tidied(text: str) -> str:
    for pattern, instead in TIDYING:
        text = pattern.sub(instead, text)
    return text
