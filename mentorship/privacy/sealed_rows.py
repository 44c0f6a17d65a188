"""Rows whose description of a person is one sealed document.

A model lists the fields of its document::

    class Meeting(SealedRow, Base):
        mode = SealedField[str]("")

Fields are read and set like columns. The document is opened when a field is first read, and sealed
again when the row is written. No query can search in it: an address is found by its blind index.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, Self, TypeVar, overload

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, event, func, or_, select
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    QueryContext,
    Session,
    mapped_column,
    object_session,
    scoped_session,
)

from mentorship.errors import DecryptionError
from mentorship.privacy.data_keys import data_keys
from mentorship.privacy.sealing import (
    KEY_ID_BYTES,
    key_ids_of,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
)

Value = TypeVar("Value")
KeyOwnerType = TypeVar("KeyOwnerType", bound="KeyOwner")
TOKEN_BYTES = 16
MAX_KEYS = 8
"""How many keys a document is sealed under at most: of the people whom it describes."""
NOT_YET_SEALED = b""


class SealedField(Generic[Value]):
    """A field of a row's sealed document, with the value of rows that do not have it."""

    def __init__(self, default: Value) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: "SealedRow", owner: type) -> Value: ...
    def __get__(self, row: "SealedRow | None", owner: type) -> Self | Value:
        if row is None:
            return self
        value: Value = row.read_document().get(self._name, self._default)
        return value

    def __set__(self, row: "SealedRow", value: Value) -> None:
        row.change_document({self._name: value})


class SealedRow:
    """The columns of a row with a sealed document, which its ``row_token`` binds to the row.

    ``key_ids`` are the data keys to seal a new row under: those of everybody whom it is about.
    """

    __tablename__: str
    row_token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    _document: dict[str, Any] | None = None
    _opened_from: bytes | None = None
    _key_ids: tuple[bytes, ...] = ()

    def __init__(self, *, key_ids: Iterable[bytes] = (), **values: Any) -> None:
        self.row_token = secrets.token_bytes(TOKEN_BYTES)
        self.sealed, self._document = NOT_YET_SEALED, {}
        self._key_ids = tuple(key_ids)
        super().__init__(**values)

    def read_document(self) -> dict[str, Any]:
        if self.sealed and self._opened_from is not self.sealed:
            self._key_ids = self.key_ids_in_use()
            key = data_keys(self.session()).key(self._key_ids)
            self._document = unseal(self.sealed, key, self.place())
            self._opened_from = self.sealed
        return self._document or {}

    def can_be_read(self) -> bool:
        """Return whether the document opens: a key may be missing, or the row be damaged."""
        try:
            self.read_document()
        except DecryptionError:
            return False
        return True

    def sealed_digest(self) -> str:
        """Return a digest of what is stored, which is another one whenever the document changes."""
        return hashlib.sha256(self.sealed).hexdigest()

    def key_ids_in_use(self) -> tuple[bytes, ...]:
        """Return the ids of the keys that the stored document is sealed under."""
        return key_ids_of(self.sealed)

    def change_document(self, values: dict[str, Any]) -> None:
        self._document = {**self.read_document(), **values}
        self.sealed = NOT_YET_SEALED

    def seal_document(self) -> None:
        if not self._key_ids:
            raise DecryptionError
        key = data_keys(self.session()).key(self._key_ids)
        self.sealed = seal(self._document, self._key_ids, key, self.place())
        self._opened_from = self.sealed

    def replace_key(self, old: bytes, new: bytes) -> None:
        """Seal the document under another key in place of one of its own, at the next flush."""
        self.read_document()
        self._key_ids = tuple(dict.fromkeys(new if id_ == old else id_ for id_ in self._key_ids))
        self.change_document({})

    def seal_bytes(self, data: bytes, column: str) -> bytes:
        """Return bytes for a column of this row, sealed under the keys of its document."""
        self.read_document()
        key = data_keys(self.session()).key(self._key_ids)
        return seal_bytes(data, self._key_ids, key, self.place_in(column))

    def unseal_bytes(self, sealed: bytes, column: str) -> bytes:
        """Return the bytes that a column of this row holds sealed."""
        key = data_keys(self.session()).key(key_ids_of(sealed))
        return unseal_bytes(sealed, key, self.place_in(column))

    def place_in(self, column: str) -> bytes:
        """Return what binds the bytes of a column to this row and this column."""
        return self.place() + b" " + column.encode()

    def place(self) -> bytes:
        """Return what binds the document to this row: its table and its token."""
        return place_of(type(self), self.row_token)

    def session(self) -> Session:
        session = object_session(self)
        if session is None:
            raise DecryptionError
        return session


