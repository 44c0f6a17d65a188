"""The list of applications: of one round or of all, filtered by what is known about them."""

import enum
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Round,
    RoundState,
)
from mentorship.privacy.sealed_rows import open_documents
from mentorship.questions import Answers, blank_answers
from mentorship.runtime import current_runtime
from mentorship.services.applications.waiting import has_waited
from mentorship.services.readings import READ_APPLICATION
from mentorship.services.searched_lists import SearchedList, in_order, sealed_columns
from mentorship.vocabulary import COMFORTABLE

NOBODY, OR_NOBODY = "nobody", "-or-nobody"
"""The code of the filter by coordinator for what nobody looks after, and the end of another's."""


class Progress(enum.StrEnum):
    """How far somebody has come, apart from the state of the application."""

    UNREAD = "unread"
    UNMATCHED = "unmatched"
    INTRODUCED = "introduced"
    MATCHED = "matched"
    WAITED = "waited"


class Account(enum.StrEnum):
    """Whether somebody can sign in: imported people cannot at first."""

    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True)
class ListedApplication:
    """What a list shows of an application; its answers are None if they cannot be read."""

    id: int
    role: Role
    state: ApplicationState
    sent_at: datetime | None
    round_id: int
    round_name: str
    coordinator_id: int | None
    has_account: bool
    is_unread: bool
    live_pairs: int
    answers: Answers | None = field(repr=False)


def has_pair(*states: PairState) -> ColumnElement[bool]:
    """Return the condition on an application that it has a pair in one of the states."""
    in_pairs = [
        select(side).where(Pair.state.in_(states)) for side in (Pair.mentee_id, Pair.mentor_id)
    ]
    return Application.id.in_(union_all(*in_pairs))


@cache
def is_unread() -> ColumnElement[bool]:
    """Return the condition on an application that nobody has opened it or decided about it."""
    was_read = exists().where(
        AuditEntry.subject == Application.__tablename__,
        AuditEntry.subject_id == Application.id,
        AuditEntry.action == READ_APPLICATION,
    )
    current_rounds = select(Round.id).where(Round.state != RoundState.ARCHIVED)
    is_new = Application.state == ApplicationState.SUBMITTED
    in_current = Application.round_id.in_(current_rounds)
    return and_(is_new, in_current, ~was_read, ~has_pair(PairState.INTRODUCED, PairState.ACTIVE))


def _is_at(code: str) -> ColumnElement[bool]:
    match Progress(code):
        case Progress.UNREAD:
            return is_unread()
        case Progress.UNMATCHED:
            return ~has_pair(PairState.INTRODUCED, PairState.ACTIVE)
        case Progress.INTRODUCED:
            return has_pair(PairState.INTRODUCED)
        case Progress.MATCHED:
            return has_pair(PairState.ACTIVE)
        case Progress.WAITED:
            return has_waited()


def looked_after(column: InstrumentedAttribute[int | None], code: str) -> ColumnElement[bool]:
    """Return the condition that a coordinator, given by id, looks after a row, or nobody does."""
    if code == NOBODY:
        return column.is_(None)
    is_theirs = column == int(code.removesuffix(OR_NOBODY))
    return or_(is_theirs, column.is_(None)) if code.endswith(OR_NOBODY) else is_theirs


def _has_account(code: str) -> ColumnElement[bool]:
    without = Application.person_id.in_(select(Person.id).where(Person.password.is_(None)))
    return without if Account(code) is Account.WITHOUT else ~without


def _speaks(answers: Answers, code: str) -> bool:
    return any(
        spoken["language"] == code and spoken["comfort"] in COMFORTABLE
        for spoken in answers["languages"]
    )


def _lives_in(answers: Answers, code: str) -> bool:
    return current_runtime().programme.region_of(answers["area"]) == code


APPLICATIONS = SearchedList(
    ids=select(Application.id).where(Application.state != ApplicationState.DRAFT),
    profiles={Profile: Application.id},
    person_ids=(Application.person_id,),
    state=Application.state,
    conditions={
        "round": lambda code: Application.round_id == int(code),
        "role": lambda code: Application.role == Role(code),
        "state": lambda code: Application.state == ApplicationState(code),
        "progress": _is_at,
        "coordinator": lambda code: looked_after(Application.coordinator_id, code),
        "account": _has_account,
    },
    answer_conditions={
        "community": lambda answers, code: code in answers["communities"],
        "language": _speaks,
        "region": _lives_in,
    },
    orders={
        "newest": (Application.submitted_at.desc(), Application.id.desc()),
        "oldest": (Application.submitted_at, Application.id),
    },
)


def with_ids(session: AnySession, ids: Sequence[int]) -> list[ListedApplication]:
    """Return what a list shows of applications, in the order of their ids."""
    columns = (
        Application.id,
        Application.role,
        Application.state,
        Application.submitted_at,
        Application.round_id,
        Round.name,
        Application.coordinator_id,
        Person.password.is_not(None),
    )
    rows: Sequence[Any] = session.execute(
        select(*columns, Round.state, *sealed_columns(Profile))
        .join(Application.round)
        .join(Application.person)
        .join(Application.profile)
        .where(Application.id.in_(ids))
    ).all()
    live_pairs, read = live_pair_counts_among(session, ids), read_among(session, ids)
    documents = open_documents(session, Profile, [tuple(row[-2:]) for row in rows])
    blank = blank_answers()
    applications = []
    for row, document in zip(rows, documents, strict=True):
        id_, state, round_state = row[0], row[2], row[-3]
        is_new = state is ApplicationState.SUBMITTED and round_state is not RoundState.ARCHIVED
        is_unread = is_new and id_ not in read and not live_pairs[id_]
        answers = {**blank, **document["stored_answers"]} if document else None
        applications.append(ListedApplication(*[*row[:-3], is_unread, live_pairs[id_], answers]))
    return in_order(applications, ids)


def read_among(session: AnySession, ids: Collection[int]) -> set[int]:
    """Return those of some applications that a coordinator has opened."""
    read = select(AuditEntry.subject_id).where(
        AuditEntry.subject == Application.__tablename__,
        AuditEntry.subject_id.in_(ids),
        AuditEntry.action == READ_APPLICATION,
    )
    return set(session.scalars(read))


def live_pair_counts_among(session: AnySession, ids: Collection[int]) -> Counter[int]:
    """Count the live pairs of some applications, by their ids."""
    pairs = session.execute(
        select(Pair.mentee_id, Pair.mentor_id).where(
            or_(Pair.mentee_id.in_(ids), Pair.mentor_id.in_(ids)), Pair.state != PairState.CLOSED
        )
    )
    return Counter(application_id for pair in pairs for application_id in pair)
