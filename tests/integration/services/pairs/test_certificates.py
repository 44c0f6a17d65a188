"""A certificate tells the time of one of the two, and nothing about the other."""

from datetime import date, timedelta

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Pair, Role
from mentorship.services.pairs import certificates, closing, meetings
from mentorship.services.pairs.meetings import MeetingEntry
from tests.factories import accept_introduction


def test_there_is_none_before_a_match_began(introduced: Pair) -> None:
    mentee = introduced.mentee.person
    assert certificates.certificate_for(db.session, mentee, introduced) is None
    closing.end(db.session, mentee, introduced)
    assert certificates.certificate_for(db.session, mentee, introduced) is None


def test_meetings_are_counted_from_the_first_day_to_today_or_the_end(introduced: Pair) -> None:
    pair = accept_introduction(introduced)
    pair.started_at = now() - timedelta(days=90)
    for day, minutes in ((1, 60), (2, 45)):
        entry = MeetingEntry(date(2026, 11, day), minutes, "online", "talk", "Cooked.")
        meetings.log_meeting(db.session, pair.mentee.person, pair, entry)
    before = now()
    own = certificates.certificate_for(db.session, pair.mentor.person, pair)
    assert own is not None
    assert (own.name, own.role) == ("mentor", Role.MENTOR)
    assert (own.meetings, own.minutes) == (2, 105)
    assert own.began == pair.started_at
    assert own.until >= before
    closing.end(db.session, pair.mentor.person, pair)
    ended = certificates.certificate_for(db.session, pair.mentee.person, pair)
    assert ended is not None
    assert (ended.name, ended.until) == ("mentee", pair.closed_at)
