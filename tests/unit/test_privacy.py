"""Keys, encryption, and the index that finds an address without storing it."""

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


def test_keys_do_not_show_when_printed() -> None:
    shown = repr(KEYS)
    assert KEYS.secret_key not in shown
    assert KEYS.encryption_keys[0] not in shown


@pytest.mark.parametrize(
    ("text", "says"),
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
def test_a_bad_key_file_is_refused_with_the_reason(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=says):
        Keys.load(path)


def test_a_missing_key_file_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="make_keys"):
        Keys.load(tmp_path / "none.toml")


@given(st.text(st.characters(exclude_categories=[])))
def test_whatever_is_encrypted_comes_back(text: str) -> None:
    assert CIPHER.decrypt(CIPHER.encrypt(text)) == text


def test_the_same_answer_never_looks_the_same_twice() -> None:
    assert CIPHER.encrypt("Zapotec") != CIPHER.encrypt("Zapotec")


def test_one_community_or_two_look_equally_long() -> None:
    assert len(CIPHER.encrypt('["asian"]')) == len(CIPHER.encrypt('["asian", "latino"]'))
    assert len(CIPHER.encrypt("")) == len(CIPHER.encrypt("x" * (PADDING_BLOCK_BYTES - 1)))


def test_older_keys_still_decrypt_after_a_new_one_is_put_first() -> None:
    newer = Keys.generate()
    both = Keys(
        newer.secret_key,
        newer.password_salt,
        newer.index_key,
        newer.encryption_keys + KEYS.encryption_keys,
    )
    assert FieldCipher(both).decrypt(CIPHER.encrypt("still here")) == "still here"


def test_without_its_key_a_value_stays_unreadable_and_the_error_says_nothing_of_it() -> None:
    with pytest.raises(DecryptionError) as failure:
        FieldCipher(Keys.generate()).decrypt(CIPHER.encrypt("secret words"))
    assert "secret words" not in str(failure.value)


@pytest.mark.parametrize("typed", [" Ana@Example.ORG ", "ana@example.org", "ＡＮＡ@example.org"])
def test_an_address_is_found_however_it_is_typed(typed: str) -> None:
    assert CIPHER.blind_index(typed) == CIPHER.blind_index("ana@example.org")


def test_an_index_means_nothing_under_another_key() -> None:
    assert CIPHER.blind_index("ana@example.org") != FieldCipher(Keys.generate()).blind_index(
        "ana@example.org"
    )
