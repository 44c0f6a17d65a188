"""Text is cleaned for storage and folded for comparison, consistently in both packages."""

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.encoding import text as matching_text
from matching.encoding.ngrams import ngram_counts
from mentorship import text_cleaning
from mentorship.privacy.blind_index import normalize_name
from mentorship.services.accounts.passwords import normalize_password
from mentorship.text_cleaning import (
    ACCENTS,
    COMBINING_MARKS,
    MAX_COMBINING_MARKS,
    clean_text,
    fold_text,
)

SAME_LOOK = {
    "case": ("Tenant Rights", "TENANT rights"),
    "sharp s": ("Straße", "STRASSE"),
    "blanks": ("  tenant   rights ", "tenant\u00a0rights", "tenant\nrights", "tenant\x0brights"),
    "composition": ("Qu\u1ed1c", "Quo\u0302\u0301c"),
    "hangul": ("\ud55c", "\u1112\u1161\u11ab"),
    "zero width": ("arts", "ar\u200bts", "\ufeffarts", "arts\u2060"),
    "bidirectional marks": ("arts", "\u202earts\u202c", "\u2066arts\u2069", "\u061carts"),
    "joiners": ("\u0915\u094d\u0937", "\u0915\u094d\u200d\u0937", "\u0915\u094d\u200c\u0937"),
    "variants": ("\u2764", "\u2764\ufe0f"),
    "fillers": ("\ud55c\uae00", "\u3164\ud55c\u115f\uae00\uffa0"),
    "controls": ("arts", "ar\x00ts", "arts\x7f", "\x9barts"),
    "invisible before a mark": ("caf\u00e9", "cafe\u200b\u0301"),
}
DIFFERENT_LOOK = [
    ("arts", "art"),
    ("tenantrights", "tenant rights"),
    ("か", "が"),
    ("中文", "中 文"),
]


@pytest.mark.parametrize("texts", SAME_LOOK.values(), ids=SAME_LOOK)
def test_texts_that_look_the_same_are_folded_to_the_same_text(texts: tuple[str, ...]) -> None:
    assert len(set(map(fold_text, texts))) == 1
    assert len(set(map(matching_text.fold_text, texts))) == 1


@pytest.mark.parametrize("texts", DIFFERENT_LOOK)
def test_texts_that_look_different_are_folded_to_different_texts(texts: tuple[str, str]) -> None:
    for fold in (fold_text, matching_text.fold_text):
        assert fold(texts[0]) != fold(texts[1])


def test_imports_ignore_accents_and_the_library_does_not() -> None:
    assert fold_text("PUR\u00c9PECHA") == fold_text("purepecha")
    assert matching_text.fold_text("PUR\u00c9PECHA") != matching_text.fold_text("purepecha")


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("K\u2019iche\u2019", "K'iche'"),
        ("K\u02bciche\u02bc", "k`iche`"),
        ("\u201cBoth\u201d", '"both"'),
        ("Mon \u2013 Fri", "mon - fri"),
        ("non\u2011binary", "non-binary"),
        ("I would like to be\u2026", "I would like to be..."),
        ("Yes,\u00a0I\u202fagree", "yes, i agree"),
    ],
)
def test_imports_ignore_how_quotes_and_dashes_are_printed(printed: str, typed: str) -> None:
    assert fold_text(printed) == fold_text(typed)


@pytest.mark.slow
def test_both_packages_ignore_the_same_characters() -> None:
    ignored = {
        fold: {
            character
            for character in map(chr, range(sys.maxunicode + 1))
            if unicodedata.category(character) not in {"Cn", "Co", "Cs"}
            and fold(f"a{character}b") == "ab"
        }
        for fold in (fold_text, matching_text.fold_text)
    }
    accents = {character for character in ignored[fold_text] if ACCENTS.match(character)}
    assert ignored[fold_text] - accents == ignored[matching_text.fold_text]
    assert {"\x00", "\u200b", "\u200d", "\u3164", "\ufe0f"} <= ignored[matching_text.fold_text]


@pytest.mark.parametrize("text", [text for texts in SAME_LOOK.values() for text in texts])
def test_cleaning_and_folding_are_idempotent(text: str) -> None:
    for clean in (clean_text, fold_text, matching_text.fold_text):
        assert clean(clean(text)) == clean(text)


def test_cleaning_keeps_joiners_variants_and_line_breaks() -> None:
    for text in ("\u0915\u094d\u200d\u0937", "\u2764\ufe0f", "two\nlines", "a\tb"):
        assert clean_text(text) == text
    assert clean_text("a\r\nb\rc") == "a\nb\nc"
    assert clean_text(None) == ""


def test_folding_is_consistent_with_cleaning() -> None:
    for text in [text for texts in SAME_LOOK.values() for text in texts]:
        printed = text.replace(
            "\x0b", "\n"
        )  # folding treats it as white space, cleaning as a control
        assert fold_text(clean_text(printed)) == fold_text(text)


