"""What is stored about somebody's events, for the copy of their data."""

from typing import Any

from mentorship.after_commit import AnySession
from mentorship.models import Person
from mentorship.services.events.sign_ups import sign_ups_of


def event_data(session: AnySession, person: Person) -> list[dict[str, Any]]:
    """Return what somebody has signed up for, as plain data."""
    return [
        {
            "titles": dict(item.event_place.event.titles),
            "at": item.event_place.event.starts_at,
            "alias": item.alias,
            "state": item.state.value,
            "signed_up": item.created_at,
        }
        for item in sign_ups_of(session, person)
        if item.can_be_read()
    ]
