"""A sealed document opens with its keys, in its place and unchanged, or not at all."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.errors import DecryptionError
from mentorship.privacy.sealing import (
    KEY_BYTES,
    KEY_ID_BYTES,
    PADDING_BLOCK_BYTES,
    combined_key,
    key_ids_of,
    seal,
    unseal,
)

IDS = [secrets.token_bytes(KEY_ID_BYTES) for _ in range(2)]
KEYS = [secrets.token_bytes(KEY_BYTES) for _ in range(2)]
PLACE = b"profile token"


def sealed(document: object, place: bytes = PLACE) -> bytes:
    return seal(document, IDS[:1], combined_key(KEYS[:1]), place)


def opened(document: bytes, place: bytes = PLACE) -> object:
    return unseal(document, combined_key(KEYS[:1]), place)


any_text = st.text(st.characters(exclude_categories=[]))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | any_text,
    lambda inner: st.lists(inner) | st.dictionaries(any_text, inner),
    max_leaves=8,
)


@given(documents)
def test_opening_returns_the_document(document: object) -> None:
    assert opened(sealed(document)) == document


def test_sealing_twice_gives_different_ciphertexts() -> None:
    assert sealed("Zapotec") != sealed("Zapotec")


def test_short_documents_have_the_same_length() -> None:
    assert len(sealed(["asian"])) == len(sealed(["asian", "latino"]))
    assert len(sealed("")) == len(sealed("x" * (PADDING_BLOCK_BYTES - 2)))


def test_any_changed_bit_is_noticed() -> None:
    document = sealed({"name": "Mei"})
    for position in range(len(document)):
        changed = bytearray(document)
        changed[position] ^= 1 << position % 8
        with pytest.raises(DecryptionError):
            opened(bytes(changed))


def test_any_cut_is_noticed() -> None:
    document = sealed({"name": "Mei"})
    for length in range(len(document)):
        with pytest.raises(DecryptionError):
            opened(document[:length])


def test_a_document_opens_nowhere_else() -> None:
    with pytest.raises(DecryptionError):
        opened(sealed("Mei"), b"profile another token")
    with pytest.raises(DecryptionError):
        opened(sealed("Mei"), b"passkey token")


def test_a_document_about_two_people_needs_both_keys_in_order() -> None:
    document = seal("both", IDS, combined_key(KEYS), PLACE)
    assert key_ids_of(document) == tuple(IDS)
    assert unseal(document, combined_key(KEYS), PLACE) == "both"
    for keys in (KEYS[:1], KEYS[1:], KEYS[::-1], [KEYS[0], secrets.token_bytes(KEY_BYTES)]):
        with pytest.raises(DecryptionError):
            unseal(document, combined_key(keys), PLACE)


def test_the_error_does_not_reveal_the_document() -> None:
    with pytest.raises(DecryptionError) as failure:
        unseal(sealed("secret words"), combined_key(KEYS[1:]), PLACE)
    assert "secret words" not in str(failure.value)
    assert failure.value.__suppress_context__
