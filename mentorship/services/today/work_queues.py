"""What is to be decided or finished: applications, suggestions and imports."""

from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import (
    Application,
    ImportSheet,
    MatchRun,
    Person,
    Profile,
    Round,
    RoundState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications.application_lists import is_unread
from mentorship.services.imports.sessions import UPLOAD_LIFETIME
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
