"""A key file is complete, strong, readable by its owner alone, and never overwritten."""

import stat
from pathlib import Path

import pytest

from mentorship.errors import ConfigurationError
from mentorship.privacy.keys import Keys

KEYS = Keys.generate()


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
            "not a list of 32 bytes",
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


def test_the_id_and_the_repr_of_a_master_key_do_not_contain_it() -> None:
    key = KEYS.master_keys[0]
    assert len(key.value) == 32
    assert key.id not in key.value
    assert repr(key) == "MasterKey()"


def test_fingerprints_differ_between_keys_and_do_not_contain_them() -> None:
    assert KEYS.fingerprints() == KEYS.fingerprints()
    others = Keys.generate().fingerprints()
    for name, fingerprint in KEYS.fingerprints().items():
        assert fingerprint != others[name]
        assert KEYS.index_key not in fingerprint