@pytest.mark.parametrize(
    ("name", "indexed"),
    [
        (" Ana@Example.ORG ", "ana@example.org"),
        ("\uff21na", "ana"),
        ("Jose\u0301", "jos\u00e9"),
        ("a\u200bb", "a\u200bb"),
        ("Ana  Mar\u00eda", "ana  mar\u00eda"),
        ("Stra\u00dfe", "strasse"),
    ],
)
def test_names_are_normalized_as_for_existing_index_values(name: str, indexed: str) -> None:
    assert normalize_name(name) == indexed


# Two marks in the wrong order, which sorting has to exchange. The others become marks only by
# normalization, or meet only after invisible characters between them are removed.
UNSORTED_MARKS = (
    "\u0300\u0316",
    "\u0344\u0316",
    "\u0f73\u0f71",
    "\uff9e\u0316",
    "\u0300\u200b\u0316",
    "\u0300\u200d\u0316",
    "\u0300\x00\u0316",
)
NORMALIZERS: tuple[Callable[[str], object], ...] = (
    clean_text,
    fold_text,
    normalize_name,
    normalize_password,
    matching_text.fold_text,
    ngram_counts,
)
NAMES = (
    *("José Ángel", "Nguyễn Thị Ánh Tuyết", "Ñusta", "Łukasz", "Ǫ́'ǫ́", "K'iche'", "Z̈ǎ̠m̄bʰ"),
    *("ភួង សុខា", "ស្រ្តី", "ทิพย์วรรณ ญี่ปุ่น", "น้ำ", "प्रज्ञा", "শ্রেয়া", "தமிழ்ச்செல்வி", "ལྷ་མོ་བསྒྲིཾ", "မြင့်မြတ်"),
    *(
        "שְׁלֹמֹה בֶּן־דָּוִד",
        "مُحَمَّدٌ",
        "한글",
        "ㅎㅏㄴ",
        "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ",
        "がぎぐげご",
        "李雪",
        "👩🏽‍🤝‍👨🏿",
        "Z\u0351\u036b\u0343\u036a\u0302",
    ),
)
"""With as many marks as languages put on a letter, and a few more."""


def marks_in_a_row(text: str) -> int:
    return max(map(len, re.findall(f"[{COMBINING_MARKS}]+", text)), default=0)


@pytest.fixture
def normalized(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the texts that reach `unicodedata.normalize`."""
    texts: list[str] = []

    def record(form: str, text: str, normalize: Callable[..., str] = unicodedata.normalize) -> str:
        texts.append(text)
        assert marks_in_a_row(text) <= MAX_COMBINING_MARKS
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", record)
    return texts


@pytest.mark.slow
@pytest.mark.parametrize("normalizer", NORMALIZERS)
@pytest.mark.parametrize("marks", UNSORTED_MARKS, ids=ascii)
def test_no_more_marks_than_the_limit_reach_the_quadratic_sorting(
    normalizer: Callable[[str], object], marks: str, normalized: list[str]
) -> None:
    normalizer("a" + marks * 50_000)
    normalizer(("a" + marks * 16) * 3_000)
    assert normalized


def test_every_character_that_is_sorted_counts_as_a_mark() -> None:
    sorted_characters = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.combining(unicodedata.normalize("NFKD", character)[0])
    }
    assert set(COMBINING_MARKS) == sorted_characters
    assert matching_text.COMBINING_MARKS == COMBINING_MARKS
    assert matching_text.MAX_COMBINING_MARKS == MAX_COMBINING_MARKS


@pytest.mark.parametrize("name", NAMES)
def test_names_of_people_are_normalized_as_without_a_limit(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        written = unicodedata.normalize(form, name)
        assert normalize_name(written) == unicodedata.normalize("NFKC", written).casefold()
        assert clean_text(written) == unicodedata.normalize("NFC", written)
        assert normalize_password(written) == unicodedata.normalize("NFKC", written)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("a\u0300\u0316\u0344e\u0301")))
def test_only_long_runs_of_marks_change_a_stored_index(name: str) -> None:
    expected = unicodedata.normalize("NFKC", name)
    if marks_in_a_row(name) <= MAX_COMBINING_MARKS and marks_in_a_row(expected) <= 30:
        assert normalize_name(name) == expected.strip().casefold()


@pytest.mark.parametrize("marks", UNSORTED_MARKS, ids=ascii)
def test_limited_text_stays_as_it_is_when_it_is_limited_again(marks: str) -> None:
    text = f"\u01df{marks * 40}b{marks * 40}"
    for clean in (clean_text, fold_text, matching_text.fold_text):
        assert clean(clean(text)) == clean(text)
    assert marks_in_a_row(clean_text(text)) <= MAX_COMBINING_MARKS
    assert "b" in clean_text(text)


def test_text_is_limited_to_the_first_marks_of_a_letter() -> None:
    assert text_cleaning.limit_marks("a" + "\u0301" * 31 + "b") == "a" + "\u0301" * 30 + "b"
    assert text_cleaning.limit_marks("a" + "\u0301" * 30 + "b") == "a" + "\u0301" * 30 + "b"
