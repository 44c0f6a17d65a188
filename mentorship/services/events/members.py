"""Who may sign up for events: people whom the programme knows, not whoever has made an account.

The exact place of an event is a list of who takes part, at its hour. Anybody can make an account.
"""

from sqlalchemy import exists, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import (
    COORDINATOR,
    Application,
    ApplicationState,
    Pair,
    PairState,
    Person,
)


def is_member(session: AnySession, person: Person) -> bool:
    """Return whether somebody is accepted, introduced or matched, or is a coordinator."""
    if person.has_role(COORDINATOR):
        return True
    in_pair = exists().where(
        or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id),
        Pair.state != PairState.CLOSED,
    )
    is_known = or_(Application.state == ApplicationState.ACCEPTED, in_pair)
    own = select(Application.id).where(Application.person_id == person.id, is_known)
    return session.scalar(own.limit(1)) is not None
