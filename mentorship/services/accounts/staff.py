"""Who works here: give and take the roles of staff."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import ADMINISTRATOR, COORDINATOR, STAFF_ROLES, AccountRole, Person
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.people import reset_two_factor, role_named
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record


def give_role(session: AnySession, actor: Person | None, person: Person, role: str) -> None:
    """Give a person a role of staff; end their sessions, and remove their two-factor set-up.

    A passkey or app from before may belong to somebody else than is thought, also if the person
    works here already: whoever had their device may have added one.
    """
    account_role = role_named(session, role)
    if account_role not in person.roles:
        person.roles.append(account_role)
    reset_two_factor(session, person)
    record(session, actor, f"make {role}", person)


def take_role(session: AnySession, actor: Person | None, person: Person, role: str) -> None:
    """Take a role of staff from a person, and end their sessions; the account stays.

    The caller has locked the staff: of two administrators who end each other's access one remains.
    """
    if role == ADMINISTRATOR:
        check_is_not_last_administrator(session, person)
    person.roles = [item for item in person.roles if item.name != role]
    end_sessions(person)
    record(session, actor, f"end access as {role}", person)


def check_is_not_last_administrator(session: AnySession, person: Person) -> None:
    """Refuse if nobody else could give access again, except by the operator's commands."""
    others = administrator_ids().where(Person.id != person.id)
    if person.has_role(ADMINISTRATOR) and session.scalar(others.limit(1)) is None:
        raise UserFacingError(
            _("This is the last administrator. Invite another administrator first.")
        )


def lock_staff(session: AnySession, person: Person) -> None:
    """Lock everybody who works here, and read the roles of one of them anew."""
    lock_people(session, {person.id, *ids(session)})
    session.refresh(person)


def ids(session: AnySession) -> Sequence[int]:
    return session.scalars(_with_roles(*STAFF_ROLES).with_only_columns(Person.id)).all()


def members(session: AnySession) -> list[Person]:
    """Return everybody who has a role of staff, in the order in which they came."""
    loaded = selectinload(Person.roles), selectinload(Person.passkeys)
    ordered = _with_roles(*STAFF_ROLES).order_by(Person.id)
    return list(session.scalars(ordered.options(*loaded)))


def member_with_id(session: AnySession, staff_id: int) -> Person | None:
    """Return somebody who works here; an administrator opens nobody else's account."""
    return session.scalar(_with_roles(*STAFF_ROLES).where(Person.id == staff_id))


def coordinators(session: AnySession) -> list[Person]:
    """Return everybody who can look after people, in the order in which they came."""
    active = _with_roles(COORDINATOR).where(Person.active)
    return list(session.scalars(active.order_by(Person.id)))


def administrator_ids() -> Select[tuple[int]]:
    """Return the query of the ids of the administrators who can sign in."""
    return _with_roles(ADMINISTRATOR).where(Person.active).with_only_columns(Person.id)


def count_with_role(session: AnySession, role: str) -> int:
    return session.scalar(_with_roles(role).with_only_columns(func.count(Person.id))) or 0


def roles_of(person: Person) -> list[str]:
    """Return the roles of staff that a person has, always in the same order."""
    return [role for role in STAFF_ROLES if person.has_role(role)]


def _with_roles(*roles: str) -> Select[tuple[Person]]:
    return select(Person).where(Person.roles.any(AccountRole.name.in_(roles)))
