"""What a coordinator enters about an event, and an event as it was entered."""

from dataclasses import dataclass, field
from datetime import datetime

from mentorship.models import Event, EventKind, EventPlace

MAX_TITLE_LENGTH = 120
MAX_DESCRIPTION_LENGTH = 3000
MAX_PLACE_LENGTH = 500
"""Characters of the exact place, of how to get there, and of what to bring."""
MAX_CAPACITY = 10_000


@dataclass(frozen=True)
class PlaceEntry:
    """What only those who are going read."""

    location: str = field(default="", repr=False)
    directions: str = field(default="", repr=False)
    what_to_bring: str = field(default="", repr=False)


@dataclass(frozen=True)
class EventEntry:
    """What a coordinator enters about an event."""

    kind: EventKind
    starts_at: datetime
    ends_at: datetime
    area: str
    languages: tuple[str, ...]
    titles: dict[str, str]
    descriptions: dict[str, str]
    has_interpreter: bool = False
    capacity: int | None = None
    is_public: bool = True
    place: PlaceEntry = PlaceEntry()


def entry_of(event: Event) -> EventEntry:
    return EventEntry(
        kind=event.kind,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        area=event.area,
        languages=tuple(event.languages),
        titles=dict(event.titles),
        descriptions=dict(event.descriptions),
        has_interpreter=event.has_interpreter,
        capacity=event.capacity,
        is_public=event.is_public,
        place=place_entry(event.place),
    )


def place_entry(place: EventPlace | None) -> PlaceEntry:
    """Return what a place says; nothing if it cannot be read any more."""
    if place is None or not place.can_be_read():
        return PlaceEntry()
    return PlaceEntry(place.location, place.directions, place.what_to_bring)
