"""People who were imported and have no account yet: links for many, and what became of each."""

import enum
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, ApplicationState, Person, Round
from mentorship.services.accounts.signed_links import MAX_AGE, LinkKind, make_sign_in_link
from mentorship.services.applications.locking import lock_people

GONE = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


class LinkState(enum.StrEnum):
    """What became of somebody's link to a first password."""

    NONE = "none"
    NOT_NEEDED = "not_needed"
    MADE = "made"
    USED = "used"
    EXPIRED = "expired"


def link_state(person: Person) -> LinkState:
    if person.password is not None:
        return LinkState.USED if person.sign_in_link_made_at else LinkState.NOT_NEEDED
    if person.sign_in_link_made_at is None:
        return LinkState.NONE
    expires_at = person.sign_in_link_made_at + MAX_AGE[LinkKind.WELCOME]
    return LinkState.MADE if now() < expires_at else LinkState.EXPIRED


def make_links(session: AnySession, actor: Person, people: Sequence[Person]) -> dict[Person, str]:
    """Return the tokens of new links, in order, for all of these who have no account yet."""
    ids = [person.id for person in people]
    lock_people(session, ids)
    # Somebody may have chosen a password meanwhile.
    again = select(Person).where(Person.id.in_(ids)).execution_options(populate_existing=True)
    session.scalars(again).all()
    return {
        person: make_sign_in_link(session, actor, person)
        for person in people
        if person.password is None
    }


def newest_first(round_: Round) -> Select[tuple[Application]]:
    """Return whoever came into a round without an account: one application for each person."""
    return (
        select(Application)
        .where(Application.id.in_(_applications(round_)))
        .order_by(Person.password.is_not(None), Application.id.desc())
        .join(Application.person)
        .options(joinedload(Application.profile), joinedload(Application.person))
    )


def with_ids(application_ids: Sequence[int]) -> Select[tuple[Application]]:
    """Return those of these applications whose people have no account yet."""
    return (
        select(Application)
        .where(
            Application.id.in_(application_ids),
            Application.state.not_in(GONE),
            Person.password.is_(None),
        )
        .join(Application.person)
        .options(joinedload(Application.profile), joinedload(Application.person))
        .order_by(Application.id)
    )


def without_working_link(round_: Round) -> Select[tuple[Application]]:
    """Return whoever has no account and no link that still works."""
    made_before = now() - MAX_AGE[LinkKind.WELCOME]
    return newest_first(round_).where(
        Person.password.is_(None),
        func.coalesce(Person.sign_in_link_made_at, made_before) <= made_before,
    )


def _applications(round_: Round) -> Select[tuple[int]]:
    """Return the first application of each person who needs a link, or had one made."""
    return (
        select(func.min(Application.id))
        .join(Application.person)
        .where(
            Application.round_id == round_.id,
            Application.state.not_in(GONE),
            Person.password.is_(None) | Person.sign_in_link_made_at.is_not(None),
        )
        .group_by(Application.person_id)
    )
