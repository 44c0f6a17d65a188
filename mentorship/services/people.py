"""Finding a person by email address without storing it readably, and giving accounts."""

import uuid
from datetime import timedelta
from typing import cast

from flask import current_app
from flask_babel import gettext as _
from flask_security import SQLAlchemyUserDatastore, hash_password
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import inspect, select

from mentorship.after_commit import AnySession
from mentorship.errors import ConfigurationError, NotPossibleError, UnreadableError
from mentorship.extensions import db, security
from mentorship.models import APPLICANT, COORDINATOR, AccountRole, Person
from mentorship.privacy.vault import current_vault
from mentorship.services.audit import record

LINK_LASTS = timedelta(days=7)


def person_named(session: AnySession, name: str) -> Person | None:
    """Return the person who signs in with this email address or user name."""
    index = current_vault().blind_index(name)
    return session.scalar(select(Person).where(Person.sign_in_index == index))


def person_for(session: AnySession, email: str) -> Person:
    """Return the person with this address, known from now on if not before."""
    person = person_named(session, email)
    if person is None:
        person = Person(sign_in_name=email, roles=[role_named(session, APPLICANT)])
        session.add(person)
        session.flush()
    return person


def role_named(session: AnySession, name: str) -> AccountRole:
    role = session.scalar(select(AccountRole).where(AccountRole.name == name))
    if role is None:
        role = AccountRole(name=name)
        session.add(role)
    return role


def hash_of(password: str) -> str:
    """Hash a password as signing in will compare it: composed alike, however it was typed."""
    normal = security._password_util.normalize(password)
    return str(hash_password(normal))


def set_password(person: Person, password: str) -> None:
    """Give a person a password, and end every session begun without it."""
    if len(password) < current_app.config["SECURITY_PASSWORD_LENGTH_MIN"]:
        raise NotPossibleError(_("The password needs at least 12 characters."))
    person.password = hash_of(password)
    person.fs_uniquifier = uuid.uuid4().hex


def sign_in_token(session: AnySession, actor: Person | None, person: Person) -> str:
    """Make the secret of a one-time link for somebody who has no account yet.

    A newer link ends an older one, and using it ends it too.
    """
    if person.password is not None:
        raise NotPossibleError(_("This person has an account already."))
    person.fs_uniquifier = uuid.uuid4().hex
    record(session, actor, "make sign-in link", person)
    return str(_link_signer().dumps(person.fs_uniquifier))


def person_with_token(session: AnySession, token: str) -> Person | None:
    try:
        uniquifier = _link_signer().loads(token, max_age=int(LINK_LASTS.total_seconds()))
    except BadSignature:
        return None
    return session.scalar(
        select(Person).where(Person.fs_uniquifier == uniquifier, Person.password.is_(None))
    )


def _link_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="sign-in link")


def refuse_foreign_keys(session: AnySession) -> None:
    """Stop a start with keys that do not fit the database: it would take everybody twice."""
    if not inspect(session.get_bind()).has_table(Person.__tablename__):
        return
    # These two columns alone: the start must not fail before a migration adds another.
    one = session.execute(select(Person.encrypted_sign_in_name, Person.sign_in_index).limit(1))
    try:
        fits = all(current_vault().blind_index(name) == index for name, index in one)
    except UnreadableError:
        fits = False
    if not fits:
        raise ConfigurationError("The key file does not fit this database: its keys differ.")


def make_coordinator(session: AnySession, person: Person) -> None:
    coordinator = role_named(session, COORDINATOR)
    if coordinator not in person.roles:
        person.roles.append(coordinator)
        record(session, None, "make coordinator", person)


class PeopleDatastore(SQLAlchemyUserDatastore):
    """What Flask-Security asks for people, answered through the blind index."""

    def __init__(self) -> None:
        super().__init__(db, Person, AccountRole)

    def find_user(self, case_insensitive: bool = False, **criteria: object) -> Person | None:
        if "email" in criteria:
            return person_named(db.session, str(criteria["email"]))
        return cast("Person | None", super().find_user(case_insensitive, **criteria))

    def create_user(self, **answers: object) -> Person:
        """Everybody who signs up is an applicant; nobody becomes more by a form."""
        answers["roles"] = []
        person = cast("Person", super().create_user(**answers))
        person.roles = [role_named(db.session, APPLICANT)]
        return person
