"""A meeting as a file for a calendar app (RFC 5545): when, and nothing of whom, where or why.

A calendar is often shared, synchronized to other companies, or read by whoever holds the phone.
"""

from flask_babel import gettext as _
from icalendar import Event

from mentorship.clock import now
from mentorship.models import Pair, Person
from mentorship.runtime import current_runtime
from mentorship.services.calendars import calendar_of
from mentorship.services.pairs.common_times import SuggestedTime


def calendar_file(person: Person, pair: Pair, suggested: SuggestedTime, minutes: int) -> bytes:
    """Return a meeting of a pair as one event, for the calendar of one of them."""
    event = Event()
    event.add("uid", _event_uid(person, pair, suggested))
    event.add("dtstamp", now())
    event.add("dtstart", suggested.starts_at)
    event.add("dtend", suggested.ends_at(minutes))
    event.add("summary", _("A conversation"))
    event.add("class", "PRIVATE")
    return calendar_of([event], [suggested.day])


def _event_uid(person: Person, pair: Pair, suggested: SuggestedTime) -> str:
    """Return the same UID whenever the file is opened, so that the event is in a calendar once.

    It differs for each of the two: a UID that both calendars have would tell that they meet.
    """
    named = (person.id, pair.id, pair.created_at, suggested.day, suggested.part_of_day)
    return current_runtime().blind_index(" ".join(["calendar", *map(str, named)])).hex()[:32]
