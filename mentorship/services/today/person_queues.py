"""About people: opinions that coordinators ask for, merges, and whose partner is gone."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    ErasedPair,
    MergeRequest,
    Note,
    Person,
    Profile,
    Round,
)
from mentorship.services.applications.notes import notes_to_discuss
from mentorship.services.merging.merge_requests import requests_to_confirm
from mentorship.services.searched_lists import names_of, sealed_columns
from mentorship.services.today.message_queues import newest_names
from mentorship.services.today.waiting import (
    NamedPerson,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
    looked_after_by,
)

# No other page lists them, so all that volunteers can have open are shown.
MAX_ITEMS_SHOWN = 20


def discussions(session: AnySession, reader: Person) -> Queue:
    """Return the notes whose writer asks for an opinion."""
    query = (
        notes_to_discuss(reader)
        .join(Application.round)
        .join(Application.profile)
        .with_only_columns(
            Note.id, Note.created_at, Application.id, Round.name, *sealed_columns(Profile)
        )
    )
    count, rows = first_rows(session, query, MAX_ITEMS_SHOWN)
    names = names_of(session, [row[-2:] for row in rows])
    items = [
        WaitingItem(row[0], row[1], [NamedPerson(row[2], name)], row[3])
        for row, (name,) in zip(rows, names, strict=True)
    ]
    return Queue(QueueKind.DISCUSSIONS, count, items)


def merges(session: AnySession, reader: Person) -> Queue:
    """Return the merges that wait for a second coordinator."""
    first, second = aliased(Profile), aliased(Profile)
    query = (
        requests_to_confirm(reader)
        .join(first, first.application_id == MergeRequest.first_id)
        .join(second, second.application_id == MergeRequest.second_id)
        .with_only_columns(
            MergeRequest.id,
            MergeRequest.created_at,
            MergeRequest.first_id,
            MergeRequest.second_id,
            *sealed_columns(first, second),
        )
    )
    count, rows = first_rows(session, query, MAX_ITEMS_SHOWN)
    names = names_of(session, [row[-4:] for row in rows])
    items = [
        WaitingItem(row[0], row[1], [NamedPerson(row[2], both[0]), NamedPerson(row[3], both[1])])
        for row, both in zip(rows, names, strict=True)
    ]
    return Queue(QueueKind.MERGES, count, items)


def erased_pairs(session: AnySession, reader: Person) -> Queue:
    """Return the introductions and matches that ended with the account of one of the two.

    For whoever looked after them; for everybody if nobody did.
    """
    query = (
        select(ErasedPair)
        .where(ErasedPair.coordinator_saw_at.is_(None), ErasedPair.person_id != reader.id)
        .where(*looked_after_by(ErasedPair.coordinator_id, reader, own=True))
        .order_by(ErasedPair.erased_at, ErasedPair.id)
    )
    count, rows = first_rows(session, query, MAX_ITEMS_SHOWN)
    people = newest_names(session, [item.person_id for (item,) in rows])
    items = [
        WaitingItem(item.id, item.erased_at, people[item.person_id], to_acknowledge=item)
        for (item,) in rows
    ]
    return Queue(QueueKind.ERASED_PAIRS, count, items)
