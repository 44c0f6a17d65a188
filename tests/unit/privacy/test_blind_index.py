"""Names are found by a keyed index, whatever their spelling."""

import pytest

from mentorship.privacy.blind_index import BlindIndex

INDEX = BlindIndex(b"a key" * 8)


@pytest.mark.parametrize("typed", [" Ana@Example.ORG ", "ana@example.org", "ＡＮＡ@example.org"])
def test_spellings_of_an_address_have_the_same_index(typed: str) -> None:
    assert INDEX(typed) == INDEX("ana@example.org")


@pytest.mark.parametrize("name", ["ana@example.org", "luna-1234", "müller@example.org", "愛@例.jp"])
def test_the_exact_index_of_most_names_is_the_one_that_is_stored_already(name: str) -> None:
    assert INDEX.exact(name) == INDEX(name)


@pytest.mark.parametrize(
    ("first", "second"),
    [("groß", "gross"), ("νίκος", "νίκοσ"), ("ﬁona", "fiona"), ("ſam", "sam"), ("Ana", "ana")],
)
def test_the_exact_index_tells_apart_what_folding_merges(first: str, second: str) -> None:
    assert INDEX(first) == INDEX(second)
    assert INDEX.exact(first) != INDEX.exact(second)


def test_the_index_of_an_address_differs_between_keys() -> None:
    assert INDEX("ana@example.org") != BlindIndex(b"another" * 8)("ana@example.org")
