"""Close an event: who had signed up and where exactly it was are erased, a count remains."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import or_, select

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Event, Person, SignUpState
from mentorship.services.audit import record
from mentorship.services.events.openings import counts
from mentorship.services.reports.suppression import MIN_COUNT
from mentorship.services.row_locks import lock_row, lock_rows

KEPT_AFTER_END = timedelta(days=7)
"""How long sign-ups are kept after an event, so that pairs can log it as a meeting."""
KEPT_AFTER_CANCELLATION = timedelta(days=1)
"""How long sign-ups are kept for an event that is cancelled: by then people have been told."""
DRAFTS_KEPT_AFTER_END = timedelta(days=30)
"""How long a draft, with the exact place, is kept after the end that it was planned for."""


def can_be_closed(event: Event) -> bool:
    """Return whether an event has begun or does not take place, and is not closed yet."""
    if event.published_at is None or event.closed_at is not None:
        return False
    return event.cancelled_at is not None or event.starts_at <= now()


def close(session: AnySession, actor: Person | None, event: Event) -> None:
    """Close an event, for a coordinator or by itself; a second tap changes nothing.

    Deleting the place destroys its key, under which every alias is sealed too: neither can be read
    in a backup any more. Which ids had signed up is gone here, but still in older backups. How many
    were going is kept as a report would show it, rounded down.
    """
    lock_row(session, event)
    if event.closed_at is not None:
        return
    if not can_be_closed(event):
        raise UserFacingError(_("This event has not begun yet. You can cancel it."))
    going = counts(session, [event])[event.id][SignUpState.GOING]
    event.going_at_least = going - going % MIN_COUNT
    event.closed_at = now()
    event.place = None
    record(session, actor, "close event", event)
    erase_after_commit(session)


def close_old(session: AnySession) -> None:
    """Close what ended some days ago, and what was cancelled a day ago."""
    is_old = or_(
        Event.ends_at < now() - KEPT_AFTER_END,
        Event.cancelled_at < now() - KEPT_AFTER_CANCELLATION,
    )
    is_open = Event.published_at.is_not(None), Event.closed_at.is_(None)
    ids = session.scalars(select(Event.id).where(is_old, *is_open)).all()
    for event in lock_rows(session, Event, ids) if ids else ():
        close(session, None, event)


def delete_old_drafts(session: AnySession) -> None:
    """Delete drafts, with their exact place, that nobody has published long after their end."""
    is_old = Event.ends_at < now() - DRAFTS_KEPT_AFTER_END, Event.published_at.is_(None)
    ids = session.scalars(select(Event.id).where(*is_old)).all()
    for event in lock_rows(session, Event, ids) if ids else ():
        if event.published_at is None and event.ends_at < now() - DRAFTS_KEPT_AFTER_END:
            record(session, None, "delete event", event)
            session.delete(event)
            erase_after_commit(session)
