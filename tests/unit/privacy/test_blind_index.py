"""Names are found by a keyed index, whatever their spelling."""

import pytest

from mentorship.privacy.blind_index import BlindIndex

INDEX = BlindIndex(b"a key" * 8)


@pytest.mark.parametrize("typed", [" Ana@Example.ORG ", "ana@example.org", "ＡＮＡ@example.org"])
def test_spellings_of_an_address_have_the_same_index(typed: str) -> None:
    assert INDEX(typed) == INDEX("ana@example.org")


def test_the_index_of_an_address_differs_between_keys() -> None:
    assert INDEX("ana@example.org") != BlindIndex(b"another" * 8)("ana@example.org")
