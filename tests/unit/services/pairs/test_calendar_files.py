"""The calendar file of a meeting: when it is, and nothing that tells who meets."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from mentorship.clock import now
from mentorship.models import Application, Pair, Person, Profile
from mentorship.services.pairs.calendar_files import calendar_file
from mentorship.services.pairs.common_times import SuggestedTime

pytestmark = pytest.mark.usefixtures("app")

MEI, ANA = Person(id=71, sealed_sign_in_name="mei@example.org"), Person(id=72)
SATURDAY = SuggestedTime(date(2026, 11, 28), "morning")
FALL_BACK = SuggestedTime(date(2026, 11, 1), "morning")
SPRING_FORWARD = SuggestedTime(date(2027, 3, 14), "evening")
NEW_YEAR = SuggestedTime(date(2026, 12, 31), "evening")


@pytest.fixture
def pair() -> Pair:
    answers = {"name": "Mei", "other_area": "Pico-Union", "area": "koreatown"}
    mentee, mentor = (
        Application(person=person, person_id=person.id, profile=Profile(stored_answers=answers))
        for person in (MEI, ANA)
    )
    return Pair(id=73, mentee=mentee, mentor=mentor, created_at=now())


def event_in(file: bytes) -> Any:
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


@pytest.mark.parametrize("suggested", [SATURDAY, FALL_BACK, SPRING_FORWARD, NEW_YEAR])
def test_the_event_begins_and_ends_in_the_time_zone_of_the_programme(
    pair: Pair, suggested: SuggestedTime
) -> None:
    event = event_in(calendar_file(MEI, pair, suggested, 45))
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "America/Los_Angeles"
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    assert starts.astimezone(UTC) == suggested.starts_at.astimezone(UTC)
    assert ends.astimezone(UTC) - starts.astimezone(UTC) == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("suggested", "offset"), [(FALL_BACK, -8), (SPRING_FORWARD, -7), (NEW_YEAR, -8)]
)
def test_the_file_describes_its_time_zone_for_apps_that_know_none(
    pair: Pair, suggested: SuggestedTime, offset: int
) -> None:
    file = calendar_file(MEI, pair, suggested, 45)
    described: list[Any] = Calendar.from_ical(file).walk("VTIMEZONE")
    (zone,) = described
    local = suggested.starts_at.replace(tzinfo=None)
    assert zone.to_tz(lookup_tzid=False).utcoffset(local) == timedelta(hours=offset)


def test_the_file_tells_no_name_no_place_and_nothing_of_the_programme(pair: Pair) -> None:
    event = event_in(calendar_file(MEI, pair, SATURDAY, 45))
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"}
    assert event["SUMMARY"] == "A conversation"
    assert event["CLASS"] == "PRIVATE"
    text = calendar_file(MEI, pair, SATURDAY, 45).decode().lower()
    for word in ("mei", "koreatown", "pico", "mentor", "thread", "example", "http"):
        assert word not in text
    assert b"\r\n" in calendar_file(MEI, pair, SATURDAY, 45)


def test_an_event_keeps_its_uid_and_two_calendars_have_none_in_common(pair: Pair) -> None:
    def uid(person: Person, suggested: SuggestedTime) -> str:
        return str(event_in(calendar_file(person, pair, suggested, 45))["UID"])

    assert uid(MEI, SATURDAY) == uid(MEI, SATURDAY)
    assert len({uid(MEI, SATURDAY), uid(ANA, SATURDAY), uid(MEI, NEW_YEAR)}) == 3
    first = uid(MEI, SATURDAY)
    pair.created_at = datetime(2026, 1, 1, tzinfo=UTC)  # another pair, with the id of a deleted one
    assert uid(MEI, SATURDAY) != first
