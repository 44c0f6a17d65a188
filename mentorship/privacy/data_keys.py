"""The data keys of one session: read in bulk, created before a commit, destroyed after it.

Nothing is saved that was sealed under a key which is not on the disk yet, and no key is destroyed
before the rows that needed it are gone. A process that is killed in between leaves a key that is
unconfirmed or marked for destruction, which `mentorship.services.erased_data` destroys later.
"""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session

from mentorship.errors import DecryptionError
from mentorship.privacy.sealing import KEY_BYTES, combined_key
from mentorship.runtime import KeyStore, current_runtime

SESSION_KEY = "data_keys"


class DataKeys:
    """The data keys that a session has used, and what is to happen to some of them."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._keys: dict[bytes, bytes] = {}
        self._combined: dict[tuple[bytes, ...], AESGCM] = {}
        self._awaited: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._unconfirmed: set[bytes] = set()
        self._to_destroy: set[bytes] = set()

    def await_keys(self, key_ids: Iterable[bytes]) -> None:
        """Note keys that will be needed, so that one statement reads them all."""
        self._awaited.update(key_id for key_id in key_ids if key_id not in self._keys)

    def create(self, key_id: bytes) -> None:
        """Create the key of a new row, unless this session has created it already."""
        if key_id not in self._new:
            self._new[key_id] = self._keys[key_id] = secrets.token_bytes(KEY_BYTES)

    def key(self, key_ids: tuple[bytes, ...]) -> AESGCM:
        """Return the key that needs all of these; raise `DecryptionError` if one is destroyed."""
        if key_ids not in self._combined:
            self._combined[key_ids] = combined_key(self._read(key_ids))
        return self._combined[key_ids]

    def _read(self, key_ids: Sequence[bytes]) -> list[bytes]:
        self.await_keys(key_ids)
        if self._awaited and not self._keys.keys() >= set(key_ids):
            self._keys |= self._store.read(self._awaited)
            self._awaited.clear()
        try:
            return [self._keys[key_id] for key_id in key_ids]
        except KeyError:
            raise DecryptionError from None

    def destroy_after_commit(self, key_id: bytes) -> None:
        self._to_destroy.add(key_id)

    def before_commit(self) -> None:
        if self._new:
            self._store.add(self._new)
            self._unconfirmed |= self._new.keys()
            self._new = {}
        if self._to_destroy:
            self._store.mark_for_destruction(self._to_destroy)

    def after_commit(self) -> None:
        if self._unconfirmed:
            self._store.confirm(self._unconfirmed)
            self._unconfirmed = set()
        if self._to_destroy:
            self._store.destroy(self._to_destroy)
            self._forget(self._to_destroy)
            self._to_destroy = set()

    def after_rollback(self) -> None:
        """Forget what was to happen: rows are as they were."""
        self._forget(self._new.keys() | self._unconfirmed)
        self._new, self._unconfirmed, self._to_destroy = {}, set(), set()

    def _forget(self, key_ids: set[bytes]) -> None:
        for key_id in key_ids:
            self._keys.pop(key_id, None)
        self._combined = {
            ids: key for ids, key in self._combined.items() if key_ids.isdisjoint(ids)
        }


def data_keys(session: Session | scoped_session[Any]) -> DataKeys:
    """Return the data keys of a session, which forgets them when it ends."""
    if SESSION_KEY not in session.info:
        session.info[SESSION_KEY] = DataKeys(current_runtime().key_store)
    keys: DataKeys = session.info[SESSION_KEY]
    return keys


@event.listens_for(Session, "before_commit")
def save_new_keys(session: Session) -> None:
    """Flush, which seals what is new, and have the new keys on the disk before the commit."""
    session.flush()
    if SESSION_KEY in session.info:
        data_keys(session).before_commit()


@event.listens_for(Session, "after_commit")
def destroy_keys(session: Session) -> None:
    if SESSION_KEY in session.info and not session.in_nested_transaction():
        data_keys(session).after_commit()


@event.listens_for(Session, "after_soft_rollback")
def forget_keys(session: Session, previous_transaction: object) -> None:
    if SESSION_KEY in session.info:
        data_keys(session).after_rollback()
