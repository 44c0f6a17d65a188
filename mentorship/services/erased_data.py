"""Make sure that nothing remains of what was erased, even if a process was killed meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Person
from mentorship.privacy.sealed_rows import KeyOwner
from mentorship.runtime import current_runtime
from mentorship.services import personal_data

# A request that added keys, or marked some for destruction, has ended by then, one way or another.
UNFINISHED_AFTER = timedelta(hours=1)


def finish_destruction(session: AnySession) -> None:
    """Destroy the keys whose rows do not exist, which a killed process left behind."""
    store, before = current_runtime().key_store, now() - UNFINISHED_AFTER
    unfinished = set(store.unfinished(before))
    if unfinished:
        in_use = _keys_in_use(session) & unfinished
        store.keep(in_use, before)
        store.destroy(unfinished - in_use)


def restored_rows(session: AnySession) -> Iterator[KeyOwner]:
    """Yield the rows whose key is destroyed: they came back with an older database."""
    destroyed = current_runtime().key_store.destroyed(_keys_in_use(session))
    for model in KeyOwner.__subclasses__():
        yield from session.scalars(select(model).where(model.key_id.in_(destroyed)))


def erase_restored(session: AnySession) -> int:
    """Erase again who was erased since a restored database was backed up; return how many rows."""
    rows = list(restored_rows(session))
    # Whatever belongs to nobody else goes first: a person takes their uploads with them.
    for row in (row for row in rows if not isinstance(row, Person)):
        session.delete(row)
    session.flush()
    for person in (row for row in rows if isinstance(row, Person)):
        personal_data.erase(session, person)
    return len(rows)


def _keys_in_use(session: AnySession) -> set[bytes]:
    return {
        key_id
        for model in KeyOwner.__subclasses__()
        for key_id in session.scalars(select(model.key_id))
    }
