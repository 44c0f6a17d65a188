"""Variants and parts of a name."""

import pytest

from mentorship.services.pairing.name_parts import near_keys, parts, variants, whole_names


@pytest.mark.parametrize(
    "name",
    ['José "Pepe" García', "José 'Pepe' García", "José «Pepe» García", "José （Pepe） García"],
)
def test_a_nickname_in_brackets_or_quotes_is_left_out_in_a_variant(name: str) -> None:
    assert ["jose", "garcia"] in variants(name)


def test_an_apostrophe_within_a_name_is_no_quote() -> None:
    assert variants("D'Arcy O'Neil") == [["darcy", "oneil"]]


def test_a_whole_name_may_begin_with_each_of_its_words() -> None:
    assert set(whole_names([["kim", "min", "jun"]])) == {"kimminjun", "minjunkim", "junkimmin"}


def test_a_nickname_alone_is_no_whole_name() -> None:
    assert "pepe" not in set(whole_names(variants("José (Pepe) García")))
    assert "김민준" in set(whole_names(variants("Minjun Kim (김민준)")))


def test_neighboring_words_are_parts_when_joined() -> None:
    assert set(parts(["kim", "min", "jun"])) >= {"kim", "min", "jun", "minjun", "kimminjun"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("gonzalez", "gonzales"), ("jon", "john"), ("ana", "anna"), ("muller", "mueller"),
     ("jsoe", "jose"), ("陈小明", "陳小明")],
)  # fmt: skip
def test_near_spellings_have_a_key_in_common(first: str, second: str) -> None:
    assert (near_keys(first) | {first}) & (near_keys(second) | {second})


def test_other_names_have_no_key_in_common() -> None:
    assert not near_keys("garcia") & near_keys("gomez")
