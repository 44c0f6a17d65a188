"""Ban a pair for a reason, with the constraints that follow from it."""

from mentorship.after_commit import AnySession
from mentorship.models import Application, Ban, Person, PersonConstraint, Role
from mentorship.services.pairing import person_constraints
from mentorship.services.pairing.pair_constraints import ban
from mentorship.services.pairing.rejection_reasons import Reason, constraints_of


def ban_because(
    session: AnySession,
    actor: Person | None,
    mentee: Application,
    mentor: Application,
    reason: Reason | None,
    about: Role | None = None,
    words: str = "",
    *,
    said_by: Role | None = None,
) -> tuple[Ban, list[PersonConstraint]]:
    """Ban a pair, if possible for a reason; return the ban, and the constraints that this added.

    ``about`` says which of the two the reason limits, see `rejection_reasons.ABOUT`; ``said_by``
    which of the two gave it, None if a coordinator did.
    """
    banned = ban(
        session, mentee.id, mentor.id, reason=reason or "", words=words, said_by=said_by or ""
    )
    if reason is None:
        return banned, []
    answers = [application.profile.answers for application in (mentee, mentor)]
    added = [
        person_constraints.add(
            session, actor, mentee if side is Role.MENTEE else mentor, kind, value
        )
        for side, kind, value in constraints_of(reason, about, *answers)
    ]
    return banned, [constraint for constraint in added if constraint is not None]
