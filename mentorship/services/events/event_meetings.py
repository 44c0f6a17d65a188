"""A pair logs an event as a meeting. Which event it was is not stored."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from mentorship.after_commit import AnySession
from mentorship.clock import day_of, now
from mentorship.models import (
    Application,
    Event,
    EventKind,
    EventSignUp,
    Meeting,
    Pair,
    PairState,
    Person,
    SignUpState,
)
from mentorship.services.pairs import meetings
from mentorship.services.pairs.meetings import (
    MAX_MINUTES,
    MeetingEntry,
    MeetingOnSameDayError,
)
from mentorship.vocabulary import ONLINE_ONLY


def pairs_to_log(session: AnySession, person: Person, sign_up: EventSignUp) -> Sequence[Pair]:
    """Return the matches that have no meeting on the day of an event that somebody went to."""
    event = sign_up.event_place.event
    took_part = sign_up.state is SignUpState.GOING and event.is_open and event.starts_at <= now()
    if not took_part:
        return ()
    own = select(Application.id).where(Application.person_id == person.id)
    on_day = select(Meeting.pair_id).where(Meeting.held_on == day_of(event.starts_at))
    active = select(Pair).where(
        Pair.state == PairState.ACTIVE,
        or_(Pair.mentee_id.in_(own), Pair.mentor_id.in_(own)),
        Pair.id.not_in(on_day),
    )
    return session.scalars(active.order_by(Pair.id)).all()


def log_as_meeting(session: AnySession, person: Person, event: Event, pair: Pair) -> bool:
    """Log that a pair went to an event; return False if its log has a meeting on that day.

    The log does not tell which event it was: a list of who was there must not come from it.
    """
    try:
        meetings.log_meeting(session, person, pair, meeting_entry(event))
    except MeetingOnSameDayError:
        return False
    return True


def meeting_entry(event: Event) -> MeetingEntry:
    """Return an event as what somebody would enter about it."""
    minutes = int((event.ends_at - event.starts_at).total_seconds()) // 60
    return MeetingEntry(
        held_on=day_of(event.starts_at),
        minutes=min(minutes, MAX_MINUTES),
        mode="online" if event.area == ONLINE_ONLY else "in_person",
        purpose="training" if event.kind is EventKind.WORKSHOP else "event",
        notes="",
    )
