"""Keys, field encryption and the blind index."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.errors import ConfigurationError, DecryptionError
from mentorship.privacy.field_cipher import PADDING_BLOCK_BYTES, FieldCipher
from mentorship.privacy.keys import Keys

KEYS = Keys.generate()
CIPHER = FieldCipher(KEYS)


def test_a_key_file_survives_a_round_trip_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keys.toml"
    KEYS.save(path)
    assert Keys.load(path) == KEYS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    KEYS.save(path)
    with pytest.raises(FileExistsError):
        Keys.generate().save(path)
    assert Keys.load(path) == KEYS


def test_the_repr_of_keys_does_not_contain_them() -> None:
    text = repr(KEYS)
    assert KEYS.secret_key not in text
    assert KEYS.encryption_keys[0] not in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lacks: secret_key"),
        ("secret_key = 3 =", "cannot be read"),
        (
            'secret_key = "short"\npassword_salt = "x"\nindex_key = "y"\nencryption_keys = ["z"]',
            "too short",
        ),
        (
            f'secret_key = "{"s" * 40}"\npassword_salt = "{"p" * 40}"\n'
            f'index_key = "{"i" * 40}"\nencryption_keys = ["not a key"]',
            "not a list of Fernet keys",
        ),
    ],
)
def test_a_bad_key_file_is_refused_with_the_reason(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=message):
        Keys.load(path)


def test_a_missing_key_file_is_reported_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="make_keys"):
        Keys.load(tmp_path / "none.toml")


@given(st.text(st.characters(exclude_categories=[])))
def test_decryption_returns_the_encrypted_text(text: str) -> None:
    assert CIPHER.decrypt(CIPHER.encrypt(text)) == text


def test_encrypting_the_same_text_twice_gives_different_values() -> None:
    assert CIPHER.encrypt("Zapotec") != CIPHER.encrypt("Zapotec")


def test_short_values_have_the_same_encrypted_length() -> None:
    assert len(CIPHER.encrypt('["asian"]')) == len(CIPHER.encrypt('["asian", "latino"]'))
    assert len(CIPHER.encrypt("")) == len(CIPHER.encrypt("x" * (PADDING_BLOCK_BYTES - 1)))


def test_older_keys_still_decrypt_after_a_newer_key_is_added() -> None:
    newer = Keys.generate()
    both = Keys(
        newer.secret_key,
        newer.password_salt,
        newer.index_key,
        newer.encryption_keys + KEYS.encryption_keys,
    )
    assert FieldCipher(both).decrypt(CIPHER.encrypt("still readable")) == "still readable"


def test_decryption_without_the_key_fails_without_revealing_the_text() -> None:
    with pytest.raises(DecryptionError) as failure:
        FieldCipher(Keys.generate()).decrypt(CIPHER.encrypt("secret words"))
    assert "secret words" not in str(failure.value)


@pytest.mark.parametrize("typed", [" Ana@Example.ORG ", "ana@example.org", "ＡＮＡ@example.org"])
def test_spellings_of_an_address_have_the_same_index(typed: str) -> None:
    assert CIPHER.blind_index(typed) == CIPHER.blind_index("ana@example.org")


def test_the_index_of_an_address_differs_between_keys() -> None:
    assert CIPHER.blind_index("ana@example.org") != FieldCipher(Keys.generate()).blind_index(
        "ana@example.org"
    )
