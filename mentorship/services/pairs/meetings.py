"""The meetings that a pair has logged: add, correct and delete them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Meeting, Pair, Person
from mentorship.services.audit import record
from mentorship.services.match_support import due_items
from mentorship.services.pairs import reflections
from mentorship.services.pairs.active_pairs import lock_active
from mentorship.services.pairs.reflections import Reflection

DOUBLE_TAP = timedelta(minutes=1)
MAX_MINUTES = 12 * 60
NOTHING_KEPT = Reflection()


@dataclass(frozen=True)
class MeetingEntry:
    """What somebody enters about a meeting."""

    held_on: date
    minutes: int
    mode: str = field(repr=False)
    purpose: str = field(repr=False)
    notes: str = field(repr=False)


class MeetingOnSameDayError(Exception):
    """The log has meetings on the day of a new one, and it may be one of them."""

    def __init__(self, meetings: list[Meeting]) -> None:
        super().__init__()
        self.meetings = meetings


def log_meeting(
    session: AnySession,
    person: Person,
    pair: Pair,
    entry: MeetingEntry,
    different_from: Collection[int] = (),
    reflection: Reflection = NOTHING_KEPT,
) -> Meeting:
    """Add a meeting, and what this person keeps about it; sent twice at once it is added once.

    Somebody may send a form again, and both may log the same meeting. So if there are others on
    that day, the person must have said of each, by its id, that this is a different one.
    """
    lock_active(session, person, pair)
    for earlier in on_day(session, pair, entry.held_on):
        is_recent = earlier.created_at > now() - DOUBLE_TAP
        if is_recent and earlier.logged_by == person.id and _entry_of(earlier) == entry:
            if reflection != NOTHING_KEPT:  # a note that was added before sending again
                reflections.keep(session, person, earlier, reflection)
            return earlier
    _check_different(session, pair, entry, different_from)
    meeting = Meeting(pair=pair, logged_by=person.id, **vars(entry))
    session.add(meeting)
    session.flush()
    reflections.keep(session, person, meeting, reflection)
    record(session, person, "log meeting", meeting)
    due_items.refresh(session, pair)
    return meeting


def change_meeting(
    session: AnySession,
    person: Person,
    meeting: Meeting,
    entry: MeetingEntry,
    different_from: Collection[int] = (),
    reflection: Reflection = NOTHING_KEPT,
) -> None:
    """Correct a meeting; on another day, as in `log_meeting`, it must differ from those there."""
    lock_active(session, person, meeting.pair)
    stored = _own_meeting_as_it_is(session, person, meeting.id)
    before = _entry_of(stored)
    reflections.keep(session, person, stored, reflection)
    if entry.held_on != before.held_on:
        _check_different(session, stored.pair, entry, {*different_from, stored.id})
    if entry != before:
        stored.held_on, stored.minutes = entry.held_on, entry.minutes
        stored.mode, stored.purpose, stored.notes = entry.mode, entry.purpose, entry.notes
        record(session, person, "change meeting", stored)
        due_items.refresh(session, stored.pair)


def delete_meeting(session: AnySession, person: Person, meeting: Meeting) -> None:
    lock_active(session, person, meeting.pair)
    stored = _own_meeting_as_it_is(session, person, meeting.id)
    record(session, person, "delete meeting", stored)
    session.delete(stored)
    due_items.refresh(session, meeting.pair)


def reflect(session: AnySession, person: Person, meeting: Meeting, reflection: Reflection) -> None:
    """Keep what one of the two thinks of a meeting, whoever logged it."""
    lock_active(session, person, meeting.pair)
    if session.get(Meeting, meeting.id, populate_existing=True) is None:
        raise UserFacingError(not_in_log())
    reflections.keep(session, person, meeting, reflection)


def meeting_of(session: AnySession, pair: Pair, meeting_id: int) -> Meeting | None:
    """Return a meeting of a pair, whoever logged it."""
    of_pair = Meeting.id == meeting_id, Meeting.pair_id == pair.id
    return session.scalar(select(Meeting).where(*of_pair))


def own_meeting(session: AnySession, person: Person, pair: Pair, meeting_id: int) -> Meeting | None:
    """Return a meeting of a pair, if this person has logged it."""
    return session.scalar(
        select(Meeting).where(
            Meeting.id == meeting_id, Meeting.pair_id == pair.id, Meeting.logged_by == person.id
        )
    )


def on_day(session: AnySession, pair: Pair, day: date) -> list[Meeting]:
    """Return what a pair has logged for a day."""
    return list(session.scalars(newest_meetings_first(pair).where(Meeting.held_on == day)))


def meetings_of(session: AnySession, pair: Pair) -> list[Meeting]:
    return list(session.scalars(newest_meetings_first(pair)))


def newest_meetings_first(pair: Pair) -> Select[tuple[Meeting]]:
    """Return the query of a pair's meetings."""
    return (
        select(Meeting)
        .where(Meeting.pair_id == pair.id)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    )


def count_meetings(session: AnySession, pair: Pair) -> int:
    of_pair = select(func.count(Meeting.id)).where(Meeting.pair_id == pair.id)
    return session.scalar(of_pair) or 0


def last_day(session: AnySession, pair: Pair) -> date | None:
    """Return the day of a pair's last meeting."""
    return session.scalar(select(func.max(Meeting.held_on)).where(Meeting.pair_id == pair.id))


def minutes_met(session: AnySession, pair: Pair) -> int:
    """Add up how long a pair has met."""
    minutes = select(func.sum(Meeting.minutes)).where(Meeting.pair_id == pair.id)
    return session.scalar(minutes) or 0


def _check_different(
    session: AnySession, pair: Pair, entry: MeetingEntry, different_from: Collection[int]
) -> None:
    same_day = on_day(session, pair, entry.held_on)
    if {meeting.id for meeting in same_day} - set(different_from):
        raise MeetingOnSameDayError([item for item in same_day if item.id not in different_from])


def _own_meeting_as_it_is(session: AnySession, person: Person, meeting_id: int) -> Meeting:
    """Return a meeting as earlier decisions left it, if the person may change it."""
    meeting = session.get(Meeting, meeting_id, populate_existing=True)
    if meeting is None or meeting.logged_by != person.id:
        raise UserFacingError(not_yours())
    return meeting


def not_in_log() -> str:
    return _("This meeting is no longer in the log.")


def not_yours() -> str:
    return _("You can change the meetings that you logged, as long as they are in the log.")


def _entry_of(meeting: Meeting) -> MeetingEntry:
    return MeetingEntry(
        meeting.held_on, meeting.minutes, meeting.mode, meeting.purpose, meeting.notes
    )
