"""The key store wraps, reads, rewraps and destroys data keys."""

import itertools
import secrets
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mentorship.clock import now
from mentorship.errors import ConfigurationError, DecryptionError
from mentorship.privacy import key_store
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys, MasterKey

OLD, NEW = (key for _ in range(2) for key in Keys.generate().master_keys)


def new_keys(number: int) -> dict[bytes, bytes]:
    return {secrets.token_bytes(16): secrets.token_bytes(32) for _ in range(number)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data-keys.db"


@pytest.fixture
def store(path: Path) -> KeyStore:
    return KeyStore(path, [OLD])


def test_stored_keys_are_read_and_others_are_missing(store: KeyStore) -> None:
    keys = new_keys(3)
    store.add(keys)
    assert store.read([*keys, b"unknown"]) == keys


def test_more_keys_than_a_batch_are_read(store: KeyStore) -> None:
    keys = new_keys(2 * key_store.BATCH_SIZE + 1)
    store.add(keys)
    assert store.read(keys) == keys


def test_the_file_is_private_and_holds_no_key_in_the_clear(store: KeyStore, path: Path) -> None:
    keys = new_keys(20)
    store.add(keys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    raw = path.read_bytes()
    assert all(key_id in raw for key_id in keys)
    assert not any(key in raw for key in keys.values())


def test_a_destroyed_key_leaves_no_trace_in_any_file(store: KeyStore, path: Path) -> None:
    keys = new_keys(50)
    store.add(keys)
    wrapped = path.read_bytes()
    gone = list(keys)[10:20]
    store.destroy(gone)
    assert store.read(gone) == {}
    raw = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for key_id in gone:
        assert key_id not in raw
        start = wrapped.index(key_id)
        assert wrapped[start + 24 : start + 64] not in raw, "the wrapped key is overwritten"


def test_without_the_master_key_nothing_is_read_and_the_start_is_refused(
    store: KeyStore, path: Path
) -> None:
    keys = new_keys(1)
    store.add(keys)
    store.check()
    stranger = KeyStore(path, [NEW])
    with pytest.raises(DecryptionError):
        stranger.read(keys)
    with pytest.raises(ConfigurationError, match="does not fit the key store"):
        stranger.check()


def test_a_wrapped_key_under_another_id_is_not_read(store: KeyStore, path: Path) -> None:
    first, second = keys = new_keys(2)
    store.add(keys)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM data_key WHERE id = ?", (first,))
        connection.execute("UPDATE data_key SET id = ? WHERE id = ?", (first, second))
    with pytest.raises(DecryptionError):
        store.read([first])


def rotated(path: Path) -> KeyStore:
    return KeyStore(path, [NEW, OLD])


def test_after_rewrapping_the_newest_master_key_alone_reads_every_key(
    store: KeyStore, path: Path
) -> None:
    keys = new_keys(key_store.BATCH_SIZE + 7)
    store.add(keys)
    assert rotated(path).count_to_rewrap() == len(keys)
    assert list(rotated(path).rewrap()) == [key_store.BATCH_SIZE, 7]
    assert rotated(path).count_to_rewrap() == 0
    assert KeyStore(path, [NEW]).read(keys) == keys


def test_rewrapping_continues_after_a_kill(store: KeyStore, path: Path) -> None:
    keys = new_keys(2 * key_store.BATCH_SIZE)
    store.add(keys)
    next(itertools.islice(rotated(path).rewrap(), 1))
    assert rotated(path).count_to_rewrap() == key_store.BATCH_SIZE
    assert rotated(path).read(keys) == keys, "both halves are read meanwhile"
    assert sum(rotated(path).rewrap()) == key_store.BATCH_SIZE
    assert KeyStore(path, [NEW]).read(keys) == keys


def test_keys_that_are_about_to_be_destroyed_are_remembered(store: KeyStore) -> None:
    keys = list(new_keys(3))
    store.add(dict.fromkeys(keys, b"k" * 32))
    store.mark_for_destruction(keys[:2])
    assert store.marked_for_destruction(before=now() - timedelta(minutes=1)) == []
    later = now() + timedelta(minutes=1)
    assert sorted(store.marked_for_destruction(later)) == sorted(keys[:2])
    store.keep(keys[:1])
    store.destroy(keys[1:2])
    assert store.marked_for_destruction(later) == []
    assert store.read(keys).keys() == {keys[0], keys[2]}


def test_a_master_key_has_the_same_id_in_every_process() -> None:
    assert MasterKey(b"k" * 32).id == MasterKey(b"k" * 32).id
    assert MasterKey(b"k" * 32).id != MasterKey(b"l" * 32).id
