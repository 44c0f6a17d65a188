"""The version of an event tells apart whatever a coordinator can change."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from mentorship.models import Event, EventKind
from mentorship.services.entry_versions import version_of
from mentorship.services.events.event_entries import EventEntry, PlaceEntry, entry_of

STARTS = datetime(2026, 12, 5, 2, tzinfo=UTC)
ENTRY = EventEntry(
    kind=EventKind.FORUM,
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    area="koreatown",
    languages=("es",),
    titles={"en": "One table"},
    descriptions={},
)
CHANGES = {
    "kind": EventKind.RALLY,
    "starts_at": STARTS - timedelta(hours=1),
    "ends_at": STARTS + timedelta(hours=3),
    "area": "elsewhere",
    "languages": ("es", "ko"),
    "titles": {"en": "Two tables"},
    "descriptions": {"en": "Bring a story."},
    "has_interpreter": True,
    "capacity": 12,
    "is_public": False,
    "place": PlaceEntry(what_to_bring="A cup"),
}


def test_every_change_makes_another_version() -> None:
    assert set(CHANGES) == {item.name for item in fields(ENTRY)}
    versions = {version_of(replace(ENTRY, **{name: value})) for name, value in CHANGES.items()}  # type: ignore[arg-type]
    assert len(versions - {version_of(ENTRY)}) == len(CHANGES)
    assert version_of(replace(ENTRY, titles={"en": "One table"})) == version_of(ENTRY)


def test_an_event_without_a_place_is_read_as_one_that_says_nothing_of_it() -> None:
    names = [item.name for item in fields(ENTRY) if item.name != "place"]
    stored = {name: getattr(ENTRY, name) for name in names} | {"languages": ["es"]}
    event = Event(**stored)
    assert entry_of(event) == ENTRY
    with pytest.raises(AttributeError):
        ENTRY.area = "elsewhere"  # type: ignore[misc]
