"""Who waits for an answer: concerns, messages, and people who cannot sign in any more."""

from collections.abc import Sequence

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Application, Concern, Person, Round, Thread
from mentorship.services.accounts import recovery_requests
from mentorship.services.messages.inbox import newest_applications
from mentorship.services.messages.readers import is_readable_by
from mentorship.services.today.waiting import (
    MAX_ITEMS_SHOWN,
    NamedPerson,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
    looked_after_by,
)


def concerns(session: AnySession, reader: Person, *, own: bool) -> Queue:
    query = (
        select(Thread.id, Concern.created_at, Thread.person_id, Round.name)
        .join(Concern, Concern.id == Thread.concern_id)
        .join(Round, Round.id == Concern.round_id)
        .where(Concern.done_at.is_(None), is_readable_by(reader))
        .where(*looked_after_by(Thread.assigned_to, reader, own=own))
        .order_by(Concern.created_at, Concern.id)
    )
    count, rows = first_rows(session, query)
    people = newest_names(session, [row[2] for row in rows])
    items = [WaitingItem(id_, at, people[person_id], name) for id_, at, person_id, name in rows]
    return Queue(QueueKind.CONCERNS, count, items)


def messages(session: AnySession, reader: Person, *, own: bool) -> Queue:
    query = (
        select(Thread.id, Thread.waits_since, Thread.person_id, Thread.is_urgent)
        .where(Thread.concern_id.is_(None), Thread.waits_since.is_not(None), is_readable_by(reader))
        .where(*looked_after_by(Thread.assigned_to, reader, own=own))
        .order_by(Thread.is_urgent.desc(), Thread.waits_since, Thread.id)
    )
    count, rows = first_rows(session, query)
    people = newest_names(session, [row[2] for row in rows])
    items = [
        WaitingItem(id_, since, people[person_id], is_urgent=is_urgent)
        for id_, since, person_id, is_urgent in rows
    ]
    return Queue(QueueKind.MESSAGES, count, items)


def recoveries(session: AnySession) -> Queue:
    requests = recovery_requests.open_requests(session)
    people = newest_names(session, [item.person_id for item in requests[:MAX_ITEMS_SHOWN]])
    items = [
        WaitingItem(item.id, item.created_at, people[item.person_id])
        for item in requests[:MAX_ITEMS_SHOWN]
    ]
    return Queue(QueueKind.RECOVERIES, len(requests), items)


def newest_names(
    session: AnySession, person_ids: Sequence[int]
) -> dict[int, Sequence[NamedPerson]]:
    """Return people by id, each as in their newest application; nobody who has never applied."""
    newest = newest_applications(session, person_ids)
    return {
        person_id: [_named(newest[person_id])] if person_id in newest else []
        for person_id in person_ids
    }


def _named(application: Application) -> NamedPerson:
    profile = application.profile
    return NamedPerson(application.id, profile.name if profile.can_be_read() else None)
