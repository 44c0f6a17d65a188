"""The codes of new choices: made of their first label, and never used again."""

import re
import unicodedata
from collections.abc import Collection

from mentorship.text_cleaning import normalize_text
from mentorship.vocabulary import ELSEWHERE, ONLINE_ONLY

NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+", re.ASCII)
MAX_CODE_CHARACTERS = 30
RESERVED_CODES = frozenset({ELSEWHERE, ONLINE_ONLY})


def new_code(label: str, taken: Collection[str]) -> str:
    """Return a code for a new label that is none of those taken.

    >>> new_code("Vecindario histórico (Ñ)", set()), new_code("Media", {"media"})
    ('vecindario_historico_n', 'media_2')
    """
    letters = normalize_text("NFKD", label).casefold()
    code = NO_LETTER_OR_DIGIT.sub("_", "".join(filter(_is_no_mark, letters)))
    code = code[:MAX_CODE_CHARACTERS].strip("_")
    if not code[:1].isalpha():  # also of a label in another script
        code = f"choice_{code}".rstrip("_")
    number, unused = 1, code
    while unused in taken or unused in RESERVED_CODES:
        number += 1
        unused = f"{code}_{number}"
    return unused


def _is_no_mark(character: str) -> bool:
    return unicodedata.category(character) != "Mn"
