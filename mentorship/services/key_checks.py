"""Check at the start that key file, key store and database belong together."""

import sqlite3

from sqlalchemy import inspect, select
from sqlalchemy.orm import load_only

from mentorship.after_commit import AnySession
from mentorship.errors import ConfigurationError, DecryptionError
from mentorship.models import KeyFingerprint, Person, sign_in_indexes
from mentorship.runtime import current_runtime

KEY_STORE = "key_store"


def check_keys(session: AnySession) -> None:
    """Refuse to start with keys of another database.

    With another index key everybody would be stored a second time, with another password salt
    nobody could sign in, and without their data keys nobody could be read.
    """
    if not inspect(session.get_bind()).has_table(KeyFingerprint.__tablename__):
        return  # the database is about to be migrated
    store = current_runtime().key_store
    try:
        fingerprints = {**current_runtime().key_fingerprints, KEY_STORE: store.identity()}
        store.check()
    except sqlite3.OperationalError:
        raise ConfigurationError(
            "The key store cannot be opened: see MENTORSHIP_KEY_STORE."
        ) from None
    for row in session.scalars(select(KeyFingerprint)):
        if fingerprints[row.name] != row.fingerprint:
            raise ConfigurationError(
                f"The {row.name} is not the one that this database was made with."
            )
    # Few columns: others may be missing until a migration adds them.
    needed = load_only(Person.sealed, Person.row_token, Person.sign_in_index)
    people = session.scalars(select(Person).options(needed)).all()
    # In a restored database some may have been erased since; the others are read.
    if people and not any(map(_is_readable, people)):
        raise ConfigurationError(
            "The key file or the key store does not fit this database: "
            "what it holds cannot be read with them."
        )


def _is_readable(person: Person) -> bool:
    try:
        return person.sign_in_index in sign_in_indexes(person.sign_in_name)
    except DecryptionError:
        return False
