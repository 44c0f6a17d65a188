"""What the copy of somebody's data says about their groups: nothing that is the others'."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import GroupMember, Person
from mentorship.services.groups.members import memberships_in_any_state
from mentorship.services.groups.row_entries import (
    MODELS,
)

CODES = frozenset({"stage", "outcome"})
"""Fields of a row that nobody wrote, but chose."""


def groups_data(session: AnySession, person: Person) -> list[dict[str, Any]]:
    """Return which groups somebody is in or has asked to join, and what they alone wrote there."""
    written = list(_rows_written_by(session, person))
    return [
        {
            **_membership(row),
            "written": [_texts(item) for item in written if item.group_id == row.group_id],
        }
        for row in memberships_in_any_state(session, person)
        if row.can_be_read() and row.group.can_be_read()
    ]


def _membership(row: GroupMember) -> dict[str, Any]:
    return {
        "group": row.group.name,
        "own_alias": row.alias,
        "is_lead": row.is_lead,
        "asked": row.asked_at,
        "own_words": row.words,
        "since": row.accepted_at,
        "declined": row.declined_at,
        "not_participant_since": row.not_participant_since,
    }


def _rows_written_by(session: AnySession, person: Person) -> Iterator[Any]:
    for model in MODELS:
        yield from session.scalars(
            select(model).where(model.written_by == person.id).order_by(model.id)
        )


def _texts(row: Any) -> dict[str, Any]:
    document = row.read_document().items()
    texts = [text for name, text in document if text and name not in CODES]
    return {"day": row.created_at, "texts": texts}
