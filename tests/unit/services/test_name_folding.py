"""Folds of names, addresses and phone numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.services.name_folding import (
    compact,
    fold_address,
    fold_name,
    is_same_phone,
    phone_digits,
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Đỗ Thị Ðœß", "do thi doess"),
        ("ØRSTED-Łoś ħŧƀɗ", "orsted los htbd"),
        ("Ґалина", fold_name("Галина")),
        ("أحمد", fold_name("احمد")),
        ("אַבְרָהָם", fold_name("אברהם")),
        ("O'Brien O’Brien OʼBrien O`Brien O´Brien", " ".join(["obrien"] * 5)),
        ("a/b；c＆d、e", "a,b,c,d,e"),
        ("प्रिया", "प्रिया"),
        ("か", "か"),
        ("が", "が"),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text(max_size=40))
def test_every_normal_form_and_case_folds_alike(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert compact(unicodedata.normalize(form, text)) == compact(text)
    assert fold_name(fold_name(text)).split() == fold_name(text).split()


@pytest.mark.parametrize(
    "address", ["ANA.R@example.org", "anar@example.org", "an-ar+x@EXAMPLE.org"]
)
def test_an_address_is_folded(address: str) -> None:
    assert fold_address(address) == fold_address("ana.r@example.org")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("+1 213 555 0123", "(213) 555-0123", True),
        ("0905 123 456", "+84 905 123 456", True),
        ("٢١٣٥٥٥٠١٢٣", "213 555 0123", True),
        ("213 555 0123", "310 555 0123", False),
    ],
)
def test_phones_are_compared_by_digits(first: str, second: str, same: bool) -> None:
    assert is_same_phone(phone_digits(first), phone_digits(second)) is same
