"""Finding a person by email address without storing it readably, and giving accounts."""

from typing import cast

from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.extensions import db
from mentorship.models import APPLICANT, COORDINATOR, AccountRole, Person
from mentorship.privacy.vault import current_vault
from mentorship.services.audit import record


def person_with_email(session: AnySession, email: str) -> Person | None:
    index = current_vault().blind_index(email)
    return session.scalar(select(Person).where(Person.email_index == index))


def person_for(session: AnySession, email: str) -> Person:
    """Return the person with this address, known from now on if not before."""
    person = person_with_email(session, email)
    if person is None:
        person = Person(email=email, roles=[role_named(session, APPLICANT)])
        session.add(person)
        session.flush()
    return person


def role_named(session: AnySession, name: str) -> AccountRole:
    role = session.scalar(select(AccountRole).where(AccountRole.name == name))
    if role is None:
        role = AccountRole(name=name)
        session.add(role)
    return role


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
            return person_with_email(db.session, str(criteria["email"]))
        return cast("Person | None", super().find_user(case_insensitive, **criteria))

    def create_user(self, **answers: object) -> Person:
        """Everybody who signs up is an applicant; nobody becomes more by a form."""
        answers["roles"] = []
        person = cast("Person", super().create_user(**answers))
        person.roles = [role_named(db.session, APPLICANT)]
        return person
