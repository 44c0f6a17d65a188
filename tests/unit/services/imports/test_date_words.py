"""Months, halves of the day and zones are known by their words in several languages."""

import pytest

from mentorship.services.imports.date_words import (
    abbreviate_zones,
    half_of_day,
    months,
    weekday,
)


@pytest.mark.parametrize(
    ("word", "month"), [("oct", 10), ("octubre", 10), ("ene", 1), ("setyembre", 9), ("fevrier", 2)]
)
def test_a_month_is_known_by_its_name(word: str, month: int) -> None:
    assert months()[word] == month


@pytest.mark.parametrize(
    "text", ["mon", "miercoles", "\uc6d4\uc694\uc77c", "\u661f\u671f\u56db", "jue"]
)
def test_a_weekday_is_a_word_of_its_own(text: str) -> None:
    assert weekday().fullmatch(text)
    assert not weekday().search("month")


@pytest.mark.parametrize(
    ("text", "half"),
    [
        *(("9:00 a. m. gmt-3", "am"), ("9:00pm", "pm"), ("9:00 p.m.", "pm"), ("9:00 ch", "pm")),
        *(("\uc624\uc804 9:00", "am"), ("\u4e0b\u53489:00", "pm"), ("\u5348\u524d9:00", "am")),
    ],
)
def test_a_half_of_the_day_is_known_by_its_words(text: str, half: str) -> None:
    match = half_of_day().search(text)
    assert match is not None
    assert match.lastgroup == half


@pytest.mark.parametrize("text", ["9:00 amt", "camp", "21:00"])
def test_other_words_are_no_half_of_the_day(text: str) -> None:
    assert half_of_day().search(text) is None


@pytest.mark.parametrize(
    ("name", "abbreviation"),
    [
        ("pacific standard time", "pst"),
        ("eastern daylight time", "edt"),
        ("central time", "ct"),
        ("alaska standard time", "akst"),
        ("india standard time", "india standard time"),
    ],
)
def test_the_long_name_of_a_zone_is_abbreviated(name: str, abbreviation: str) -> None:
    assert abbreviate_zones(f"(9:00 {name})") == f"(9:00 {abbreviation})"
