"""The shapes of government numbers, and those near a word like "passport" whatever their shape.

Telephone numbers, dates, years, prices and postal codes have to pass: a shape that could be
one of those is not among these. No shape is looked for within a longer run of digits.
"""

import re
from collections.abc import Iterator

from mentorship.sensitive_text.fold import Folded
from mentorship.sensitive_text.status_terms import ENTRIES, any_of

ALONE = r"(?<![a-z0-9+])(?<!\d[.-])(?<!\+\d[ -])(?<!\+\d\d[ -])(?<!\+\d\d\d[ -])"
ENDED = r"(?![a-z0-9])(?![.-]\d)"
DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"

SHAPES = {
    "social security, individual taxpayer": r"\d{3} ?[.-] ?\d{2} ?[.-] ?\d{4}"
    r"|(?<!\d )\d{3} \d{2} \d{4}(?! \d)",
    "alien registration": r"a(?:-| ?\# ?|-\# ?)?\d{8,9}|a[ -]?\#?\d{3}[ -]\d{3}[ -]\d{3}",
    # LIN is also a family name, which a telephone number may follow.
    "receipt of an application": r"(?:ioe|eac|wac|src|msc|nbc|ysc)[ -]?\d{10}"
    r"|lin-?\d{10}|(?:ioe|eac|wac|lin|src|msc|nbc|ysc)[ -]?\d{2}[ -]\d{3}[ -]\d{5}",
    "passport of many countries, Californian license": r"[a-z]-?\d{7,8}",
    "passport of Japan, of the Philippines": r"(?:m|t)[a-z]\d{7}|p\d{7}[a-z]",
    "Mexican register of persons": r"[a-z]{4}[ -]?\d{6}[ -]?[hmx][a-z]{5}[ -]?[a-z0-9]\d",
    "Mexican taxpayer": r"[a-z&]{4}[ -]?\d{2}" + DAY + r"[ -]?[a-z0-9]{3}",
    "Mexican voter": r"[a-z]{6}\d{8}[hm]\d{3}",
    "Guatemalan identity": r"(?<!\d )\d{4} \d{5} \d{4}(?! \d)",
    "Salvadoran identity": r"\d{8}-\d",
    "Chinese identity": r"\d{6}(?:19|20)\d{2}" + DAY + r"\d{3}[\dx]",
    "Korean identity": r"\d{2}" + DAY + r"-?[1-8]\d{6}",
}
# Ten digits in a row are a telephone number more often than not.
NEAR_A_WORD = (
    f"(?:{any_of(ENTRIES['numbers']['papers'])})"
    f"[ :#.,=-]{{0,4}}(?:(?:{any_of(ENTRIES['numbers']['between'])})[ :#.,=-]{{0,4}}){{0,5}}"
    rf"(?P<near>[a-z]{{0,2}}\d(?:[ -]?\d){{5,8}}[a-z]?){ENDED}(?! \d)"
)
NUMBERS = re.compile(f"{ALONE}(?:{'|'.join(SHAPES.values())}){ENDED}")
NEAR = re.compile(NEAR_A_WORD)


def numbers_of_papers(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield where a folded text holds a number shaped like a government's."""
    lowered = folded.text.lower()
    for match in NUMBERS.finditer(lowered):
        yield match.span()
    for match in NEAR.finditer(lowered):
        yield match.span("near")
