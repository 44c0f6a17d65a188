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
from mentorship.errors import ConfigurationError
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
    store = KeyStore(path, [OLD])
    store.create()
    return store


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
        start = wrapped.index(key_id)
        assert wrapped[start + 24 : start + 64] not in raw, "the wrapped key is overwritten"


def test_without_the_master_key_nothing_is_read_and_the_start_is_refused(
    store: KeyStore, path: Path
) -> None:
    keys = new_keys(1)
    store.add(keys)
    store.check()
    stranger = KeyStore(path, [NEW])
    assert stranger.read(keys) == {}
    with pytest.raises(ConfigurationError, match="does not fit the key store"):
        stranger.check()


def test_a_wrapped_key_under_another_id_is_not_read(store: KeyStore, path: Path) -> None:
    first, second = keys = new_keys(2)
    store.add(keys)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM data_key WHERE id = ?", (first,))
        connection.execute("UPDATE data_key SET id = ? WHERE id = ?", (first, second))
    assert store.read([first]) == {}


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


def test_keys_whose_rows_may_not_exist_are_remembered(store: KeyStore) -> None:
    added, marked, confirmed = list(new_keys(3))
    store.add(dict.fromkeys((added, marked, confirmed), b"k" * 32))
    store.confirm([marked, confirmed])
    store.mark_for_destruction([marked])
    later = now() + timedelta(minutes=1)
    assert store.unfinished(before=now() - timedelta(minutes=1)) == []
    assert set(store.unfinished(later)) == {added, marked}
    store.keep([added], later)
    store.destroy([marked])
    assert store.unfinished(later) == []
    assert store.read([added, marked, confirmed]).keys() == {added, confirmed}
    assert store.destroyed([added, marked, confirmed]) == {marked}


def test_a_mark_that_is_set_while_old_ones_are_removed_stays(store: KeyStore) -> None:
    store.add({b"1" * 16: b"k" * 32})
    store.mark_for_destruction([b"1" * 16])
    store.keep([b"1" * 16], marked_before=now() - timedelta(hours=1))
    assert store.unfinished(now() + timedelta(minutes=1)) == [b"1" * 16]


def test_a_missing_or_damaged_file_is_not_made_anew(path: Path) -> None:
    store = KeyStore(path, [OLD])
    with pytest.raises(sqlite3.OperationalError):
        store.add(new_keys(1))
    assert not path.exists()
    path.write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.OperationalError):
        store.read([b"1" * 16])


def test_making_the_file_again_keeps_keys_and_identity(store: KeyStore) -> None:
    keys, identity = new_keys(2), store.identity()
    store.add(keys)
    store.create()
    assert store.read(keys) == keys
    assert store.identity() == identity


def test_a_master_key_has_the_same_id_in_every_process() -> None:
    assert MasterKey(b"k" * 32).id == MasterKey(b"k" * 32).id
    assert MasterKey(b"k" * 32).id != MasterKey(b"l" * 32).id
