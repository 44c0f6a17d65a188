"""Fold names, addresses and phone numbers, so that one person's is equal however it is typed.

A fold may make two people's names equal, never one person's names different: two people who are
not suggested to each other by mistake are not harmed.
"""

import re
import unicodedata

from mentorship.text_cleaning import NEVER_COMPARED, normalize_text

APOSTROPHES = re.compile("['`´‘’‛′ʹʻʼʽʾʿˈˊˋꞋꞌ＇]")
LINE_ENDS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
LIST_SEPARATORS = frozenset(",;/&+|•‣◦、،؛")
# Vowel marks of Arabic and Hebrew and the Arabic elongation, which names are written without.
OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
LETTERS = {
    "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o",
    "ĸ": "k", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
}  # fmt: skip
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u31ff\u3400-\u9fff"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A letter of a script that puts no spaces between words, or joins particles to names."""
EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]++@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\w)\+?\d(?:[\s().-]{0,3}\d){6,19}(?!\w)")
MIN_PHONE_DIGITS = 7


class FoldedCharacters(dict[int, str]):
    """What `str.translate` puts in place of each character, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


FOLDED_CHARACTERS = FoldedCharacters()


def fold_name(text: str) -> str:
    r"""Return words in small letters without accents, between spaces, commas and line ends.

    >>> fold_name("Seán O’Brien; Nguyễn Văn Đức"), fold_name("Łucja\u200b-Zoë\u00a0IŞIK")
    ('sean obrien, nguyen van duc', 'lucja zoe isik')
    """
    composed = normalize_text("NFKC", APOSTROPHES.sub("", text)).casefold()
    folded = normalize_text("NFD", composed).translate(FOLDED_CHARACTERS)
    return normalize_text("NFC", folded)


def _fold_character(character: str) -> str:
    if character in LINE_ENDS:
        return "\n"
    if character in LIST_SEPARATORS:
        return ","
    if NEVER_COMPARED.match(character) or OPTIONAL_MARKS.match(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum():
        return LETTERS.get(character) or _without_stroke(character)
    return character if unicodedata.category(character).startswith("M") else " "


def _without_stroke(letter: str) -> str:
    """Return the plain letter of one that does not decompose, as its name in Unicode has it."""
    name, with_, _what = unicodedata.name(letter, "").partition(" WITH ")
    try:
        return unicodedata.lookup(name) if with_ else letter
    except KeyError:
        return letter


def visible_text(text: str) -> str:
    """Return a text with ordinary letters, digits and spaces, to find addresses and numbers in."""
    compatible = normalize_text("NFKC", NEVER_COMPARED.sub("", text))
    return re.sub(r"[^\S\n]*@[^\S\n]*", "@", compatible)


def fold_address(address: str) -> str:
    """Return an address without dots, a tag after "+", case and accents before the "@".

    >>> fold_address("Jose.Garcia+home@Example.org") == fold_address("josegarcia@example.org")
    True
    """
    mailbox, _at, domain = address.partition("@")
    return f"{compact(mailbox.partition('+')[0])}@{fold_name(domain)}"


def compact(text: str) -> str:
    """Return the folded words of a text without anything between them."""
    return re.sub(r"[\s,]", "", fold_name(text))


def phone_digits(number: str) -> str:
    """Return the digits of a phone number, without the zeros that it is dialled with.

    >>> phone_digits("(0) 213-555.0123")
    '2135550123'
    """
    digits = (str(unicodedata.decimal(digit)) for digit in number if digit.isdecimal())
    return "".join(digits).lstrip("0")


def is_same_phone(first: str, second: str) -> bool:
    """Return whether digits are equal, but for a country or area code that one of them lacks."""
    return first.endswith(second) or second.endswith(first)
