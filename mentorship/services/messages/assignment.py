"""Who answers a thread: nobody's thread stays without a coordinator who may read it."""

from flask_babel import gettext as _
from sqlalchemy import and_, func, not_, or_, select, update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, Person, Thread
from mentorship.services.accounts import staff
from mentorship.services.audit import record
from mentorship.services.messages.readers import is_readable_by, readers_of


def assign(session: AnySession, actor: Person, thread: Thread, coordinator: Person) -> None:
    """Give a thread to a coordinator; refused if somebody else has done so meanwhile."""
    if coordinator not in readers_of(session, thread):
        raise UserFacingError(_("Choose a coordinator who can read this."))
    if coordinator.id == thread.assigned_to:
        return
    if not _reassign(session, thread, coordinator):
        raise UserFacingError(_("Somebody else has just assigned this. Please look again."))
    record(session, actor, "assign", thread)


def assign_several(
    session: AnySession, actor: Person, threads: list[Thread], coordinator: Person
) -> int:
    """Give a coordinator those of several threads that they may read; return how many."""
    readable = [item for item in threads if coordinator in readers_of(session, item)]
    for thread in sorted(readable, key=lambda item: item.id):  # so that no two wait for each other
        assign(session, actor, thread, coordinator)
    return len(readable)


def assign_automatically(session: AnySession, thread: Thread) -> None:
    """Give a thread to a coordinator unless one who may read it has it."""
    readers = readers_of(session, thread)
    if thread.assigned_to not in {reader.id for reader in readers} and readers:
        _reassign(session, thread, _likeliest(session, thread, readers))


def take_if_unassigned(session: AnySession, thread: Thread, writer: Person | None) -> None:
    """Give a thread that nobody has to the coordinator who writes in it."""
    if writer is not None and thread.assigned_to is None and writer in readers_of(session, thread):
        _reassign(session, thread, writer)


def assign_all(session: AnySession) -> None:
    """Assign the threads that are not done of whoever may not, or cannot, answer any more."""
    coordinators = staff.coordinators(session)
    hidden = [
        and_(Thread.assigned_to == item.id, not_(is_readable_by(item))) for item in coordinators
    ]
    nobody = or_(
        Thread.assigned_to.is_(None), Thread.assigned_to.not_in([item.id for item in coordinators])
    )
    lost = select(Thread).where(Thread.done_at.is_(None), or_(nobody, *hidden))
    for thread in session.scalars(lost.order_by(Thread.id)):
        assign_automatically(session, thread)


def _likeliest(session: AnySession, thread: Thread, readers: list[Person]) -> Person:
    """Return who looks after the person, else whoever has the fewest threads that are not done."""
    by_id = {reader.id: reader for reader in readers}
    for coordinator_id in _looking_after(session, thread):
        if coordinator_id in by_id:
            return by_id[coordinator_id]
    count = func.count(Thread.id)
    counted = select(Thread.assigned_to, count).where(
        Thread.assigned_to.in_(by_id), Thread.done_at.is_(None)
    )
    counts = dict(session.execute(counted.group_by(Thread.assigned_to)).tuples().all())
    return min(readers, key=lambda reader: (counts.get(reader.id, 0), reader.id))


def _looking_after(session: AnySession, thread: Thread) -> list[int | None]:
    """Return the coordinators of the match that a concern is about, and of the person."""
    pair = None if thread.concern is None else thread.concern.pair
    newest_first = (
        select(Application.coordinator_id)
        .where(Application.person_id == thread.person_id)
        .order_by(Application.id.desc())
    )
    return [pair.coordinator_id if pair is not None else None, *session.scalars(newest_first)]


def _reassign(session: AnySession, thread: Thread, coordinator: Person) -> bool:
    """Change who has a thread, unless that has changed meanwhile; return whether it has worked."""
    as_expected = Thread.assigned_to.is_not_distinct_from(thread.assigned_to)
    changed = update(Thread).where(Thread.id == thread.id, as_expected)
    changed_id = session.scalar(changed.values(assigned_to=coordinator.id).returning(Thread.id))
    session.refresh(thread)
    return changed_id is not None
