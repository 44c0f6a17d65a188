"""Make sure that nothing remains of what was erased, even if a process was killed meanwhile."""

from datetime import timedelta

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.privacy.sealed_rows import KeyOwner
from mentorship.runtime import current_runtime

# A request that marked keys for destruction has ended by then, one way or another.
UNFINISHED_AFTER = timedelta(minutes=10)


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
