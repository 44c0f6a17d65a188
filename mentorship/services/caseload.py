"""Which coordinator looks after whom, and how a whole caseload is handed over."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, not_, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    COORDINATOR,
    Application,
    Concern,
    ErasedPair,
    Pair,
    Person,
    Thread,
)
from mentorship.services.accounts import staff
from mentorship.services.audit import record


@dataclass(frozen=True)
class Caseload:
    """How much a coordinator looks after."""

    applications: int
    pairs: int
    threads: int
    erased_pairs: int

    @property
    def total(self) -> int:
        return self.applications + self.pairs + self.threads + self.erased_pairs


@dataclass(frozen=True)
class Assignment:
    """A column that names the coordinator of a row, and the condition that it is about somebody."""

    column: InstrumentedAttribute[int | None]
    is_about: Callable[[int], ColumnElement[bool]]

    @property
    def model(self) -> Any:
        return self.column.class_


def _pair_is_about(person_id: int) -> ColumnElement[bool]:
    applications = select(Application.id).where(Application.person_id == person_id)
    return or_(Pair.mentee_id.in_(applications), Pair.mentor_id.in_(applications))


def _thread_is_about(person_id: int) -> ColumnElement[bool]:
    pairs = select(Pair.id).where(_pair_is_about(person_id))
    concerns = select(Concern.id).where(Concern.pair_id.in_(pairs))
    about_pair = func.coalesce(Thread.concern_id, 0).in_(concerns)
    return or_(Thread.person_id == person_id, about_pair)


ASSIGNMENTS = {
    "applications": Assignment(
        Application.coordinator_id, lambda person_id: Application.person_id == person_id
    ),
    "pairs": Assignment(Pair.coordinator_id, _pair_is_about),
    "threads": Assignment(Thread.assigned_to, _thread_is_about),
    "erased_pairs": Assignment(
        ErasedPair.coordinator_id, lambda person_id: ErasedPair.person_id == person_id
    ),
}


def caseload_of(session: AnySession, coordinator: Person) -> Caseload:
    return Caseload(
        **{
            name: session.scalar(
                select(func.count(item.model.id)).where(item.column == coordinator.id)
            )
            or 0
            for name, item in ASSIGNMENTS.items()
        }
    )


def totals(session: AnySession) -> Counter[int]:
    """Return how much each coordinator looks after, by the coordinator's id."""
    counts: Counter[int] = Counter()
    for item in ASSIGNMENTS.values():
        counted = select(item.column, func.count(item.model.id)).group_by(item.column)
        counts.update(
            {owner: count for owner, count in session.execute(counted) if owner is not None}
        )
    return counts


def look_after(actor: Person | None, *applications: Application) -> None:
    """Make whoever decides about applications their coordinator, where there is none yet.

    Nobody looks after themselves. The caller has locked the people of the applications.
    """
    for application in applications:
        if actor is not None and application.person_id != actor.id:
            application.coordinator_id = application.coordinator_id or actor.id


def coordinator_of_pair(
    actor: Person | None, mentee: Application, mentor: Application
) -> int | None:
    """Return who looks after both sides of a new pair; nobody looks after a pair of their own.

    Whoever looks after the mentee already, else the mentor, else whoever introduces the two.
    """
    actor_id = actor.id if actor is not None else None
    in_order = (mentee.coordinator_id, mentor.coordinator_id, actor_id)
    unfit = {None, mentee.person_id, mentor.person_id}
    return next((person_id for person_id in in_order if person_id not in unfit), None)


def hand_over(
    session: AnySession, actor: Person | None, giver: Person, receiver: Person
) -> Caseload:
    """Let another coordinator look after everything that one looks after; return how much.

    What is about the receiver, who may take part too, goes to a third coordinator.
    """
    staff.lock_staff(session, giver)
    return _hand_over(session, actor, giver, receiver)


def end_access(
    session: AnySession, actor: Person | None, person: Person, role: str, receiver: Person | None
) -> None:
    """Take a role from somebody who works here, after their caseload is handed over."""
    staff.lock_staff(session, person)
    if role == COORDINATOR and caseload_of(session, person).total:
        if receiver is None:
            raise UserFacingError(_("First hand over what they look after to another coordinator."))
        _hand_over(session, actor, person, receiver)
    staff.take_role(session, actor, person, role)


def release(session: AnySession, coordinator: Person) -> None:
    """Hand over what somebody looks after who is about to be erased, if anybody else can.

    The caller has locked the staff.
    """
    others = [item for item in staff.coordinators(session) if item != coordinator]
    if others and caseload_of(session, coordinator).total:
        _hand_over(session, None, coordinator, others[0])


def release_lost(session: AnySession) -> None:
    """Leave to all coordinators what somebody looks after who cannot any more.

    A decision that began before their access ended may make them the coordinator afterwards.
    Threads are assigned by `services.messages.assignment`.
    """
    present = [item.id for item in staff.coordinators(session)]
    for column in (Application.coordinator_id, Pair.coordinator_id, ErasedPair.coordinator_id):
        lost = update(column.class_).where(column.is_not(None), column.not_in(present))
        session.execute(lost.values({column: None}))


def _hand_over(
    session: AnySession, actor: Person | None, giver: Person, receiver: Person
) -> Caseload:
    others = [item for item in staff.coordinators(session) if item != giver]
    if receiver not in others:
        raise UserFacingError(_("Choose another coordinator, who can sign in."))
    caseload = caseload_of(session, giver)
    successors = [receiver, *(item for item in others if item != receiver)]
    for assignment in ASSIGNMENTS.values():
        for successor in successors:
            _reassign(session, assignment, giver, successor)
    record(session, actor, "hand over caseload", giver)
    return caseload


def _reassign(
    session: AnySession, assignment: Assignment, giver: Person, successor: Person
) -> None:
    model = assignment.model
    handed_over = (
        select(model.id)
        .where(assignment.column == giver.id, not_(assignment.is_about(successor.id)))
        .order_by(model.id)  # locked in one order, so that no two transactions wait for each other
        .with_for_update()
    )
    ids = session.scalars(handed_over).all()
    session.execute(
        update(model).where(model.id.in_(ids)).values({assignment.column: successor.id})
    )
