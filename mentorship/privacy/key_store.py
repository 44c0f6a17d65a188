"""The key store: everybody's data key, wrapped by a master key, in a SQLite file of its own.

It is apart from the database so that destroying a key destroys it everywhere: the database, its
write-ahead log, replicas and backups keep ciphertext that nobody can open any more. Hence a few
rules. The file is never part of the database's backup; its own backups are kept for days, not
years. It has no write-ahead log of its own, and deleted keys are overwritten with zeros.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentorship.clock import now
from mentorship.errors import ConfigurationError, DecryptionError
from mentorship.privacy.keys import MasterKey
from mentorship.privacy.sealing import NONCE_BYTES

BATCH_SIZE = 500
WRAPPED_FOR = b"data key "
PRAGMAS: tuple[str, ...] = (
    "busy_timeout = 10000",
    "journal_mode = TRUNCATE",
    "secure_delete = ON",
    "synchronous = FULL",
)
TABLE = """
    CREATE TABLE IF NOT EXISTS data_key (
        id BLOB PRIMARY KEY,
        master_key_id BLOB NOT NULL,
        wrapped BLOB NOT NULL,
        destroy_asked_at INTEGER
    ) WITHOUT ROWID
"""


class KeyStore:
    """The data keys of one installation; the first of its master keys wraps new ones."""

    def __init__(self, path: Path, master_keys: Iterable[MasterKey]) -> None:
        self._path = path
        self._master_keys = {key.id: AESGCM(key.value) for key in master_keys}
        self._newest = next(iter(self._master_keys))

    def read(self, key_ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the keys with these ids; those that were destroyed are missing."""
        wanted = list(key_ids)
        rows: list[tuple[bytes, bytes, bytes]] = []
        with self._reading() as cursor:
            for batch in _batches(wanted):
                marks = ",".join("?" * len(batch))
                rows += cursor.execute(
                    f"SELECT id, master_key_id, wrapped FROM data_key WHERE id IN ({marks})",  # noqa: S608 (marks alone)
                    batch,
                ).fetchall()
        return {key_id: self._unwrap(key_id, master, wrapped) for key_id, master, wrapped in rows}

    def add(self, keys: Mapping[bytes, bytes]) -> None:
        """Store new keys; they are on the disk when this returns."""
        rows = [(key_id, self._newest, self._wrap(key_id, key)) for key_id, key in keys.items()]
        with self._writing() as cursor:
            cursor.executemany(
                "INSERT INTO data_key (id, master_key_id, wrapped) VALUES (?, ?, ?)", rows
            )

    def mark_for_destruction(self, key_ids: Iterable[bytes]) -> None:
        """Note that the rows of these keys are about to be deleted.

        If the process is killed after the rows are gone and before the keys are,
        `marked_for_destruction` still names the keys.
        """
        at = int(now().timestamp())
        with self._writing() as cursor:
            cursor.executemany(
                "UPDATE data_key SET destroy_asked_at = ? WHERE id = ?",
                [(at, key_id) for key_id in key_ids],
            )

    def marked_for_destruction(self, before: datetime) -> list[bytes]:
        """Return the ids of keys that were marked before a time and are still there."""
        with self._reading() as cursor:
            rows = cursor.execute(
                "SELECT id FROM data_key WHERE destroy_asked_at < ?", (before.timestamp(),)
            )
            return [key_id for (key_id,) in rows.fetchall()]

    def keep(self, key_ids: Iterable[bytes]) -> None:
        """Remove the mark: the rows of these keys have not been deleted after all."""
        with self._writing() as cursor:
            cursor.executemany(
                "UPDATE data_key SET destroy_asked_at = NULL WHERE id = ?",
                [(key_id,) for key_id in key_ids],
            )

    def destroy(self, key_ids: Iterable[bytes]) -> None:
        """Destroy keys; whatever was sealed under them can never be opened again."""
        with self._writing() as cursor:
            cursor.executemany(
                "DELETE FROM data_key WHERE id = ?", [(key_id,) for key_id in key_ids]
            )

    def rewrap(self) -> Iterator[int]:
        """Wrap keys by the newest master key, a batch at a time; yield how many were in each.

        Every batch is a transaction: after a kill, calling it again continues.
        """
        while batch := self._rewrap_batch():
            yield batch

    def count_to_rewrap(self) -> int:
        with self._reading() as cursor:
            (number,) = cursor.execute(
                "SELECT count(*) FROM data_key WHERE master_key_id != ?", (self._newest,)
            ).fetchone()
        return int(number)

    def _rewrap_batch(self) -> int:
        with self._writing() as cursor:
            rows = cursor.execute(
                "SELECT id, master_key_id, wrapped FROM data_key WHERE master_key_id != ? LIMIT ?",
                (self._newest, BATCH_SIZE),
            ).fetchall()
            cursor.executemany(
                "UPDATE data_key SET master_key_id = ?, wrapped = ? WHERE id = ?",
                [
                    (self._newest, self._wrap(key_id, self._unwrap(key_id, master, old)), key_id)
                    for key_id, master, old in rows
                ],
            )
        return len(rows)

    def check(self) -> None:
        """Refuse to start with master keys that cannot unwrap what the file holds."""
        if not self._path.exists():
            return
        with self._reading() as cursor:
            masters = cursor.execute("SELECT DISTINCT master_key_id FROM data_key").fetchall()
        if any(master not in self._master_keys for (master,) in masters):
            raise ConfigurationError(
                "The key file does not fit the key store: it lacks a key that wraps data keys."
            )

    def _wrap(self, key_id: bytes, key: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._master_keys[self._newest].encrypt(nonce, key, WRAPPED_FOR + key_id)

    def _unwrap(self, key_id: bytes, master_key_id: bytes, wrapped: bytes) -> bytes:
        nonce, ciphertext = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            master_key = self._master_keys[master_key_id]
            return master_key.decrypt(nonce, ciphertext, WRAPPED_FOR + key_id)
        except (KeyError, InvalidTag, ValueError):
            raise DecryptionError from None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        """Open the file anew: a connection must not be shared by threads or across a fork."""
        if not self._path.exists():
            self._create_file()
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(TABLE)
            yield connection.cursor()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        with self._reading() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def _create_file(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT, mode=0o600))


def _batches(items: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(items), BATCH_SIZE):
        yield items[start : start + BATCH_SIZE]
