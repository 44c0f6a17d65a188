"""Make sure that nothing remains of what was erased, even if a process was killed meanwhile."""

from datetime import timedelta

from sqlalchemy import delete, select

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.clock import now
from mentorship.models import Person
from mentorship.privacy.sealed_rows import KeyOwner
from mentorship.runtime import current_runtime

# A request that marked keys for destruction has ended by then, one way or another.
UNFINISHED_AFTER = timedelta(minutes=10)


def delete_unreadable_people(session: AnySession) -> int:
    """Delete people whose key is destroyed, with all that is about them; return how many.

    They are in a database that was restored from a backup which is older than their erasure.
    """
    store = current_runtime().key_store
    key_ids = set(session.scalars(select(Person.key_id)))
    erased = key_ids - store.read(key_ids).keys()
    session.execute(delete(Person).where(Person.key_id.in_(erased)))
    erase_after_commit(session)
    return len(erased)


def finish_destruction(session: AnySession) -> None:
    """Destroy the keys whose rows are gone, which a killed process could not destroy any more."""
    store = current_runtime().key_store
    marked = set(store.marked_for_destruction(before=now() - UNFINISHED_AFTER))
    if not marked:
        return
    in_use = {
        key_id
        for model in KeyOwner.__subclasses__()
        for key_id in session.scalars(select(model.key_id).where(model.key_id.in_(marked)))
    }
    store.keep(in_use)
    store.destroy(marked - in_use)
