"""Words that are guessed first are taken out of a password, in every spelling."""

import tomllib

import pytest

from mentorship.programme import shipped
from mentorship.services.accounts.guessable_words import FILE, LOOKALIKES, remainders

NAMES = shipped().names

INITIALS = [
    "r",
    "R",
    "s",
    "e",
    "E",
    "f",
    "a",
    "q",
    "Q",
    "t",
    "T",
    "d",
    "w",
    "W",
    "c",
    "z",
    "x",
    "v",
    "g",
]
VOWELS = [
    "k",
    "o",
    "i",
    "O",
    "j",
    "p",
    "u",
    "P",
    "h",
    "hk",
    "ho",
    "hl",
    "y",
    "n",
    "nj",
    "np",
    "nl",
    "b",
    "m",
    "ml",
    "l",
]
FINALS = [
    "",
    "r",
    "R",
    "rt",
    "s",
    "sw",
    "sg",
    "e",
    "f",
    "fr",
    "fa",
    "fq",
    "ft",
    "fx",
    "fv",
    "fg",
    "a",
    "q",
    "qt",
    "t",
    "T",
    "d",
    "w",
    "c",
    "z",
    "x",
    "v",
    "g",
]


def on_latin_keys(word: str) -> str:
    """Return what a Korean word becomes on a keyboard that is not switched to Korean."""
    keys = ""
    for syllable in word:
        rest, final = divmod(ord(syllable) - ord("가"), len(FINALS))
        initial, vowel = divmod(rest, len(VOWELS))
        keys += INITIALS[initial] + VOWELS[vowel] + FINALS[final]
    return keys.lower()


def test_korean_words_are_listed_as_they_are_typed_on_latin_keys() -> None:
    assert on_latin_keys("비밀번호") == "qlalfqjsgh"
    lists = tomllib.loads(FILE.read_text("utf-8"))
    korean = [word for word in lists["korean"].split() if not word.isascii()]
    typed = {on_latin_keys(word) for word in korean}
    assert set(lists["korean_on_latin_keys"].split()) == {word for word in typed if len(word) > 2}


@pytest.mark.parametrize(
    "spelling",
    [
        "koreatown", "KoreaTown", "k.o.r.e.a-town", "ｋｏｒｅａｔｏｗｎ", "köréåtöwn",
        "k0r34t0wn", "nwotaerok", "koreatownkoreatown", "koreatownnwotaerok", "KOREATOWN!",
    ],
)  # fmt: skip
def test_nothing_is_left_of_a_listed_word_in_any_spelling(spelling: str) -> None:
    assert "" in {left.strip("!") for left in remainders(spelling, "", NAMES)}


@pytest.mark.parametrize(
    ("password", "left"),
    [
        ("koreatown2026", "2026"),
        ("2026koreatown", "2026"),
        ("k0r34t0wn2026", "2026"),
        ("nopalkoreatownlluvia", "nopallluvia"),
        ("con traseña 1", "1"),
    ],
)
def test_what_is_left_is_returned_as_it_was_typed(password: str, left: str) -> None:
    assert left in remainders(password, "", NAMES)


@pytest.mark.parametrize(
    "spelling",
    [
        "maria.garcia.lopez@example.org", "MARIA GARCIA LOPEZ", "garcialopezmaria", "María García",
        "m4r14g4rc14", "zepolaicragairam", "mariamariamaria", "example.org", "lopezexample",
        "ｍａｒｉａｇａｒｃｉａ",
    ],
)  # fmt: skip
def test_nothing_is_left_of_an_address_or_of_its_parts(spelling: str) -> None:
    assert "" in remainders(spelling, "maria.garcia.lopez@example.org", NAMES)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("xochiquetzal-4821", "xochiquetzal4821"),
        ("xochiquetzal-4821", "4821-XOCHIQUETZAL"),
        ("xochiquetzal-4821", "xochixochi"),
        ("王佳蓉-4821", "王佳蓉王佳蓉"),
        ("đặngthuỳ-4821", "dangthuydangthuy"),
        ("이수민-1234", "수민이수민"),
    ],
)
def test_nothing_is_left_of_a_user_name_with_or_without_its_digits(
    name: str, spelling: str
) -> None:
    assert "" in remainders(spelling, name, NAMES)


def test_short_parts_of_a_name_stay_where_they_occur_by_chance() -> None:
    assert remainders("limonalmendra", "al@li.mx", NAMES) == {"limonalmendra"}


def test_a_password_is_read_in_three_ways_at_most() -> None:
    assert len(remainders("4a8b3e1i0o5s", "", NAMES)) <= len(LOOKALIKES)


@pytest.mark.parametrize("text", ["", " ", "!!!", "\u0301" * 50, "👩‍👩‍👧", "x" * 200])
def test_any_text_can_be_read(text: str) -> None:
    assert all(len(left) <= len(text) for left in remainders(text, text[:3], NAMES))
