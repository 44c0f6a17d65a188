"""Where exactly an event is: for members who are going, as long as it is safe to say."""

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import (
    Event,
    EventPlace,
    EventSignUp,
    Person,
    SignUpState,
)
from mentorship.runtime import current_runtime
from mentorship.services.applications.programme_members import is_member
from mentorship.services.match_support import safety_periods
from mentorship.vocabulary import ONLINE_ONLY


def place_for(session: AnySession, person: Person, sign_up: EventSignUp) -> EventPlace | None:
    """Return where an event is to a member who is going, until it is over and if it is safe."""
    place, event = sign_up.event_place, sign_up.event_place.event
    is_told = sign_up.state is SignUpState.GOING and event.is_open and event.ends_at > now()
    if not is_told or not is_member(session, person):
        return None
    if is_hidden_for_safety(session, person, event):
        return None
    return place if place.can_be_read() else None


def is_hidden_for_safety(session: AnySession, person: Person, event: Event) -> bool:
    """Return whether safety mode is on for a reader, or where an event is.

    It hides no link to an event online: that is where people are asked to meet then.
    """
    if event.area == ONLINE_ONLY:
        return False
    region = current_runtime().programme.region_of(event.area)
    is_on_there = safety_periods.is_on_in(session, region)
    return is_on_there or safety_periods.is_on_for_reader(session, person)
