"""Lock an event, so that sign-ups for it and changes of it happen one after another.

Whoever also locks people locks them first: that order is the same everywhere.
"""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import false, select, update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Event


def lock_event(session: AnySession, event: Event) -> None:
    """Lock an event until the transaction ends, and read it as earlier changes left it."""
    if not lock_events(session, [event.id]):
        raise UserFacingError(_("This event is not there any more."))


def lock_events(session: AnySession, event_ids: Collection[int]) -> list[Event]:
    """Lock events in ascending order of id; return those that still exist."""
    session.flush()
    # SQLite has no row locks: its transaction must begin as a writer, before the first read.
    session.execute(update(Event.__table__).where(false()).values(id=Event.id))  # type: ignore[arg-type]
    rows = select(Event).where(Event.id.in_(event_ids)).order_by(Event.id)
    locked = rows.with_for_update(of=Event, key_share=True)
    return list(session.scalars(locked.execution_options(populate_existing=True)))
