"""Which user names can be chosen: letters and digits of any script, with the marks of its letters.

In Thai, Hindi, Bengali, Tamil, Burmese or Khmer a vowel is often a combining mark, and some
clusters need a joiner. A mark or a joiner without its letter is refused: it would be invisible,
or stand on a neighbour. So are marks that nobody sees, and more of them than a script uses.
"""

import re
import unicodedata

from mentorship.text_cleaning import NEVER_STORED

MAX_MARKS_PER_LETTER = 6
MAX_TYPED_LENGTH = 80  # with marks and joiners
# These take no space, or reach around a whole text.
UNSEEN_MARKS = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
MARK_CATEGORIES = ("Mn", "Mc")
JOINERS = "\u200c\u200d"
# The first word of the Unicode name of a letter is its script.
SCRIPTS_WITH_JOINERS = {
    "ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM",
    "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU",
}  # fmt: skip


def is_user_name(text: str) -> bool:
    """Return whether a text can be a user name, however many letters it has.

    >>> [is_user_name(name) for name in ("luna", "น้ำฝน", "किरण", "သီတာ", "lu na", "\u0301", "")]
    [True, True, True, True, False, False, False]
    """
    if not 1 <= len(text) <= MAX_TYPED_LENGTH or NEVER_STORED.search(text):
        return False
    marks = 0
    for previous, character in zip(" " + text, text, strict=False):
        if not _may_follow(previous, character):
            return False
        marks = marks + 1 if _is_mark(character) else 0
        if marks > MAX_MARKS_PER_LETTER:
            return False
    return True


def visible_length(text: str) -> int:
    """Return how many letters and digits a text has, not counting what belongs to a letter."""
    return sum(not _is_mark(character) and character not in JOINERS for character in text)


def _may_follow(previous: str, character: str) -> bool:
    if character in JOINERS:
        return _uses_joiners(previous)
    if _is_mark(character):
        follows_letter = previous.isalpha() or _is_mark(previous) or previous in JOINERS
        return follows_letter and not UNSEEN_MARKS.match(character)
    return character.isalnum() or character == "_"


def _uses_joiners(character: str) -> bool:
    is_letter = character.isalpha() or _is_mark(character)
    return is_letter and unicodedata.name(character, " ").split(" ")[0] in SCRIPTS_WITH_JOINERS


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in MARK_CATEGORIES
