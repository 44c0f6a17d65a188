"""How long somebody took part in a match, for them to show to others."""

from dataclasses import dataclass, field
from datetime import datetime

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Pair, Person, Role
from mentorship.services.pairs.meetings import count_meetings, minutes_met
from mentorship.services.pairs.pairs import role_in


@dataclass(frozen=True)
class Certificate:
    """What somebody did, and nothing about the other one."""

    name: str = field(repr=False)
    role: Role
    began: datetime
    until: datetime
    meetings: int
    minutes: int


def certificate_for(session: AnySession, person: Person, pair: Pair) -> Certificate | None:
    """Return what a certificate says today; None of a match that never began."""
    role = role_in(pair, person)
    if pair.started_at is None:
        return None
    return Certificate(
        name=pair.own_side(role).profile.name,
        role=role,
        began=pair.started_at,
        until=pair.closed_at or now(),
        meetings=count_meetings(session, pair),
        minutes=minutes_met(session, pair),
    )
