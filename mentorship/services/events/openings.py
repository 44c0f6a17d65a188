"""How many go to an event and wait, and what everybody may know of that."""

import enum
from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, select

from mentorship.after_commit import AnySession
from mentorship.models import Event, EventSignUp, SignUpState

FEW_SPOTS = 5
"""How many open spots are "a few": more would tell how many come."""


class Openings(enum.StrEnum):
    """What everybody may know of how many come."""

    OPEN = "open"
    FEW = "few"
    FULL = "full"


def counts(session: AnySession, events: Collection[Event]) -> dict[int, Counter[SignUpState]]:
    """Return how many go and how many wait, by the id of the event."""
    found: dict[int, Counter[SignUpState]] = {event.id: Counter() for event in events}
    grouped = select(EventSignUp.event_id, EventSignUp.state, func.count())
    of_events = grouped.where(EventSignUp.event_id.in_(found))
    rows: Sequence[Row[tuple[int, SignUpState, int]]] = session.execute(
        of_events.group_by(EventSignUp.event_id, EventSignUp.state)
    ).all()
    for event_id, state, number in rows:
        found[event_id][state] = number
    return found


def openings(session: AnySession, events: Collection[Event]) -> dict[int, Openings]:
    """Return whether there are open spots, by the id of the event."""
    counted = counts(session, events)
    return {event.id: _openings(event, counted[event.id]) for event in events}


def _openings(event: Event, counted: Counter[SignUpState]) -> Openings:
    if event.capacity is None:
        return Openings.OPEN
    spots = event.capacity - counted[SignUpState.GOING]
    if spots <= 0 or counted[SignUpState.WAITING]:
        return Openings.FULL
    return Openings.FEW if spots <= FEW_SPOTS else Openings.OPEN
