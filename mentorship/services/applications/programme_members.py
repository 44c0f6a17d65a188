"""Who is a member of the programme: people whom it knows, not whoever has made an account.

Members sign up for events, and participants are in advocacy groups, where they meet others. Anybody
can make an account and send an application; a coordinator has seen whoever is accepted.
"""

from sqlalchemy import ColumnElement, exists, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import (
    COORDINATOR,
    AccountRole,
    Application,
    ApplicationState,
    Pair,
    PairState,
    Person,
)


def is_participant(session: AnySession, person: Person) -> bool:
    """Return whether somebody is accepted, introduced or matched."""
    return _holds(session, person, are_participants())


def is_member(session: AnySession, person: Person) -> bool:
    """Return whether somebody is a participant or a coordinator."""
    return _holds(session, person, are_members())


def are_participants() -> ColumnElement[bool]:
    """Return the condition on a person that they are a participant now."""
    in_pair = exists().where(
        or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id),
        Pair.state != PairState.CLOSED,
    )
    is_known = or_(Application.state == ApplicationState.ACCEPTED, in_pair)
    return exists().where(Application.person_id == Person.id, is_known)


def are_members() -> ColumnElement[bool]:
    """Return the condition on a person that they are a member now."""
    return or_(are_participants(), Person.roles.any(AccountRole.name == COORDINATOR))


def _holds(session: AnySession, person: Person, condition: ColumnElement[bool]) -> bool:
    found = select(Person.id).where(Person.id == person.id, condition)
    return session.scalar(found) is not None
