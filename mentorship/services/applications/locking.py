"""Lock people, so that what is decided about their applications happens one after another.

Every decision about an application, a suggestion or a pair locks the people whom it concerns
before it reads what it depends on. Two decisions about one person then have an order: the later
one reads what the earlier one wrote. Locking the person, not the application, also covers an
application that does not exist yet, and the other application of somebody in both roles.
"""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import false, select, update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, Person, Profile


def lock_people(
    session: AnySession, person_ids: Collection[int], *, with_references: bool = False
) -> set[int]:
    """Lock people until the transaction ends; return the ids of those who still exist.

    Always in ascending order of id, so that no two transactions wait for each other. Lock
    everybody whom a transaction concerns in one call, before it writes anything about them.
    ``with_references`` also waits for whoever is adding a row that refers to one of them.
    """
    session.flush()
    # SQLite has no row locks: its transaction must begin as a writer, before the first read.
    session.execute(update(Person.__table__).where(false()).values(id=Person.id))  # type: ignore[arg-type]
    return set(
        session.scalars(
            select(Person.id)
            .where(Person.id.in_(person_ids))
            .order_by(Person.id)
            .with_for_update(key_share=not with_references)
        )
    )


def lock_applications_of(session: AnySession, *person_ids: int) -> set[int]:
    """Lock people, and read their applications anew; return the ids of the applications."""
    if lock_people(session, person_ids) < set(person_ids):
        raise UserFacingError(gone())
    rows = session.execute(
        select(Application, Profile)
        .join(Application.profile)
        .where(Application.person_id.in_(person_ids))
        .execution_options(populate_existing=True)
    )
    return {application.id for application, _profile in rows}


def lock(session: AnySession, *application_ids: int) -> None:
    """Lock the people of applications, and read all their applications anew."""
    people = session.scalars(
        select(Application.person_id).where(Application.id.in_(application_ids))
    )
    if not set(application_ids) <= lock_applications_of(session, *set(people)):
        raise UserFacingError(gone())


def lock_pair(session: AnySession, pair: Pair) -> None:
    """Lock both people, and read the pair as earlier decisions left it."""
    lock(session, pair.mentee_id, pair.mentor_id)
    still = select(Pair).where(Pair.id == pair.id).execution_options(populate_existing=True)
    if session.scalar(still) is None:
        raise UserFacingError(_("The coordinators have just taken this introduction back."))


def gone() -> str:
    return _("An application that this is about has just been deleted, so nothing was changed.")
