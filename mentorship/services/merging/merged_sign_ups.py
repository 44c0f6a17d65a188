"""Two accounts of one person may have signed up for one event: a merge keeps the better sign-up."""

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Event, EventSignUp, Person, SignUpState
from mentorship.services.events.sign_ups import event_ids_of
from mentorship.services.row_locks import lock_rows


def merge_sign_ups(session: AnySession, kept: Person, other: Person) -> None:
    """Of two sign-ups for an event, keep the one that is going, else the older one.

    What is left to move is one row for each event. Whoever waits moves up afterwards.
    """
    both = {*event_ids_of(session, kept), *event_ids_of(session, other)}
    lock_rows(session, Event, both)
    own = {row.event_id: row for row in _rows_of(session, kept)}
    for row in _rows_of(session, other):
        twin = own.get(row.event_id)
        if twin is not None:
            session.delete(max(row, twin, key=_order))
    session.flush()


def _rows_of(session: AnySession, person: Person) -> list[EventSignUp]:
    rows = select(EventSignUp).where(EventSignUp.person_id == person.id)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def _order(row: EventSignUp) -> tuple[bool, int]:
    return row.state is not SignUpState.GOING, row.id
