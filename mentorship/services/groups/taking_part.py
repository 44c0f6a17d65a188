"""Who takes part in the programme, and may therefore start a group or ask to join one."""

from sqlalchemy import exists, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState, Pair, PairState, Person

TAKING_PART = (
    ApplicationState.SUBMITTED,
    ApplicationState.IN_SCREENING,
    ApplicationState.ACCEPTED,
)


def takes_part(session: AnySession, person: Person) -> bool:
    """Return whether somebody has an application that is sent or accepted, or is matched now."""
    own = Application.person_id == person.id
    is_matched = exists().where(
        Pair.state == PairState.ACTIVE, Application.id.in_([Pair.mentee_id, Pair.mentor_id])
    )
    found = select(Application.id).where(own, or_(Application.state.in_(TAKING_PART), is_matched))
    return session.scalar(found.limit(1)) is not None
