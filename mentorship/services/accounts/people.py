"""Accounts: find a person by an encrypted sign-in name, sign up, deactivate."""

import secrets
import uuid
from collections.abc import Sequence
from typing import cast

from flask_babel import gettext as _
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, rollback
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    APPLICANT,
    AccountRole,
    MergedAddress,
    Person,
    sign_in_index,
    sign_in_indexes,
)
from mentorship.privacy.email_addresses import mailbox_key
from mentorship.services.accounts.passwords import end_sessions, set_password
from mentorship.services.accounts.user_names import is_user_name, visible_length
from mentorship.services.audit import record
from mentorship.services.erasure_marks import remove_marks
from mentorship.services.insertion import insert_if_absent

MAX_USER_NAME_LENGTH = 20  # letters and digits, without the marks of a letter


def person_named(session: AnySession, name: str) -> Person | None:
    """Return the person who signs in with this email address or user name.

    Nobody is returned for an address that may be another mailbox, such as "gross" for "groß".
    """
    return next((item for item in people_like(session, name) if has_name(item, name)), None)


def person_to_verify(session: AnySession, name: str) -> Person | None:
    """Return the person whose password to compare with the one that was typed with a name.

    A password is proof enough for a name that is only like theirs: earlier versions stored an
    address with "ss" for "ß", and people go on typing it as they write it.
    """
    similar = people_like(session, name)
    return next((item for item in similar if has_name(item, name)), next(iter(similar), None))


def people_like(session: AnySession, name: str) -> Sequence[Person]:
    """Return the person with this name, and one whose name earlier versions took for the same."""
    indexes = sign_in_indexes(name)
    return session.scalars(select(Person).where(Person.sign_in_index.in_(indexes))).all()


def has_name(person: Person, name: str) -> bool:
    """Return whether a name is a person's, in any spelling."""
    if person.sign_in_index == sign_in_index(name):
        return True
    try:
        return mailbox_key(person.sign_in_name) == mailbox_key(name)
    except DecryptionError:  # erased, and back with an older copy of the database
        return False


def person_pending_2fa(session: AnySession, uniquifier: str | None) -> Person | None:
    """Return the person who has entered the password and must still enter a code."""
    if uniquifier is None:
        return None
    return session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))


def person_for(session: AnySession, email: str) -> Person:
    """Return the person with this address, creating one if there is none.

    Whoever creates one knows that the person wishes it, also if they erased themselves before.
    """
    person = person_named(session, email)
    if person is None:
        person = _new_applicant(session, email)
        remove_marks(session, email)
    return person


def person_to_import(session: AnySession, email: str) -> Person | None:
    """Return whose answers come with an address: also of an account that was merged into theirs."""
    by_merged_address = select(Person).join(MergedAddress, MergedAddress.person_id == Person.id)
    return person_named(session, email) or session.scalar(
        by_merged_address.where(MergedAddress.name_index == sign_in_index(email))
    )


def _new_applicant(session: AnySession, sign_in_name: str) -> Person:
    person = Person(sign_in_name=sign_in_name, roles=[role_named(session, APPLICANT)])
    session.add(person)
    session.flush()
    return person


def sign_up_with_user_name(
    session: AnySession, requested_name: str, password: str, language: str
) -> Person:
    """Create an account without an email address.

    Four random digits are always added to the user name: refusing a name because it is
    taken would tell an outsider who has an account.
    """
    if visible_length(requested_name) > MAX_USER_NAME_LENGTH or not is_user_name(requested_name):
        raise UserFacingError(_("Use letters and digits alone for your user name."))
    person = _new_applicant(session, _free_name(session, requested_name))
    person.language = language
    set_password(person, password)
    record(session, person, "sign up", person)
    return person


def _free_name(session: AnySession, requested_name: str) -> str:
    """Add random digits until nobody has the name; more of them if four are not enough."""
    for digits in (4, 4, 4, 8, 8):
        name = f"{requested_name}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if person_named(session, name) is None:
            return name
    return f"{requested_name}-{uuid.uuid4().int}"


def request_email_change(session: AnySession, person: Person, email: str) -> None:
    """Store the address that a person wants; it takes effect once they open a link sent to it.

    Several people may want the same address, each with a link of their own. The first to open it
    gets the address, and the others learn nothing before: the address may be a stranger's.
    """
    person.pending_email = email
    record(session, person, "request email change", person)


def person_changing_to(session: AnySession, email: str, person_id: int | None) -> Person | None:
    """Return the person of this id if they still want to sign in with this address."""
    return session.scalar(
        select(Person).where(
            Person.id == person_id,
            Person.pending_email_index == sign_in_index(email),
            Person.active,
        )
    )


def is_taken(session: AnySession, email: str, person: Person) -> bool:
    """Return whether somebody other than this person signs in with an address."""
    return person_named(session, email) not in {None, person}


def confirm_email(session: AnySession, person: Person) -> bool:
    """Make the pending address the sign-in name; return False if it has been taken."""
    new_email = person.pending_email
    _end_email_change(person)
    if new_email is None or is_taken(session, new_email, person):
        return False
    person.change_sign_in_name(new_email)
    try:
        session.flush()
    except IntegrityError:  # somebody else has just begun to use the address
        rollback(session)
        _end_email_change(person)
        return False
    remove_marks(session, new_email)
    record(session, person, "change email", person)
    return True


def _end_email_change(person: Person) -> None:
    person.pending_email = None
    end_sessions(person)


def role_named(session: AnySession, name: str) -> AccountRole:
    """Return the role of this name, creating it if there is none."""
    named = select(AccountRole).where(AccountRole.name == name)
    role = session.scalar(named)
    if role is None:
        insert_if_absent(session, AccountRole, name=name)
        role = session.scalars(named).one()
    return role


def deactivate(session: AnySession, person: Person) -> None:
    """Deactivate an account: nobody can sign in to it or stay signed in."""
    person.active = False
    end_sessions(person)
    record(session, None, "deactivate", person)


def activate(session: AnySession, person: Person) -> None:
    person.active = True
    record(session, None, "activate", person)


def reset_two_factor(session: AnySession, person: Person) -> None:
    """Remove app, passkeys and codes, for a person who has lost them."""
    person.totp_secret = person.totp_used = None
    person.passkeys[:] = []
    person.recovery_codes[:] = []
    end_sessions(person)
    record(session, None, "reset two-factor", person)


class PeopleDatastore(SQLAlchemyUserDatastore):
    """Lets Flask-Security find people through the blind index."""

    def __init__(self) -> None:
        super().__init__(db, Person, AccountRole)

    def find_user(self, case_insensitive: bool = False, **criteria: object) -> Person | None:
        if "email" in criteria:
            return person_named(db.session, str(criteria["email"]))
        return cast("Person | None", super().find_user(case_insensitive, **criteria))
