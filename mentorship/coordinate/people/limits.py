"""What limits with whom a person is matched, as their page lists it for coordinators."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from mentorship.coordinate.reason_labels import who_decided
from mentorship.extensions import db
from mentorship.models import Application, Person, PersonConstraint, Suggestion
from mentorship.permissions import Permission, allows
from mentorship.services.pairing import bans, person_constraints
from mentorship.services.pairing.bans import Separation
from mentorship.web.constraint_messages import constraint_in_words


@dataclass(frozen=True)
class ListedConstraint:
    constraint: PersonConstraint = field(repr=False)
    in_words: str = field(repr=False)
    given_by: str


@dataclass(frozen=True)
class Limits:
    """What coordinators may read, unless they are, or were, matched with the person."""

    separations: Sequence[Separation] = field(repr=False)
    constraints: Sequence[ListedConstraint] = field(repr=False)


def limits_of(application: Application, reader: Person) -> Limits | None:
    """Return the limits that hold for an application; None if the reader may not know them."""
    if not allows(reader, Permission.CHANGE_LIMITS, application):
        return None
    separations = bans.separations_of(db.session, application.person)
    return Limits(
        separations=[item for item in separations if item.other.person_id != reader.id],
        constraints=_constraints(application),
    )


def why_apart(suggestion: Suggestion, reader: Person) -> Separation | None:
    """Return why two people are not matched any more; None if the reader may not know it."""
    both = suggestion.mentee, suggestion.mentor
    if not all(allows(reader, Permission.CHANGE_LIMITS, item) for item in both):
        return None
    return bans.separation_between(db.session, *both)


def _constraints(application: Application) -> list[ListedConstraint]:
    stored = person_constraints.constraints_of(db.session, application)
    ids = {constraint.created_by for constraint in stored}
    givers = db.session.scalars(select(Person).where(Person.id.in_(ids)))
    people = {person.id: person for person in givers}
    return [
        ListedConstraint(
            constraint,
            constraint_in_words(
                constraint.kind if constraint.can_be_read() else "",
                constraint.value if constraint.can_be_read() else None,
                constraint.application.round.name,
            ),
            who_decided(people.get(constraint.created_by or 0), application.person),
        )
        for constraint in stored
    ]
