"""The key store: everybody's data key, wrapped by a master key, in a SQLite file of its own.

It is apart from the database so that destroying a key destroys it everywhere: the database, its
write-ahead log, replicas and backups keep ciphertext that nobody can open any more. Hence a few
rules. The file is never part of the database's backup; its own backups are kept for days, not
years. It has no write-ahead log of its own, and deleted keys are overwritten with zeros.

A key is *unconfirmed* until the row that needs it is saved. The ids of destroyed keys are kept, so
that a restored database shows who was erased since, as opposed to a key that is merely missing.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentorship.clock import now
from mentorship.errors import ConfigurationError, DecryptionError
from mentorship.privacy.keys import MasterKey
from mentorship.privacy.sealing import NONCE_BYTES

BATCH_SIZE = 500
IDENTITY_BYTES = 32
WRAPPED_FOR = b"data key "
PRAGMAS: tuple[str, ...] = (
    "busy_timeout = 30000",
    "journal_mode = TRUNCATE",
    "secure_delete = ON",
    "synchronous = FULL",
)
TABLES = """
    CREATE TABLE IF NOT EXISTS data_key (
        id BLOB PRIMARY KEY,
        master_key_id BLOB NOT NULL,
        wrapped BLOB NOT NULL,
        unconfirmed_since INTEGER,
        destroy_asked_at INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS destroyed_key (id BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS identity (value BLOB NOT NULL);
"""


class KeyStore:
    """The data keys of one installation; the first of its master keys wraps new ones.

    Every method raises `sqlite3.OperationalError` if the file cannot be used.
    """

    def __init__(self, path: Path, master_keys: Iterable[MasterKey]) -> None:
        self._path = path
        self._master_keys = {key.id: AESGCM(key.value) for key in master_keys}
        self._newest = next(iter(self._master_keys))

    def create(self) -> None:
        """Make the file unless it is there; only the operator's commands do.

        If the service made a new one whenever the file is away, for example on a disk that is not
        mounted, new people would be in one file and all others in another.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT, mode=0o600))
        with self._connection() as cursor:
            cursor.executescript(TABLES)
        with self._writing() as cursor:
            if not cursor.execute("SELECT value FROM identity").fetchall():
                identity = secrets.token_bytes(IDENTITY_BYTES)
                cursor.execute("INSERT INTO identity VALUES (?)", (identity,))

    def identity(self) -> bytes:
        """Return what tells this store, and its copies, from another one."""
        with self._connection() as cursor:
            (identity,) = cursor.execute("SELECT value FROM identity").fetchone()
        return bytes(identity)

    def read(self, key_ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the keys with these ids; those that were destroyed or are damaged are missing."""
        keys = {}
        for key_id, master, wrapped in self._select(
            "id, master_key_id, wrapped", "data_key", key_ids
        ):
            with suppress(DecryptionError):
                keys[key_id] = self._unwrap(key_id, master, wrapped)
        return keys

    def destroyed(self, key_ids: Iterable[bytes]) -> set[bytes]:
        """Return those of the ids whose keys were destroyed."""
        return {key_id for (key_id,) in self._select("id", "destroyed_key", key_ids)}

    def add(self, keys: Mapping[bytes, bytes]) -> None:
        """Store new keys; they are on the disk when this returns."""
        at = int(now().timestamp())
        rows = [(key_id, self._newest, self._wrap(key_id, key), at) for key_id, key in keys.items()]
        with self._writing() as cursor:
            cursor.executemany(
                "INSERT INTO data_key (id, master_key_id, wrapped, unconfirmed_since)"
                " VALUES (?, ?, ?, ?)",
                rows,
            )

    def confirm(self, key_ids: Iterable[bytes]) -> None:
        """Note that the rows which need these keys are saved."""
        with self._writing() as cursor:
            cursor.executemany(
                "UPDATE data_key SET unconfirmed_since = NULL WHERE id = ?", _each(key_ids)
            )

    def mark_for_destruction(self, key_ids: Iterable[bytes]) -> None:
        """Note that the rows of these keys are about to be deleted."""
        at = int(now().timestamp())
        with self._writing() as cursor:
            cursor.executemany(
                "UPDATE data_key SET destroy_asked_at = ? WHERE id = ?",
                [(at, key_id) for key_id in key_ids],
            )

    def unfinished(self, before: datetime) -> list[bytes]:
        """Return the ids of keys that were added or marked before a time, and then left so.

        Their process was killed, or its transaction was undone: whether their rows exist tells
        what is to become of them.
        """
        at = before.timestamp()
        with self._connection() as cursor:
            rows = cursor.execute(
                "SELECT id FROM data_key WHERE unconfirmed_since < ? OR destroy_asked_at < ?",
                (at, at),
            )
            return [key_id for (key_id,) in rows.fetchall()]

    def keep(self, key_ids: Iterable[bytes], marked_before: datetime) -> None:
        """Remove old marks: the rows of these keys exist. A mark set meanwhile stays."""
        at = marked_before.timestamp()
        with self._writing() as cursor:
            cursor.executemany(
                "UPDATE data_key SET unconfirmed_since = NULL, destroy_asked_at = NULL"
                " WHERE id = ? AND coalesce(destroy_asked_at, 0) < ?",
                [(key_id, at) for key_id in key_ids],
            )

    def destroy(self, key_ids: Iterable[bytes]) -> None:
        """Destroy keys; whatever was sealed under them can never be opened again."""
        ids = _each(key_ids)
        with self._writing() as cursor:
            cursor.executemany("INSERT OR IGNORE INTO destroyed_key VALUES (?)", ids)
            cursor.executemany("DELETE FROM data_key WHERE id = ?", ids)

    def rewrap(self) -> Iterator[int]:
        """Wrap keys by the newest master key, a batch at a time; yield how many were in each.

        Every batch is a transaction: after a kill, calling it again continues.
        """
        while batch := self._rewrap_batch():
            yield batch

    def count_to_rewrap(self) -> int:
        with self._connection() as cursor:
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
        with self._connection() as cursor:
            masters = cursor.execute("SELECT DISTINCT master_key_id FROM data_key").fetchall()
        if any(master not in self._master_keys for (master,) in masters):
            raise ConfigurationError(
                "The key file does not fit the key store: it lacks a key that wraps data keys."
            )

    def _select(
        self, columns: str, table: str, key_ids: Iterable[bytes]
    ) -> list[tuple[bytes, ...]]:
        rows: list[tuple[bytes, ...]] = []
        with self._connection() as cursor:
            for batch in _batches(list(key_ids)):
                marks = ",".join("?" * len(batch))
                statement = f"SELECT {columns} FROM {table} WHERE id IN ({marks})"  # noqa: S608
                rows += cursor.execute(statement, batch).fetchall()
        return rows

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
    def _connection(self) -> Iterator[sqlite3.Cursor]:
        """Open the file anew: a connection must not be shared by threads or across a fork."""
        uri = f"{self._path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            try:
                for pragma in PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                yield connection.cursor()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:  # the file is damaged, or is no database
                raise sqlite3.OperationalError("the key store cannot be read") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        with self._connection() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")


def _each(key_ids: Iterable[bytes]) -> list[tuple[bytes]]:
    return [(key_id,) for key_id in key_ids]


def _batches(items: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(items), BATCH_SIZE):
        yield items[start : start + BATCH_SIZE]
