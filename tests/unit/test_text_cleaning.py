"""Text is cleaned for storage and folded for comparison, consistently in both packages."""

import sys
import unicodedata

import pytest

from matching.encoding import text as matching_text
from mentorship.privacy.blind_index import normalize_name
from mentorship.text_cleaning import ACCENTS, clean_text, fold_text

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
