"""What is to be decided or followed up: applications, suggestions, pairs and imports."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import (
    Application,
    ImportSheet,
    MatchRun,
    Pair,
    Person,
    Profile,
    Round,
    RoundState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications.application_lists import is_unread
from mentorship.services.imports.sessions import UPLOAD_LIFETIME
from mentorship.services.pairs.pair_lists import is_unanswered, is_without_news
from mentorship.services.searched_lists import names_of, sealed_columns
from mentorship.services.today.waiting import (
    MAX_ITEMS_SHOWN,
    NamedPerson,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
    looked_after_by,
)

mentee_profile, mentor_profile = aliased(Profile), aliased(Profile)


def introductions(session: AnySession, reader: Person, *, own: bool) -> Queue:
    """Return the introductions that somebody has not answered for days."""
    return _pairs(
        session, QueueKind.INTRODUCTIONS, looked_after_by(Pair.coordinator_id, reader, own=own)
    )


def matches(session: AnySession, reader: Person, *, own: bool) -> Queue:
    """Return the pairs that have logged no meeting for weeks."""
    return _pairs(session, QueueKind.MATCHES, looked_after_by(Pair.coordinator_id, reader, own=own))


def applications(session: AnySession, reader: Person, *, own: bool) -> Queue:
    query = (
        select(Application.id, Application.submitted_at, Round.name, *sealed_columns(Profile))
        .join(Application.round)
        .join(Application.profile)
        .where(is_unread(), *looked_after_by(Application.coordinator_id, reader, own=own))
        .order_by(Application.submitted_at, Application.id)
    )
    count, rows = first_rows(session, query)
    names = names_of(session, [row[-2:] for row in rows])
    items = [
        WaitingItem(row[0], row[1], [NamedPerson(row[0], name)], row[2])
        for row, (name,) in zip(rows, names, strict=True)
    ]
    return Queue(QueueKind.APPLICATIONS, count, items)


def suggestions(session: AnySession) -> Queue:
    """Return the runs with suggestions to review; what is counted are the suggestions."""
    rows = session.execute(
        select(MatchRun.id, MatchRun.finished_at, Round.name, func.count())
        .join(Suggestion, Suggestion.match_run_id == MatchRun.id)
        .join(MatchRun.round)
        .where(
            Suggestion.state == SuggestionState.PENDING,
            MatchRun.finished_at.is_not(None),
            Round.state != RoundState.ARCHIVED,
        )
        .group_by(MatchRun.id, MatchRun.finished_at, Round.name)
        .order_by(MatchRun.finished_at)
    ).all()
    items = [WaitingItem(id_, since, (), name, count) for id_, since, name, count in rows]
    return Queue(QueueKind.SUGGESTIONS, sum(item.count for item in items), items[:MAX_ITEMS_SHOWN])


def _pairs(session: AnySession, kind: QueueKind, whose: Sequence[ColumnElement[bool]]) -> Queue:
    is_new = kind is QueueKind.INTRODUCTIONS
    since = Pair.created_at if is_new else Pair.started_at
    sealed = sealed_columns(mentee_profile, mentor_profile)
    query = (
        select(Pair.id, since, Pair.mentee_id, Pair.mentor_id, Round.name, *sealed)
        .join(Pair.mentee)
        .join(Application.round)
        .join(mentee_profile, mentee_profile.application_id == Pair.mentee_id)
        .join(mentor_profile, mentor_profile.application_id == Pair.mentor_id)
        .where(is_unanswered() if is_new else is_without_news(), *whose)
        .order_by(since, Pair.id)
    )
    count, rows = first_rows(session, query)
    names = names_of(session, [row[-4:] for row in rows])
    items = [
        WaitingItem(row[0], row[1], list(map(NamedPerson, row[2:4], both)), row[4])
        for row, both in zip(rows, names, strict=True)
    ]
    return Queue(kind, count, items)


def imports(session: AnySession, reader: Person, *, own: bool) -> Queue:
    query = (
        select(ImportSheet.id, ImportSheet.created_at, Round.name)
        .join(ImportSheet.round)
        .where(ImportSheet.created_at > now() - UPLOAD_LIFETIME)
        .where(*([ImportSheet.uploaded_by == reader.id] if own else []))
        .order_by(ImportSheet.created_at, ImportSheet.id)
    )
    count, rows = first_rows(session, query)
    items = [WaitingItem(row[0], row[1], (), row[2]) for row in rows]
    return Queue(QueueKind.IMPORTS, count, items)
