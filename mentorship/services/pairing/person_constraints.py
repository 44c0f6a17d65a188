"""Constraints of people: added, removed, and the pairs that they rule out.

A constraint belongs to an application and is about its person. What somebody needs of a partner
(an area, times, a language) holds for each of their applications, also in later rounds; that they
take no more people holds for that application alone. It decides about new matches: two people who
are kept together or introduced already stay so.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    DRAFTS,
    Application,
    Person,
    PersonConstraint,
    Pin,
    Role,
    Suggestion,
)
from mentorship.questions import match_columns
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record
from mentorship.services.pairing.constraint_kinds import (
    Constraint,
    ConstraintKind,
    MatchRow,
    combined,
    pairs_against,
)

PairOfIds = tuple[int, int]
ADD, REMOVE = "add constraint", "remove constraint"
"""The actions of the audit trail; what a constraint says is not in it."""


def add(
    session: AnySession,
    actor: Person | None,
    application: Application,
    kind: ConstraintKind,
    value: Any = None,
) -> PersonConstraint | None:
    """Give an application a constraint, unless one that holds for it says the same already."""
    lock(session, application.id)
    if Constraint(kind, value) in map(as_plain, constraints_of(session, application)):
        return None
    return _store(session, actor, application, kind, value)


def _store(
    session: AnySession,
    actor: Person | None,
    application: Application,
    kind: ConstraintKind,
    value: Any = None,
) -> PersonConstraint:
    constraint = PersonConstraint(
        application=application,
        created_by=actor.id if actor else None,
        kind=kind.value,
        value=value,
    )
    session.add(constraint)
    record(session, actor, ADD, application)
    return constraint


def remove(session: AnySession, actor: Person | None, constraint: PersonConstraint) -> None:
    application = constraint.application
    lock(session, application.id)
    own = delete(PersonConstraint).where(PersonConstraint.id == constraint.id)
    if session.scalar(own.returning(PersonConstraint.id)) is None:
        raise UserFacingError(removed_already())
    record(session, actor, REMOVE, application)


def removed_already() -> str:
    return _("This limit has been removed already.")


def constraint_with_id(session: AnySession, constraint_id: int) -> PersonConstraint | None:
    return session.get(PersonConstraint, constraint_id)


def constraints_of(session: AnySession, application: Application) -> list[PersonConstraint]:
    """Return the constraints that hold for an application, the oldest first."""
    stored = constraints_of_people(session, [application.person_id])
    return [constraint for _person, constraint in stored if holds_for(application, constraint)]


def wants_no_more(session: AnySession, application: Application) -> bool:
    """Return whether somebody has said themselves that they take nobody else."""
    return bool(_own_no_more(session, application))


def say_whether_more(
    session: AnySession, person: Person, application: Application, *, takes_more: bool
) -> None:
    """Keep whether somebody takes anybody else; what a coordinator said about it stays."""
    lock(session, application.id)
    own = _own_no_more(session, application)
    if takes_more:
        for constraint in own:
            remove(session, person, constraint)
    elif not own:
        _store(session, person, application, ConstraintKind.NO_MORE)


def _own_no_more(session: AnySession, application: Application) -> list[PersonConstraint]:
    return [
        constraint
        for constraint in constraints_of(session, application)
        if constraint.created_by == application.person_id
        and as_plain(constraint).kind is ConstraintKind.NO_MORE
    ]


def constraints_of_people(
    session: AnySession, people: Iterable[int]
) -> list[tuple[int, PersonConstraint]]:
    """Return people's constraints in whichever of their applications, each with the person's id."""
    theirs = (
        select(Application.person_id, PersonConstraint)
        .join(PersonConstraint.application)
        .where(Application.person_id.in_(set(people)))
        .order_by(PersonConstraint.id)
    )
    return list(session.execute(theirs).tuples())


def banned_by_constraints(session: AnySession, pool: Sequence[Application]) -> set[PairOfIds]:
    """Return the pairs of a pool that a constraint rules out, as (mentee id, mentor id).

    Pairs that a coordinator keeps together or has approved already are left out.
    """
    of_person: dict[int, list[PersonConstraint]] = {}
    for person_id, constraint in constraints_of_people(session, {item.person_id for item in pool}):
        of_person.setdefault(person_id, []).append(constraint)
    if not of_person:
        return set()
    rows = {role: _rows(pool, role) for role in Role}
    banned = set().union(
        *(
            _pairs_ruled_out(item, of_person[item.person_id], rows)
            for item in pool
            if item.person_id in of_person
        )
    )
    return banned - _kept_pairs(session)


def _rows(pool: Sequence[Application], role: Role) -> dict[int, MatchRow]:
    """Return one side of a pool as the library reads it, by the id of the application."""
    return {
        item.id: {"id": str(item.id), **match_columns(item.profile.answers)}
        for item in pool
        if item.role is role
    }


def _pairs_ruled_out(
    application: Application,
    constraints: Iterable[PersonConstraint],
    rows: Mapping[Role, Mapping[int, MatchRow]],
) -> set[PairOfIds]:
    own = rows[application.role][application.id]
    is_mentee = application.role is Role.MENTEE
    partners = rows[Role.MENTOR if is_mentee else Role.MENTEE].values()
    held = combined(map(as_plain, filter(partial(holds_for, application), constraints)))
    return {
        (application.id, id_) if is_mentee else (id_, application.id)
        for constraint in held
        for id_ in pairs_against(constraint, own, partners)
    }


def holds_for(application: Application, constraint: PersonConstraint) -> bool:
    """Return whether a constraint of somebody holds for one of their applications."""
    if constraint.application_id == application.id or not constraint.can_be_read():
        return True
    return as_plain(constraint).kind is not ConstraintKind.NO_MORE


def as_plain(constraint: PersonConstraint) -> Constraint:
    """Return what a constraint says; one that cannot be read rules out everybody."""
    if not constraint.can_be_read():
        return Constraint(ConstraintKind.NO_MORE)
    return Constraint(ConstraintKind(constraint.kind), constraint.value)


def _kept_pairs(session: AnySession) -> set[PairOfIds]:
    pinned = select(Pin.mentee_id, Pin.mentor_id)
    drafts = select(Suggestion.mentee_id, Suggestion.mentor_id).where(Suggestion.state.in_(DRAFTS))
    return set(session.execute(pinned.union(drafts)).tuples())