def place_of(model: type[SealedRow], row_token: bytes) -> bytes:
    return model.__tablename__.encode() + b" " + row_token


def open_documents(
    session: Session | scoped_session[Any],
    model: type[SealedRow],
    rows: Sequence[tuple[bytes, bytes]],
) -> Iterator[dict[str, Any] | None]:
    """Yield the documents of rows, given as row token and sealed document; None if one is damaged.

    For many rows of which few are shown: making objects of them takes five times as long.
    """
    keys = data_keys(session)
    for _token, sealed in rows:
        with suppress(DecryptionError):
            keys.await_keys(key_ids_of(sealed))
    for token, sealed in rows:
        try:
            yield unseal(sealed, keys.key(key_ids_of(sealed)), place_of(model, token))
        except DecryptionError:
            yield None


class KeyOwner(SealedRow):
    """A row with a data key of its own, which is destroyed when the row is deleted."""

    key_id: Mapped[bytes] = mapped_column(LargeBinary(KEY_ID_BYTES), unique=True)

    def __init__(self, **values: Any) -> None:
        self.key_id = secrets.token_bytes(KEY_ID_BYTES)
        super().__init__(key_ids=(self.key_id,), **values)

    def key_ids_in_use(self) -> tuple[bytes, ...]:
        """Refuse a row whose key id was exchanged: deleting it would destroy another's key."""
        key_ids = super().key_ids_in_use()
        if key_ids != (self.key_id,):
            raise DecryptionError
        return key_ids


@event.listens_for(KeyOwner, "before_insert", propagate=True)
def create_key(mapper: Mapper[Any], connection: Connection, row: KeyOwner) -> None:
    data_keys(row.session()).create(row.key_id)


@event.listens_for(SealedRow, "before_insert", propagate=True)
@event.listens_for(SealedRow, "before_update", propagate=True)
def seal_changes(mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    if row.sealed == NOT_YET_SEALED:
        row.seal_document()


@event.listens_for(SealedRow, "load", propagate=True)
def await_keys(row: SealedRow, context: QueryContext) -> None:
    """Note which keys the loaded rows need, so that the first to be read fetches them all.

    A damaged row names no keys. It fails when it is read, not the list that it is in.
    """
    with suppress(DecryptionError):
        data_keys(context.session).await_keys(key_ids_of(row.sealed))


def sealed_under(session: Session | scoped_session[Any], key_id: bytes) -> list[SealedRow]:
    """Return every row whose document is sealed under a key that is another row's own.

    The header of a document names its keys, so no table and no relation is forgotten.
    """
    session.flush()
    return [
        row
        for model in _models_with_keys_of_others()
        for row in session.scalars(select(model).where(_is_sealed_under(model, key_id)))
    ]


def _models_with_keys_of_others() -> list[type[SealedRow]]:
    return [model for model in SealedRow.__subclasses__() if model is not KeyOwner]


def _is_sealed_under(model: type[SealedRow], key_id: bytes) -> ColumnElement[bool]:
    places = range(3, 3 + MAX_KEYS * KEY_ID_BYTES, KEY_ID_BYTES)  # counted from 1
    parts = (func.substr(model.sealed, at, KEY_ID_BYTES, type_=LargeBinary) for at in places)
    return or_(*(part == key_id for part in parts))


def delete_with_keys(
    session: Session | scoped_session[Any], rows: Select[tuple[KeyOwnerType]]
) -> None:
    """Delete rows with their data keys, which a DELETE statement would leave behind."""
    for row in session.scalars(rows):
        session.delete(row)
    session.flush()


@event.listens_for(KeyOwner, "before_delete", propagate=True)
def destroy_key(mapper: Mapper[Any], connection: Connection, row: KeyOwner) -> None:
    for key_id in key_ids_of(row.sealed):
        data_keys(row.session()).destroy_after_commit(key_id)
