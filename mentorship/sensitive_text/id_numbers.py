"""Find government ID numbers by their format, or by a word like "passport" before them.

Telephone numbers, dates, years, prices and postal codes must not match: a format that could
be one of those is left out. No format matches within a longer run of digits.
"""

import re
from collections.abc import Iterator

from mentorship.sensitive_text.fold import FoldedText
from mentorship.sensitive_text.status_terms import ENTRIES, any_of

NUMBER_START = r"(?<![a-z0-9+])(?<!\d[.-])(?<!\+\d[ -])(?<!\+\d\d[ -])(?<!\+\d\d\d[ -])"
NUMBER_END = r"(?![a-z0-9])(?![.-]\d)"
MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"

ID_NUMBER_FORMATS = {
    "social security, individual taxpayer": r"\d{3} ?[.-] ?\d{2} ?[.-] ?\d{4}"
    r"|(?<!\d )\d{3} \d{2} \d{4}(?! \d)",
    "alien registration": r"a(?:-| ?\# ?|-\# ?)?\d{8,9}|a[ -]?\#?\d{3}[ -]\d{3}[ -]\d{3}",
    # LIN is also a family name, which a telephone number may follow.
    "receipt of an application": r"(?:ioe|eac|wac|src|msc|nbc|ysc)[ -]?\d{10}"
    r"|lin-?\d{10}|(?:ioe|eac|wac|lin|src|msc|nbc|ysc)[ -]?\d{2}[ -]\d{3}[ -]\d{5}",
    "passport of many countries, Californian license": r"[a-z]-?\d{7,8}",
    "passport of Japan, of the Philippines": r"(?:m|t)[a-z]\d{7}|p\d{7}[a-z]",
    "Mexican register of persons": r"[a-z]{4}[ -]?\d{6}[ -]?[hmx][a-z]{5}[ -]?[a-z0-9]\d",
    "Mexican taxpayer": r"[a-z&]{4}[ -]?\d{2}" + MONTH_AND_DAY + r"[ -]?[a-z0-9]{3}",
    "Mexican voter": r"[a-z]{6}\d{8}[hm]\d{3}",
    "Guatemalan identity": r"(?<!\d )\d{4} \d{5} \d{4}(?! \d)",
    "Salvadoran identity": r"\d{8}-\d",
    "Brazilian taxpayer": r"\d{3}\.\d{3}\.\d{3}-\d{2}",
    "Chinese identity": r"\d{6}(?:19|20)\d{2}" + MONTH_AND_DAY + r"\d{3}[\dx]",
    "Korean identity": r"\d{2}" + MONTH_AND_DAY + r"-?[1-8]\d{6}",
}
# Up to nine digits: ten in a row are usually a telephone number.
LABELED_NUMBER = (
    f"(?:{any_of(ENTRIES['numbers']['documents'])})"
    f"[ :#.,=-]{{0,4}}(?:(?:{any_of(ENTRIES['numbers']['between'])})[ :#.,=-]{{0,4}}){{0,5}}"
    rf"(?P<number>[a-z]{{0,2}}\d(?:[ -]?\d){{5,8}}[a-z]?){NUMBER_END}(?! \d)"
)
FORMATTED = re.compile(f"{NUMBER_START}(?:{'|'.join(ID_NUMBER_FORMATS.values())}){NUMBER_END}")
LABELED = re.compile(LABELED_NUMBER)


def find_id_numbers(folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Yield the spans of government ID numbers in a folded text."""
    lowered = folded.text.lower()
    for match in FORMATTED.finditer(lowered):
        yield match.span()
    for match in LABELED.finditer(lowered):
        yield match.span("number")
