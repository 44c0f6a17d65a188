"""Finding a person by sign-in name without storing it readably, and what an account may do."""

import re
import secrets
import uuid
from datetime import timedelta
from typing import cast

from flask_babel import gettext as _
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import inspect, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import ConfigurationError, DecryptionError, UserFacingError
from mentorship.extensions import db
from mentorship.models import APPLICANT, COORDINATOR, AccountRole, Application, Person
from mentorship.privacy.field_cipher import normalize_name
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import end_sessions, set_password
from mentorship.services.audit import record

LONGEST_USER_NAME = 20
UNUSED_FOR = timedelta(days=8)  # a day longer than the link that would have opened it


def person_named(session: AnySession, name: str) -> Person | None:
    """Return the person who signs in with this email address or user name."""
    index = current_runtime().cipher.blind_index(name)
    return session.scalar(select(Person).where(Person.sign_in_index == index))


def person_pending_2fa(session: AnySession, uniquifier: str | None) -> Person | None:
    """Return who has given a password, and stands at the second step."""
    if uniquifier is None:
        return None
    return session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))


def person_for(session: AnySession, email: str) -> Person:
    """Return the person with this address, known from now on if not before."""
    return person_named(session, email) or _new_applicant(session, email)


def _new_applicant(session: AnySession, sign_in_name: str) -> Person:
    person = Person(sign_in_name=sign_in_name, roles=[role_named(session, APPLICANT)])
    session.add(person)
    session.flush()
    return person


def sign_up_with_user_name(
    session: AnySession, wanted: str, password: str, language: str
) -> Person:
    """Give somebody an account without a mailbox.

    Their user name gets four digits of ours, always: a name that could be refused because
    it is taken would tell an outsider who is here.
    """
    if not 1 <= len(wanted) <= LONGEST_USER_NAME or not re.fullmatch(r"\w+", wanted):
        raise UserFacingError(_("Use letters and digits alone for your user name."))
    person = _new_applicant(session, _free_name(session, wanted))
    person.language = language
    set_password(person, password)
    record(session, person, "sign up", person)
    return person


def _free_name(session: AnySession, wanted: str) -> str:
    """Add digits until nobody has the name; more of them, if four are not enough."""
    for digits in (4, 4, 4, 8, 8):
        name = f"{wanted}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if person_named(session, name) is None:
            return name
    return f"{wanted}-{uuid.uuid4().int}"


def request_email_change(session: AnySession, person: Person, email: str) -> None:
    """Note the address that somebody wants; it counts once they open a link sent to it.

    Of several who want the same one, the last to ask gets the link.
    """
    wished = normalize_name(email)
    for other in session.scalars(select(Person).where(Person.pending_email.is_not(None))):
        if other.pending_email == wished:
            other.pending_email = None
    person.pending_email = wished
    record(session, person, "request email change", person)


def confirm_email(session: AnySession, person: Person) -> bool:
    """Have a person sign in with the address they wished for; False if it has been taken."""
    wished, person.pending_email = person.pending_email, None
    end_sessions(person)
    if wished is None or person_named(session, wished) is not None:
        return False
    person.sign_in_name = wished
    record(session, person, "change email", person)
    return True


def role_named(session: AnySession, name: str) -> AccountRole:
    role = session.scalar(select(AccountRole).where(AccountRole.name == name))
    if role is None:
        role = AccountRole(name=name)
        session.add(role)
    return role


def make_coordinator(session: AnySession, person: Person) -> None:
    """Give somebody the coordinators' rights, and have them prove themselves anew.

    Whatever opened the account before may be in other hands than the operator thinks.
    """
    coordinator = role_named(session, COORDINATOR)
    if coordinator not in person.roles:
        person.roles.append(coordinator)
        reset_two_factor(session, person)
        record(session, None, "make coordinator", person)


def make_applicant(session: AnySession, person: Person) -> None:
    """Take a coordinator's rights away."""
    person.roles = [role for role in person.roles if role.name != COORDINATOR]
    end_sessions(person)
    record(session, None, "make applicant", person)


def deactivate(session: AnySession, person: Person) -> None:
    """Shut an account: nobody signs in to it, and nobody stays signed in."""
    person.active = False
    end_sessions(person)
    record(session, None, "deactivate", person)


def activate(session: AnySession, person: Person) -> None:
    person.active = True
    record(session, None, "activate", person)


def reset_two_factor(session: AnySession, person: Person) -> None:
    """Let somebody who has lost phone and codes sign in with their password alone."""
    person.totp_secret = person.totp_used = None
    person.passkeys[:] = []
    person.recovery_codes[:] = []
    end_sessions(person)
    record(session, None, "reset two-factor", person)


def purge_unused(session: AnySession) -> None:
    """Forget those who asked for an account by mail and never came."""
    applied = select(Application.person_id)
    for person in session.scalars(
        select(Person).where(
            Person.password.is_(None),
            Person.created_at < now() - UNUSED_FOR,
            Person.id.not_in(applied),
        )
    ):
        session.delete(person)


def check_encryption_keys(session: AnySession) -> None:
    """Stop a start with keys that do not fit the database: it would take everybody twice."""
    table = Person.__tablename__
    inspector = inspect(session.get_bind())
    if not inspector.has_table(table):
        return
    if not any(one["name"] == Person.sign_in_index.key for one in inspector.get_columns(table)):
        return  # the start that runs the migration
    # These two columns alone: the start must not fail before a migration adds another.
    one = session.execute(select(Person.encrypted_sign_in_name, Person.sign_in_index).limit(1))
    try:
        fits = all(current_runtime().cipher.blind_index(name) == index for name, index in one)
    except DecryptionError:
        fits = False
    if not fits:
        raise ConfigurationError("The key file does not fit this database: its keys differ.")


class PeopleDatastore(SQLAlchemyUserDatastore):
    """What Flask-Security asks for people, answered through the blind index."""

    def __init__(self) -> None:
        super().__init__(db, Person, AccountRole)

    def find_user(self, case_insensitive: bool = False, **criteria: object) -> Person | None:
        if "email" in criteria:
            return person_named(db.session, str(criteria["email"]))
        return cast("Person | None", super().find_user(case_insensitive, **criteria))
