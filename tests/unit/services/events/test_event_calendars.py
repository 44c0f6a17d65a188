"""Events as calendar files: the area for everybody, the exact place for who may read it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from mentorship.models import Event, EventKind, EventPlace
from mentorship.services.events.event_calendars import event_file, feed

pytestmark = pytest.mark.usefixtures("runtime")

STARTS = datetime(2026, 12, 5, 2, tzinfo=UTC)  # six in the evening of the fourth


@pytest.fixture
def event() -> Event:
    return Event(
        id=7,
        kind=EventKind.FORUM,
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        area="koreatown",
        titles={"en": "One table"},
        descriptions={"en": "Bring a story."},
    )


def entries(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_an_event_is_told_in_the_time_zone_of_the_programme_with_its_area(event: Event) -> None:
    (entry,) = entries(event_file(event, None))
    assert str(entry["DTSTART"].dt) == "2026-12-04 18:00:00-08:00"
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("One table", "Koreatown")
    assert "CLASS" not in entry


def test_who_may_read_the_exact_place_gets_a_private_entry_with_it(event: Event) -> None:
    (entry,) = entries(event_file(event, EventPlace(location="The hall")))
    assert (entry["LOCATION"], entry["CLASS"]) == ("The hall", "PRIVATE")


def test_the_feed_and_the_file_have_one_uid_which_names_nobody(event: Event) -> None:
    (alone,) = entries(event_file(event, None))
    (in_feed,) = entries(feed([event]))
    assert alone["UID"] == in_feed["UID"]
    assert set(str(alone["UID"])) <= set("0123456789abcdef")


def test_a_cancelled_event_says_so(event: Event) -> None:
    event.cancelled_at = STARTS
    (entry,) = entries(feed([event]))
    assert entry["STATUS"] == "CANCELLED"
