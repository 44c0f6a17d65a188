"""Who is not matched with somebody any more and why, for coordinators, who can lift it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    AuditEntry,
    Ban,
    Pair,
    PairState,
    Person,
    Role,
    Suggestion,
    SuggestionState,
)
from mentorship.models.pair import END_MATCH, SAY_NO
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record
from mentorship.services.pairing.pair_constraints import is_lifted, set_ban

LIFT = "lift ban"
"""The action of the audit trail, about both applications."""
PairOfIds = tuple[int, int]
Row = TypeVar("Row", Ban, Pair)


@dataclass(frozen=True)
class Separation:
    """That two people are not matched with each other any more, and what is known of it."""

    other: Application = field(repr=False)
    since: datetime
    pair: Pair | None = field(repr=False)
    """Their introduction or match, which has ended."""
    decided_by: Person | None = field(repr=False)
    """One of the two or a coordinator; None if nobody knows any more."""
    reason: str = ""
    words: str = field(default="", repr=False)


@dataclass
class Between:
    """The bans and pairs between a person and another one, the newest first."""

    other: Application
    bans: list[Ban] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        """Return whether the two are kept apart, though they are not in a match now."""
        if any(pair.state is not PairState.CLOSED for pair in self.pairs):
            return False
        return any(not is_lifted(item) for item in self.bans) or not self.bans

    @property
    def ended_at(self) -> datetime:
        """Return when the newest of the pairs has ended."""
        newest = self.pairs[0]
        return newest.closed_at or newest.created_at


def separations_of(session: AnySession, person: Person) -> list[Separation]:
    """Return whom a person is not matched with any more, each person once, the newest first."""
    standing = [item for item in _rows_of(session, person).values() if item.stands]
    enders = _who_ended(session, [pair for item in standing for pair in item.pairs[:1]])
    rejecters = _who_rejected(session, person)
    separations = [_separation(item, enders, rejecters) for item in standing]
    return sorted(separations, key=lambda item: item.since, reverse=True)


def separation_between(
    session: AnySession, application: Application, other: Application
) -> Separation | None:
    separations = separations_of(session, application.person)
    return next((item for item in separations if item.other.person_id == other.person_id), None)


def lift(session: AnySession, actor: Person, application: Application, other: Application) -> None:
    """Let two people be suggested to each other again, and forget why they were not."""
    lock(session, application.id, other.id)
    if not (application.is_readable and other.is_readable):
        raise UserFacingError(_("What one of the two wrote cannot be read."))
    item = _rows_of(session, application.person).get(other.person_id)
    if item is None or not item.stands:
        raise UserFacingError(_("These two can be suggested to each other already."))
    rows: Sequence[Ban | Pair] = item.bans or item.pairs
    for mentee_id, mentor_id in {(row.mentee_id, row.mentor_id) for row in rows}:
        set_ban(session, mentee_id, mentor_id, lifted=True, reason="", words="", said_by="")
    for each in (application, other):
        record(session, actor, LIFT, each)


def unlift_for_merge(session: AnySession, kept: Application, dissolved: Application) -> None:
    """Have a ban of one of two applications stand that the other one has too, but lifted.

    Of the two rows, one stays when the applications become one.
    """
    column = Ban.mentee_id if kept.role is Role.MENTEE else Ban.mentor_id
    others = Ban.mentor_id if kept.role is Role.MENTEE else Ban.mentee_id
    standing = {
        getattr(item, others.key)
        for item in session.scalars(select(Ban).where(column == dissolved.id))
        if not is_lifted(item)
    }
    for item in session.scalars(select(Ban).where(column == kept.id, others.in_(standing))):
        if is_lifted(item):
            item.lifted = False


def _rows_of(session: AnySession, person: Person) -> dict[int, Between]:
    """Return the bans and pairs of a person, by the id of the other person."""
    between: dict[int, Between] = {}
    for ban, other in _newest_first(session, Ban, person):
        between.setdefault(other.person_id, Between(other)).bans.append(ban)
    for pair, other in _newest_first(session, Pair, person):
        between.setdefault(other.person_id, Between(other)).pairs.append(pair)
    return between


def _newest_first(
    session: AnySession, table: type[Row], person: Person
) -> list[tuple[Row, Application]]:
    own = select(Application.id).where(Application.person_id == person.id)
    rows = session.scalars(
        select(table)
        .where(or_(table.mentee_id.in_(own), table.mentor_id.in_(own)))
        .order_by(table.id.desc())
        .options(
            joinedload(table.mentee).joinedload(Application.profile),
            joinedload(table.mentor).joinedload(Application.profile),
        )
    )
    return [(row, row.mentor if row.mentee.person_id == person.id else row.mentee) for row in rows]


def _separation(
    item: Between, enders: Mapping[int, Person], rejecters: Mapping[PairOfIds, Person]
) -> Separation:
    pair = item.pairs[0] if item.pairs else None
    ended_by = enders.get(pair.id) if pair else None
    ban = next((ban for ban in item.bans if not is_lifted(ban)), None)
    if ban is None:
        return Separation(item.other, item.ended_at, pair, ended_by)
    rejected_by = rejecters.get((ban.mentee_id, ban.mentor_id))
    decided_by = ended_by if pair else rejected_by
    if not ban.can_be_read():
        return Separation(item.other, ban.created_at, pair, decided_by)
    sides = {Role.MENTEE.value: ban.mentee.person, Role.MENTOR.value: ban.mentor.person}
    said_by = sides.get(ban.said_by)
    return Separation(
        item.other, ban.created_at, pair, said_by or decided_by, ban.reason, ban.words
    )


def _who_ended(session: AnySession, pairs: Iterable[Pair]) -> dict[int, Person]:
    """Return who ended some introductions and matches, by the id of the pair."""
    ended = (
        select(AuditEntry.subject_id, Person)
        .join(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject == Pair.__tablename__,
            AuditEntry.subject_id.in_([pair.id for pair in pairs]),
            AuditEntry.action.in_((SAY_NO, END_MATCH)),
        )
    )
    return dict(session.execute(ended).tuples().all())


def _who_rejected(session: AnySession, person: Person) -> dict[PairOfIds, Person]:
    """Return who rejected the suggestions of a person, by the ids of the applications."""
    own = select(Application.id).where(Application.person_id == person.id)
    rejected = (
        select(Suggestion.mentee_id, Suggestion.mentor_id, Person)
        .join(Person, Person.id == Suggestion.decided_by)
        .where(
            Suggestion.state == SuggestionState.REJECTED,
            or_(Suggestion.mentee_id.in_(own), Suggestion.mentor_id.in_(own)),
        )
        .order_by(Suggestion.id)
    )
    return {
        (mentee_id, mentor_id): decider
        for mentee_id, mentor_id, decider in session.execute(rejected)
    }
